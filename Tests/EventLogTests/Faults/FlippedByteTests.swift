import EventLog
import TestSupport
import Testing

@Suite("A byte of a journal with sums that has changed")
struct FlippedByteTests {
  /// What a byte is changed to: each of its bits alone, and what means something in a journal.
  private static func changes(of byte: UInt8) -> Set<UInt8> {
    let flipped = (0..<8).map { byte ^ UInt8(1 << $0) }
    return Set(flipped + [0x00, 0xFF] + Array("\n \"\\}".utf8)).subtracting([byte])
  }

  private func reading(_ bytes: [UInt8]) throws -> JournalReading {
    let disk = SimulatedDisk(DiskImage(folder: "/log", files: ["events.jsonl": bytes]))
    return try JournalReading(in: LogFolder("/log", files: disk))
  }

  /// Changes each byte in each way; returns how many changes were tried.
  private func forEachChange(
    of bytes: [UInt8], _ use: (_ place: Int, JournalReading, Comment) throws -> Void
  ) throws -> Int {
    var count = 0
    for place in bytes.indices {
      for byte in FlippedByteTests.changes(of: bytes[place]).sorted() {
        var changed = bytes
        changed[place] = byte
        try use(place, reading(changed), "byte \(place) from \(bytes[place]) to \(byte)")
        count += 1
      }
    }
    return count
  }

  @Test func `is damage, or in the last line a torn tail`() throws {
    let whole = try lines(3)
    let bytes = text(whole)
    let starts = whole.indices.map { text(Array(whole[..<$0])).count }
    let count = try forEachChange(of: bytes) { place, found, comment in
      let line = starts.lastIndex { $0 <= place } ?? 0
      switch found {
      case .damaged(let numbers): #expect(numbers.first == line + 1, comment)
      case .read(let read, let passedOver):
        // A line feed that is lost makes one line of the last two.
        let isLost = place == starts[2] - 1
        #expect(line == 2 || isLost, comment)
        #expect(read == ids(1..<line + 1), comment)
        #expect(passedOver == starts[line]..<bytes.count, comment)
      }
    }
    #expect(count > 8000, "so many bytes were changed")
  }

  @Test func `goes unnoticed where it takes the name of the only sum, and changes no event`() throws
  {
    let bytes = text(try lines(1))
    let name = bytes.count - #"sum":"0123456789abcdef"}"#.utf8.count - 1
    var unnoticed: Set<Int> = []
    let count = try forEachChange(of: bytes) { place, found, comment in
      guard case .read(let read, passedOver: nil) = found else { return }
      unnoticed.insert(place)
      #expect(read == ids(1...1), comment)
    }
    // A journal without sums is somebody else's, and may have fields that we do not know.
    #expect(unnoticed == Set(name..<name + 3))
    #expect(count > 2500, "so many bytes were changed")
  }
}
