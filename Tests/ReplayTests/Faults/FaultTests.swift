import EventLog
import Foundation
import Replay
import TestSupport
import Testing

@Suite("Each operation of a disk fails in turn")
struct FaultTests {
  private static let codes = [EIO, ENOSPC, EDQUOT, EINTR, EFBIG, EROFS, EACCES]

  /// What is said of the events that were to be recorded last.
  private enum Claim {
    case recorded, notRecorded, unknown
  }

  @Test func `what is said of the events is true, and the next run works`() throws {
    let seed = testSeed("what is said of the events is true, and the next run works")
    var random = SeededGenerator(seed: seed)
    var faults = 0
    for scenario in DiskScenario.all {
      var recovery = Recovery(scenario)
      let whole = SimulatedDisk(scenario.start)
      try scenario.run(on: whole)
      for (number, operation) in whole.operations.enumerated() {
        for kind in DiskFault.Kind.allCases where operation.canFail(kind) {
          let fault = DiskFault(
            number, kind, code: FaultTests.codes[faults % FaultTests.codes.count])
          faults += 1
          let comment: Comment = "seed \(seed), \(scenario.name): \(operation) fails as \(fault)"
          let disk = SimulatedDisk(scenario.start, fault: fault)
          let claim = claim(scenario, disk, comment)
          try #require(disk.hasFailed, comment)
          try #require(claim != .recorded || !operation.isSync, comment)
          try #require(claim == .recorded || kind != .short, comment)
          try check(claim, scenario, disk, &recovery, &random, comment)
          if kind != .lasting { try runAgain(scenario, disk, &recovery, &random, comment) }
        }
      }
    }
    #expect(faults > 1000, "so many faults were planted")
  }

  /// Records on a disk that fails.
  private func claim(
    _ scenario: DiskScenario, _ disk: SimulatedDisk, _ comment: Comment
  ) -> Claim {
    do {
      try scenario.run(on: disk)
      return .recorded
    } catch RecordingError.append(let error) where error.outcome == .unknown {
      return .unknown
    } catch RecordingError.log(.damaged) {
      Issue.record("what cannot be read is taken for damage: \(comment)")
      return .notRecorded
    } catch {
      return .notRecorded
    }
  }

  /// Sees that a claim is true for who reads on, and after a crash.
  private func check(
    _ claim: Claim, _ scenario: DiskScenario, _ disk: SimulatedDisk, _ recovery: inout Recovery,
    _ random: inout SeededGenerator, _ comment: Comment
  ) throws {
    let step = try #require(disk.steps.last)
    let next = claim == .unknown ? step.acknowledged + 1 : step.acknowledged
    let allowed = (step.acknowledged...next).map(scenario.eventCount)
    let read = try recovery.eventCount(on: step.state.current)
    try #require(allowed.contains(read), comment)
    _ = try step.state.forEachCrash(limit: scenario.hasIndex ? 1 : 4, &random) {
      let count = try recovery.eventCount(on: $0)
      try #require(allowed.contains(count), comment)
    }
  }

  /// Records the next event once nothing fails any more, and sees that it survives a crash.
  private func runAgain(
    _ scenario: DiskScenario, _ disk: SimulatedDisk, _ recovery: inout Recovery,
    _ random: inout SeededGenerator, _ comment: Comment
  ) throws {
    let state = try DiskScenario.last(of: disk)
    let read = try recovery.eventCount(on: state.current)
    let next = SimulatedDisk(after: state)
    try scenario.recordNext(behind: read, on: next)
    _ = try DiskScenario.last(of: next).forEachCrash(limit: scenario.hasIndex ? 1 : 4, &random) {
      let count = try recovery.eventCount(on: $0)
      try #require(count == read + 1, comment)
    }
  }
}

extension DiskOperation {
  /// Whether a kind of fault makes a difference to it.
  fileprivate func canFail(_ kind: DiskFault.Kind) -> Bool {
    switch self {
    case .write: true
    case .read: kind == .once || kind == .short
    case .lock, .status, .names: kind == .once
    case .open, .truncate, .synchronize, .synchronizeFolder, .makeFolder, .remove, .rename:
      kind != .short
    }
  }
}
