import EventLog
import Shipments
import TestSupport
import Testing

@Suite("A journal is read the same by any number of threads, wherever it is cut")
struct CutTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Journals of every kind, with what they are called.
  private func journals() throws -> [(name: String, bytes: [UInt8])] {
    let summed = text(try lines(5))
    let foreign = text(try objects(5))
    let torn = Array("{\"id\":\"torn".utf8)
    return [
      ("empty", []), ("sums", summed), ("no last line feed", summed.dropLast()),
      ("a torn tail", summed + torn), ("only a torn tail", torn),
      ("NULs at the end", summed + [UInt8](repeating: 0, count: 300)),
      ("damage", text(try lines(2)) + torn + [0x0A] + text(try lines(2))),
      ("foreign", foreign), ("foreign with a mark", [0xEF, 0xBB, 0xBF] + foreign),
      ("foreign with CRLF", foreign.flatMap { $0 == 0x0A ? [0x0D, 0x0A] : [$0] }),
      ("foreign with blank lines", [0x0A, 0x0A] + foreign + [0x0A]),
      ("a line without a sum among others", text(try lines(3)) + text(try objects(1))),
      ("the same the other way round", text(try objects(1)) + text(try lines(3))),
      ("a blank line among sums", text(try lines(2)) + [0x0A] + text(try lines(2))),
    ]
  }

  @Test func `in one cut and in many`() throws {
    let log = LogFolder(folder.path)
    for (name, bytes) in try journals() {
      try folder.write(bytes, to: "events.jsonl")
      let whole = try JournalReading(in: log)
      for threads in Array(2...12) + [50, 333] {
        #expect(
          try JournalReading(in: log, threads: threads) == whole, "\(name), \(threads) threads")
      }
    }
  }

  @Test func `lines keep their order over several journals`() throws {
    var samples = Samples()
    for name in ["c.jsonl", "a.jsonl", "b.jsonl"] {
      let events = try (0..<4).map { number in
        var event = try samples.event(.pledged, "s", at: "China/Wuhan", "mask/N95", 10)
        event.id = try EventID("\(name)-\(number)")
        return EventEncoder.line(event)
      }
      try folder.write(text(events), to: name)
    }
    let expected = ["a", "b", "c"].flatMap { name in (0..<4).map { "\(name).jsonl-\($0)" } }
    for threads in 1...20 {
      let scan = try LogScan(LogFolder(folder.path), threads: threads, partitions: 1)
      #expect(scan.ids == expected, "\(threads) threads")
      #expect(scan.journals.map(\.events) == [4, 4, 4])
    }
  }
}
