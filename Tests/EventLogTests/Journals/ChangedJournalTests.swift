@testable import EventLog
import Foundation
import Shipments
import TestSupport
import Testing

/// A journal that somebody else changes behind the reader's back.
@Suite struct ChangedJournalTests {
  private let folder: TemporaryFolder
  private let log: LogFolder
  private let journals: [JournalSummary]

  init() throws {
    folder = try TemporaryFolder()
    log = LogFolder(folder.path)
    try folder.write(text(try lines(3)), to: "a.jsonl")
    journals = try LogScan(log).journals
  }

  private func expectChange(_ read: () throws -> Void) throws {
    do {
      try read()
      Issue.record("nothing was noticed")
    } catch LogError.file(let error) {
      #expect(error.isChanged && error.path == folder.path("a.jsonl"))
      #expect(error.reason == "it became shorter, or another file, meanwhile")
    }
  }

  @Test func `one that became shorter is told from a disk that fails`() throws {
    try FileHandle(forWritingTo: URL(filePath: folder.path("a.jsonl"))).truncate(atOffset: 10)
    try expectChange { _ = try StatedWorths(of: journals, in: log) }
    try expectChange {
      var lines = LineFetcher(log)
      _ = try lines.event(at: Place(journal: 0, offset: 20), journal: "a.jsonl")
    }
  }

  @Test func `one in whose place another file came is not read`() throws {
    try folder.write(text(try lines(3)), to: "other")
    let isRenamed = unsafe rename(folder.path("other"), folder.path("a.jsonl")) == 0
    #expect(isRenamed)
    try expectChange { _ = try StatedWorths(of: journals, in: log) }
  }
}
