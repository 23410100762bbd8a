import Foundation
import Shipments
import TestSupport
import Testing

@testable import EventLog

@Suite struct WritingOrderTests {
  private let files = RecordingFiles()
  private let folder: TemporaryFolder
  private let log: LogFolder

  init() throws {
    folder = try TemporaryFolder()
    log = LogFolder(folder.path, files: files)
  }

  @Test func `a new journal is synced with its folder before the acknowledgement`() throws {
    var writer = try JournalWriter("events.jsonl", in: log)
    try writer.append([Array("one".utf8)])
    #expect(files.operations == ["write events.jsonl", "sync all events.jsonl", "sync all folder"])
    #expect(try folder.read("events.jsonl") == Array("one\n".utf8))
  }

  @Test func `one line is written in one call and synced before the acknowledgement`() throws {
    try folder.write(Array("zero\n".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    try writer.append([Array("one".utf8)])
    // What is there, and the folder, once: who wrote before may have been killed before they were.
    #expect(
      files.operations == [
        "sync events.jsonl", "write events.jsonl", "sync events.jsonl", "sync all folder",
      ])
    #expect(try folder.read("events.jsonl") == Array("zero\none\n".utf8))
    try writer.append([Array("two".utf8)])
    #expect(files.operations.dropFirst(4) == ["write events.jsonl", "sync events.jsonl"])
  }

  @Test func `several lines are noted and the note synced before the journal is touched`() throws {
    try folder.write(Array("zero\n".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    try writer.append([Array("one".utf8), Array("two".utf8)])
    #expect(
      files.operations == [
        "sync events.jsonl", "create .events.jsonl.intent", "write .events.jsonl.intent",
        "sync all .events.jsonl.intent", "sync all folder", "write events.jsonl",
        "sync events.jsonl", "remove .events.jsonl.intent",
      ])
    #expect(try folder.names() == ["events.jsonl"])
  }

  @Test func `one line is noted, too, where the last line lacks its line feed`() throws {
    try folder.write(Array("zero".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    try writer.append([Array("one".utf8)])
    #expect(files.operations.dropFirst().first == "create .events.jsonl.intent")
    #expect(try folder.read("events.jsonl") == Array("zero\none\n".utf8))
    #expect(try folder.names() == ["events.jsonl"])
  }

  @Test func `a failed write is cut back and nothing is recorded`() throws {
    try folder.write(Array("zero\n".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    files.fail("write", code: ENOSPC)
    let error = #expect(throws: AppendError.self) { try writer.append([Array("one".utf8)]) }
    #expect(error?.outcome == .nothingRecorded)
    #expect(try folder.read("events.jsonl") == Array("zero\n".utf8))
  }

  @Test func `a failed sync is never a success, and is not tried again`() throws {
    try folder.write(Array("zero\n".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    try writer.append([Array("one".utf8)])
    files.clear()
    files.fail("sync", code: EIO)
    let error = #expect(throws: AppendError.self) { try writer.append([Array("two".utf8)]) }
    #expect(error?.outcome == .unknown)
    #expect(files.operations.count { $0.hasPrefix("sync") } == 1)
  }

  @Test func `where what is there cannot be synced, nothing is written behind it`() throws {
    try folder.write(Array("zero\n".utf8), to: "events.jsonl")
    var writer = try JournalWriter("events.jsonl", in: log)
    files.fail("sync", code: EIO)
    let error = #expect(throws: AppendError.self) { try writer.append([Array("one".utf8)]) }
    #expect(error?.outcome == .nothingRecorded)
    #expect(files.operations == ["sync events.jsonl"])
    #expect(try folder.read("events.jsonl") == Array("zero\n".utf8))
  }

  @Test func `of a batch that a crash cut short nothing counts, whatever part is left`() throws {
    var samples = Samples()
    let old = journal([try samples.event(.pledged, "S", at: "D", "mask", 1)])
    let batch = journal([
      try samples.event(.pledged, "S", at: "D", "mask", 2),
      try samples.event(.pledged, "S", at: "D", "mask", 3),
    ])
    let intent = BatchIntent(
      oldLength: old.count, newLength: old.count + batch.count, sum: Checksum.of(batch))
    try folder.write(Array(intent.text.utf8), to: ".events.jsonl.intent")
    for count in 0...batch.count {
      let zeroed = batch[..<count] + [UInt8](repeating: 0, count: batch.count - count)
      for left in [Array(batch[..<count]), Array(zeroed)] {
        try folder.write(old + left, to: "events.jsonl")
        let summary = try LogScan(log).journals[0]
        #expect(summary.events == (left == batch ? 3 : 1))
        #expect((summary.tornTail == nil) == (left.isEmpty || left == batch))
      }
    }
  }
}
