@testable import EventLog
import Foundation
import Shipments
import TestSupport
import Testing

@Suite struct LogFolderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `journals are the regular files directly in the folder, in byte order`() throws {
    for name in ["b.jsonl", "a.jsonl", "Z.jsonl", "é.jsonl"] { try folder.write([], to: name) }
    for name in [".hidden.jsonl", "notes.txt", "a.jsonl.torn-1", "jsonl", "a.JSONL"] {
      try folder.write([], to: name)
    }
    let files = FileManager.default
    try files.createDirectory(atPath: folder.path("deep.jsonl"), withIntermediateDirectories: false)
    try folder.write([], to: "deep.jsonl/inner.jsonl")
    try files.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: folder.path("a.jsonl"))
    let isPipe = unsafe mkfifo(folder.path("pipe.jsonl"), 0o600) == 0
    #expect(isPipe)
    let names = ["Z.jsonl", "a.jsonl", "b.jsonl", "é.jsonl"]
    #expect(try LogFolder(folder.path).journals() == names)
    #expect(try LogFolder(folder.path + "/").journals() == names)
  }

  @Test func `where there is no folder there are no journals, not even none`() throws {
    #expect(try LogFolder(folder.path("missing")).journals() == nil)
    #expect(try LogFolder(folder.path).journals() == [])
  }

  @Test(arguments: ["/log", "/log/"])
  func `a journal's path has one slash`(_ path: String) {
    #expect(LogFolder(path).pathOf(journal: "events.jsonl") == "/log/events.jsonl")
  }

  @Test func `a link, a pipe and a folder are refused as journals`() throws {
    try folder.write([], to: "a.jsonl")
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link.jsonl"), withDestinationPath: folder.path("a.jsonl"))
    let isPipe = unsafe mkfifo(folder.path("pipe.jsonl"), 0o600) == 0
    #expect(isPipe)
    let log = LogFolder(folder.path)
    let found = #expect(throws: FileError.self) { try log.snapshot(journal: "link.jsonl") }
    #expect(found?.isLink == true)
    for name in ["pipe.jsonl", "missing.jsonl"] {
      #expect(throws: FileError.self) { try log.snapshot(journal: name) }
    }
  }
}
