@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct TornTailTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `of a journal that is cut anywhere, the whole lines are read`() throws {
    let whole = try lines(5)
    let bytes = text(whole)
    // Where each line begins, and where the journal ends.
    let starts = whole.indices.map { text(Array(whole[..<$0])).count } + [bytes.count]
    for length in 0...bytes.count {
      // A line that lacks its line feed only is whole.
      let count = starts.last { $0 <= length + 1 }.flatMap { starts.firstIndex(of: $0) } ?? 0
      let isWhole = starts.contains(length) || starts.contains(length + 1)
      let expected = JournalReading.read(
        ids(1..<count + 1), passedOver: isWhole ? nil : starts[count]..<length)
      #expect(try JournalReading(bytes[..<length] + [], in: folder) == expected, "\(length) bytes")
    }
  }

  @Test(
    arguments: [
      [0x00], [0xFF], Array("garbage".utf8), Array("{\"id\":".utf8), [0x0A], [0x00, 0x0A],
      Array("one\ntwo\n\n\nthree".utf8), Array("\"},\"sum\":\"0123456789abcdef\"}\n".utf8),
      Array(repeating: 0x00, count: 3_000_000), Array(repeating: 0x78, count: 1_048_577),
    ] as [[UInt8]])
  func `bad bytes at the end are passed over and said`(_ tail: [UInt8]) throws {
    let good = text(try lines(3))
    let expected = JournalReading.read(
      ids(1...3), passedOver: good.count..<good.count + tail.count)
    #expect(try JournalReading(good + tail, in: folder) == expected)
  }

  @Test func `a last line of which zeros reached the disk is torn`() throws {
    let bytes = text(try lines(3))
    let start = text(try lines(2)).count
    for zeros in 2...bytes.count - start {
      let torn = bytes.dropLast(zeros) + Array(repeating: 0, count: zeros)
      let expected = JournalReading.read(ids(1...2), passedOver: start..<bytes.count)
      #expect(try JournalReading(torn + [], in: folder) == expected, "\(zeros) zeros")
    }
  }

  @Test func `rot in the last line looks the same`() throws {
    var bytes = text(try lines(3))
    let start = text(try lines(2)).count
    bytes[start + 20] ^= 1
    let expected = JournalReading.read(ids(1...2), passedOver: start..<bytes.count)
    #expect(try JournalReading(bytes, in: folder) == expected)
  }

  @Test func `the notice names the line, and why its bytes do not count`() throws {
    let good = text(try lines(2))
    try folder.write(good + Array("torn".utf8), to: "events.jsonl")
    let log = LogFolder(folder.path)
    let summary = try LogScan(log).journals[0]
    let tail = TornTail(
      journal: "events.jsonl", path: folder.path("events.jsonl"), line: 3,
      bytes: good.count..<good.count + 4, cause: .badBytes)
    #expect(summary.tornTail == tail)
    #expect(summary.events == 2)
    #expect(summary.hasSums)
    #expect(try log.inspect(journal: "events.jsonl").tornTail == tail)
  }

  @Test func `an unfinished batch is passed over from where the torn tail before it begins`() throws
  {
    let good = text(try lines(2))
    let torn = good + Array("torn\n".utf8)
    let intent = BatchIntent(oldLength: torn.count, newLength: torn.count + 9, sum: 0)
    try folder.write(intent.text.utf8, to: ".events.jsonl.intent")
    let expected = JournalReading.read(ids(1...2), passedOver: good.count..<torn.count + 3)
    #expect(try JournalReading(torn + Array("{\"i".utf8), in: folder) == expected)
  }

  @Test func `a note with a length below zero is none`() {
    let note = BatchIntent(oldLength: -5, newLength: .max, sum: 0)
    #expect(BatchIntent(text: note.text) == nil)
  }
}
