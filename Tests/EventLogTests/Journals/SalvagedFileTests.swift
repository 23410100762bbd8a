import EventLog
import Foundation
import TestSupport
import Testing

@Suite("The new file of a salvage")
struct SalvagedFileTests {
  @Test func `does not stay where it cannot be written in full`() throws {
    let folder = try TemporaryFolder()
    let files = RecordingFiles()
    try folder.write(text(try lines(3)), to: "events.jsonl")
    for operation in ["write", "sync all"] {
      files.fail(operation, code: ENOSPC)
      #expect(throws: FileError.self) {
        _ = try Salvage(
          folder.path("events.jsonl"), to: folder.path("new"), files: files, leave: { _ in })
      }
      #expect(try folder.names() == ["events.jsonl"], "\(operation)")
    }
  }
}
