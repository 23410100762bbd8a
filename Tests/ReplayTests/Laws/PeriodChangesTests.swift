import BenchmarkLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("What periods change")
struct PeriodChangesTests {
  /// The sums that are not zero, of what changes up to a day.
  private func sums(
    _ changes: PeriodChanges, upTo day: Day
  ) throws -> [StockKey: DistrictSums] {
    var sums: [StockKey: DistrictSums] = [:]
    let cells = changes.cells
    for place in cells.indices where cells[place].day <= day {
      let key = changes.keys[cells[place].row]
      try sums[key, default: DistrictSums()].add(cells.sums(of: place))
    }
    return sums.filter { !$0.value.isNothing }
  }

  private func words(_ sums: [StockKey: DistrictSums]) -> Set<String> {
    Set(
      sums.map { key, sums in
        let counters = DistrictCounter.allCases.map { "\($0)=\(sums[$0])" }
        return "\(key): \(counters.joined(separator: " "))"
      })
  }

  /// Expects that the changes up to the end of a period are the state at its end; returns how many cells
  /// have changes.
  @discardableResult
  private func expectStates(
    _ history: borrowing History, of length: Int32, around day: Day, _ log: Comment
  ) throws -> Int {
    var (whole, merged) = (
      PeriodChanges(of: length, endingOn: day), PeriodChanges(of: length, endingOn: day)
    )
    try whole.add(history, history.versions(), knownAt: .distantFuture)
    try merged.merge(whole)
    for periods in -2...2 {
      let end = Day(number: day.number + Int32(periods) * length)
      let state = try history.state(at: end)
      let expected = try state.totals.districtSums(at: end).filter { !$0.value.isNothing }
      for changes in [whole, merged] {
        #expect(words(try sums(changes, upTo: end)) == words(expected), log)
      }
      let count = whole.eventCounts.reduce(0) { $0 + ($1.key <= end ? $1.value : 0) }
      #expect(count == state.eventCount, log)
    }
    return whole.cells.indices.count
  }

  @Test("up to the end of each they add up to the state", arguments: [1, 7] as [Int32])
  func addUpToStates(length: Int32) throws {
    let seed = testSeed("what periods of \(length) days change")
    var random = RandomEvents(seed: seed)
    for number in 0..<40 {
      let folder = try TemporaryFolder()
      let events = try PartitionedLogTests.events(&random).shuffled(using: &random.generator)
      let history = try folder.history(of: [("events.jsonl", journal(events))])
      guard history.openConflicts.isEmpty else { continue }
      try expectStates(
        history, of: length, around: day("2020-02-10"), "seed \(seed), log \(number)")
    }
  }

  @Test("so do those of more rows and days than a block holds", arguments: Mix.allCases)
  func manyCells(mix: Mix) throws {
    var maker = LogMaker(mix, seed: 7)
    var bytes: [UInt8] = []
    for _ in 0..<2000 { maker.writeLine(to: &bytes) }
    let folder = try TemporaryFolder()
    let history = try folder.history(of: [("events.jsonl", bytes)])
    let cells = try expectStates(history, of: 1, around: day("2020-02-01"), "\(mix)")
    #expect(cells > 1000)
  }
}
