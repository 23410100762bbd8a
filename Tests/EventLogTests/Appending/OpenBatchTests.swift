@testable import EventLog
import TestSupport
import Testing

@Suite("A batch that is written while it is read")
struct OpenBatchTests {
  private let folder: TemporaryFolder
  private var log: LogFolder { LogFolder(folder.path) }

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(text(try lines(2)), to: "events.jsonl")
  }

  /// The lines of the journal that count.
  private func counted() throws -> Int {
    try LogScan(log).lineCount
  }

  @Test func `counts from its commit on, and not before`() throws {
    var writer = try JournalWriter("events.jsonl", in: log)
    let start = try writer.begin()
    #expect(start == text(try lines(2)).count)
    try writer.write(text(Array(try lines(5)[2...])))
    #expect(try folder.names().contains(".events.jsonl.intent"))
    let snapshot = try log.snapshot(journal: "events.jsonl", isHeld: true)
    #expect(snapshot.length == start)
    #expect(snapshot.unfinished == text(Array(try lines(5)[2...])).count)
    try writer.commit()
    #expect(try !folder.names().contains(".events.jsonl.intent"))
    #expect(writer.committedLength == text(try lines(5)).count)
  }

  @Test func `is taken back as a whole`() throws {
    do {
      var writer = try JournalWriter("events.jsonl", in: log)
      _ = try writer.begin()
      try writer.write(text(Array(try lines(5)[2...])))
      #expect(writer.rollBack() == .nothingRecorded)
    }
    #expect(try folder.read("events.jsonl") == text(try lines(2)))
    #expect(try !folder.names().contains(".events.jsonl.intent"))
  }

  @Test func `does not count after a crash, and the next append cuts it off`() throws {
    let note = BatchIntent.open(oldLength: text(try lines(2)).count)
    try folder.write(note.text.utf8, to: ".events.jsonl.intent")
    try folder.write(text(try lines(5)), to: "events.jsonl")
    #expect(try counted() == 2)
    let scan = try LogScan(log)
    let tail = try #require(scan.journals[0].tornTail)
    #expect(tail.cause == .unfinishedBatch)
    var writer = try JournalWriter("events.jsonl", in: log)
    _ = try writer.cut(tail, time: "now")
    #expect(try folder.read("events.jsonl") == text(try lines(2)))
  }
}
