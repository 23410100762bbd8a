@testable import EventLog
import TestSupport
import Testing

@Suite("A log too large for the memory")
struct MemoryTests {
  @Test func `is refused before it is read`() throws {
    let folder = try TemporaryFolder()
    let bytes = text(try lines(100))
    try folder.write(bytes, to: "events.jsonl")
    let log = LogFolder(folder.path)
    #expect(try LogScan(log, memory: bytes.count / 3).lineCount == 100)
    #expect(throws: LogError.tooLarge(needed: bytes.count / 3, available: bytes.count / 3 - 1)) {
      _ = try LogScan(log, memory: bytes.count / 3 - 1)
    }
    #expect(throws: LogError.tooLarge(needed: bytes.count, available: bytes.count - 1)) {
      _ = try LogScan(log, partitions: 1, memory: bytes.count - 1)
    }
  }

  @Test func `the machine says how much it has`() {
    #expect(SystemMemory.byteCount > 1 << 28)
  }
}
