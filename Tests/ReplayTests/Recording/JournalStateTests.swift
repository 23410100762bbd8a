import EventLog
import Replay
import Shipments
import TestSupport
import Testing

@Suite("What a recorder finds in a journal before it writes")
struct JournalStateTests {
  private let folder: TemporaryFolder
  private let first: [Event]
  private let second: [Event]

  init() throws {
    folder = try TemporaryFolder()
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 60, at: "China")
    first = log.events
    try log.add(.issued, 20, at: "China")
    second = Array(log.events.suffix(1))
  }

  private func recorder(_ now: String = "2020-02-13T13:57:00Z") throws -> Recorder {
    try Recorder("events.jsonl", in: folder.log, now: instant(now))
  }

  /// Bytes at the end of a journal that are no whole line.
  @Test(arguments: [
    Array(#"{"id":"torn","type":"deli"#.utf8), [0, 0, 0, 0, 0],
    Array("not JSON\nat all".utf8), [0xFF],
  ])
  func `a torn tail is saved and cut`(tail: [UInt8]) throws {
    try folder.write(journal(first) + tail, to: "events.jsonl")
    let recorder = try recorder()
    let saved = recorder.savedTail
    _ = try recorder.record(second)
    #expect(saved == folder.path("events.jsonl.torn-20200213T135700Z"))
    #expect(try folder.read("events.jsonl.torn-20200213T135700Z") == tail)
    #expect(try folder.read("events.jsonl") == journal(first + second))
  }

  @Test func `a whole object that is no event is refused, for no crash writes one`() throws {
    let bytes = journal(first) + Array("{}\n".utf8)
    try folder.write(bytes, to: "events.jsonl")
    #expect(throws: RecordingError.self) { try recorder().record(second) }
    #expect(try folder.read("events.jsonl") == bytes)
    #expect(try folder.names() == ["events.jsonl"])
  }

  @Test func `a second tail of the same second is saved beside the first`() throws {
    for number in 1...2 {
      let bytes = try number == 1 ? journal(first) : folder.read("events.jsonl")
      try folder.write(bytes + Array("torn \(number)".utf8), to: "events.jsonl")
      _ = try recorder().record([])
    }
    #expect(
      try folder.names() == [
        "events.jsonl", "events.jsonl.torn-20200213T135700Z",
        "events.jsonl.torn-20200213T135700Z-2",
      ])
    #expect(try folder.read("events.jsonl.torn-20200213T135700Z-2") == Array("torn 2".utf8))
    #expect(try folder.read("events.jsonl") == journal(first))
  }

  @Test func `the tail of another journal is left alone`() throws {
    let torn = journal(first) + Array("torn".utf8)
    try folder.write(torn, to: "other.jsonl")
    _ = try recorder().record(second)
    #expect(try folder.read("other.jsonl") == torn)
    #expect(try folder.names() == ["events.jsonl", "other.jsonl"])
  }

  @Test func `a whole last line without its line feed is kept`() throws {
    try folder.write(journal(first).dropLast(), to: "events.jsonl")
    let recorder = try recorder()
    let saved = recorder.savedTail
    #expect(saved == nil)
    _ = try recorder.record(second)
    #expect(try folder.read("events.jsonl") == journal(first + second))
  }

  @Test func `a journal without sums is somebody else's and is not written to`() throws {
    let foreign = first.flatMap { EventEncoder.object($0) + [UInt8(ascii: "\n")] }
    try folder.write(foreign, to: "events.jsonl")
    let error = #expect(throws: RecordingError.self) { try recorder().record(second) }
    guard case .foreignJournal(let path)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(path == folder.path("events.jsonl"))
    #expect(try folder.read("events.jsonl") == foreign)
  }

  @Test func `a journal without sums beside it is read`() throws {
    let foreign = first.flatMap { EventEncoder.object($0) + [UInt8(ascii: "\n")] }
    try folder.write(foreign, to: "other.jsonl")
    let outcome = try recorder().record(first + second)
    #expect(outcome.recorded == second)
    #expect(outcome.skipped == 2)
    #expect(try folder.read("events.jsonl") == journal(second))
  }

  @Test(arguments: ["events.jsonl", "other.jsonl"])
  func `a damaged journal is refused, and nothing is written`(name: String) throws {
    var bytes = journal(first)
    bytes[10] ^= 1
    try folder.write(bytes, to: name)
    let error = #expect(throws: RecordingError.self) { try recorder().record(second) }
    guard case .log(.damaged(let journal, _, let count))? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(journal == name)
    #expect(count == 1)
    #expect(try folder.read(name) == bytes)
    #expect(try folder.names() == [name])
  }

  @Test func `who lets go of a recorder lets go of the journal`() throws {
    do {
      let unused = try recorder()
      let count = unused.history.eventCount
      #expect(count == 0)
    }
    #expect(try recorder().record(second).recorded == second)
  }

  @Test func `a log behind a link is recorded in`() throws {
    try folder.write([], to: "events.jsonl")
    let link = try TemporaryFolder()
    try link.link("log", to: folder.path)
    let recorder = try Recorder(
      "events.jsonl", in: LogFolder(link.path("log")), now: instant("2020-02-13"))
    _ = try recorder.record(second)
    #expect(try folder.read("events.jsonl") == journal(second))
  }
}
