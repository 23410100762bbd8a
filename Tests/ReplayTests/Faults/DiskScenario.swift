import Replay
import Shipments
import TestSupport
import Testing

@testable import EventLog

/// Something that is recorded on a simulated disk, from what stands there to the last acknowledgement.
struct DiskScenario: Sendable {
  static let path = "/log"

  /// How events are recorded.
  enum Way: Sendable {
    /// As `append TYPE` does it: one line, or several at once.
    case events
    /// As `append --input` does it: lines are written while they are read.
    case input
  }

  var name: String
  /// What the disk holds at the start; without it not even the folder is there.
  var files: [String: [UInt8]]?
  /// How many of the events are in the log then.
  var oldCount = 0
  /// How many are recorded at once, in their order.
  var groups: [Int] = [1]
  var way = Way.events
  /// Whether an index is made first, and once more at the end.
  var hasIndex = false
  /// Bytes that do not count, and may not be lost.
  var tail: [UInt8] = []

  /// The events of all scenarios, in the order in which they are recorded.
  ///
  /// Some lines fit a sector of the disk, some reach over two or three.
  static let events: [Event] = {
    var log = SampleLog()
    for number in 0..<12 {
      try? log.add(
        number % 2 == 0 ? .pledged : .delivered, Int64(100 + number), at: "China",
        id: "event-\(number)"
      ) {
        $0.note = String(repeating: "masks ", count: [20, 150, 300][number % 3])
      }
    }
    return log.events
  }()

  /// The bytes of a journal with the first events.
  static func journal(_ count: Int) -> [UInt8] {
    TestSupport.journal(Array(events.prefix(count)))
  }

  /// The disk at the start.
  var start: DiskImage {
    files.map { DiskImage(folder: DiskScenario.path, files: $0) } ?? DiskImage()
  }

  /// How many events are in the log after so many groups.
  func eventCount(groups count: Int) -> Int { oldCount + groups.prefix(count).reduce(0, +) }

  /// Records everything on a disk, which is told of each acknowledgement.
  func run(on disk: SimulatedDisk) throws {
    let log = LogFolder(DiskScenario.path, files: disk)
    if hasIndex { try DiskScenario.makeIndex(log) }
    for number in groups.indices {
      let range = eventCount(groups: number)..<eventCount(groups: number + 1)
      try way.record(Array(DiskScenario.events[range]), in: log)
      disk.acknowledge(number + 1)
    }
    if hasIndex { try DiskScenario.makeIndex(log) }
  }

  /// Records the event behind those that were read, as a program that comes later.
  func recordNext(behind count: Int, on disk: SimulatedDisk) throws {
    try record(count, on: disk)
  }

  /// Records the event of a number; where the log has it already, that is said.
  func record(_ number: Int, on disk: SimulatedDisk) throws {
    try way.record(
      [DiskScenario.events[number]], in: LogFolder(DiskScenario.path, files: disk))
  }

  /// The disk after everything that was done to it.
  static func last(of disk: SimulatedDisk) throws -> DiskState {
    try #require(disk.steps.last).state
  }

  private static func makeIndex(_ log: LogFolder) throws {
    try IndexBuilder(LogScan(log, partitions: 2), log).write()
  }
}

extension DiskScenario.Way {
  /// Records events; when it returns they are acknowledged.
  func record(_ events: [Event], in log: LogFolder) throws {
    let now = try instant("2020-03-01T00:00:00Z")
    switch self {
    case .events:
      _ = try Recorder("events.jsonl", in: log, now: now).record(events)
    case .input:
      let input = try TemporaryFolder()
      try input.write(journal(events), to: "input")
      let recorder = try BatchRecorder(
        "events.jsonl", in: log, now: now, threads: 1, usesIndex: true)
      var lines = try InputLines(input.path("input"))
      lines.hashKey = recorder.hashKey
      while let content = try lines.nextLine(filling: { preconditionFailure("all is there") }) {
        if case .event(let hash, _) = content { try recorder.add(&lines, idHash: hash) }
      }
      try recorder.finish()
    }
  }
}

// MARK: - The scenarios

extension DiskScenario {
  private static let torn = Array(journal(6).dropFirst(journal(5).count).prefix(700))

  /// Batches that were cut short: what of them stands in the journal, and the note beside it.
  private static let half = Array(journal(5).dropFirst(journal(2).count).prefix(900))

  static let all: [DiskScenario] = [
    DiskScenario(name: "one line, where not even the folder is there", groups: [1, 1]),
    DiskScenario(name: "one line in a new journal", files: [:], groups: [1, 1]),
    DiskScenario(
      name: "one line in an old journal", files: ["events.jsonl": journal(2)], oldCount: 2,
      groups: [1, 1]),
    DiskScenario(
      name: "one line behind a last line without its line feed",
      files: ["events.jsonl": journal(2).dropLast()], oldCount: 2),
    DiskScenario(name: "several lines in a new journal", files: [:], groups: [3, 2]),
    DiskScenario(
      name: "several lines in an old journal", files: ["events.jsonl": journal(3)], oldCount: 3,
      groups: [3, 1]),
    DiskScenario(
      name: "lines that are read from a file, in a new journal", files: [:], groups: [3, 2],
      way: .input),
    DiskScenario(
      name: "lines that are read from a file, in an old journal",
      files: ["events.jsonl": journal(2).dropLast()], oldCount: 2, groups: [3], way: .input),
    DiskScenario(
      name: "a torn tail, mended", files: ["events.jsonl": journal(2) + torn], oldCount: 2,
      tail: torn),
    DiskScenario(
      name: "half of a batch with its note, mended",
      files: [
        "events.jsonl": journal(2) + half,
        ".events.jsonl.intent": note(journal(2).count, journal(5).count),
      ], oldCount: 2, tail: half),
    DiskScenario(
      name: "a whole batch that was still open, mended",
      files: [
        "events.jsonl": journal(5), ".events.jsonl.intent": note(journal(2).count, .max),
      ], oldCount: 2, groups: [2], tail: Array(journal(5).dropFirst(journal(2).count))),
    DiskScenario(
      name: "an index and its stamp, replaced", files: ["events.jsonl": journal(3)], oldCount: 3,
      groups: [1, 2], hasIndex: true),
  ]

  private static func note(_ oldLength: Int, _ newLength: Int) -> [UInt8] {
    Array(BatchIntent(oldLength: oldLength, newLength: newLength, sum: 0).text.utf8)
  }
}
