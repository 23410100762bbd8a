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

  @Test func `is refused where not all of it is there, and taken back`() throws {
    do {
      var writer = try JournalWriter("events.jsonl", in: log)
      _ = try writer.begin()
      try writer.write(text(Array(try lines(5)[2...])))
      // Another program, which asks for no lock, cuts the journal.
      try folder.write(text(try lines(4)), to: "events.jsonl")
      let error = #expect(throws: AppendError.self) { try writer.commit() }
      #expect(error?.outcome == .nothingRecorded)
    }
    #expect(try folder.read("events.jsonl") == text(try lines(2)))
    #expect(try !folder.names().contains(".events.jsonl.intent"))
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

  @Test func `that is large is saved block by block, and no part of it where the disk is full`()
    throws
  {
    let files = RecordingFiles()
    let watched = LogFolder(folder.path, files: files)
    let note = BatchIntent.open(oldLength: text(try lines(2)).count)
    try folder.write(note.text.utf8, to: ".events.jsonl.intent")
    let all = text(try lines(2)) + [UInt8](repeating: 0x20, count: 3 << 20)
    try folder.write(all, to: "events.jsonl")
    let tail = try #require(try LogScan(log).journals[0].tornTail)
    var writer = try JournalWriter("events.jsonl", in: watched)
    files.fail("write", code: 28)
    #expect(throws: FileError.self) { try writer.cut(tail, time: "now") }
    #expect(try folder.names().filter { $0.contains("torn") } == [])
    #expect(try folder.read("events.jsonl") == all)
    files.clear()
    _ = try writer.cut(tail, time: "now")
    #expect(files.operations.filter { $0 == "write events.jsonl.torn-now" }.count == 3)
    #expect(try folder.read("events.jsonl.torn-now").count == 3 << 20)
    #expect(try folder.read("events.jsonl") == text(try lines(2)))
  }
}
