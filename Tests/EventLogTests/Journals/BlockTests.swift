@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct BlockTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A line with a note that makes it so many bytes long.
  private func line(_ id: String, bytes count: Int) throws -> [UInt8] {
    var samples = Samples()
    var event = try samples.event(.issued, at: "d", "mask", 1, id: id)
    event.note = ""
    let rest = count - EventEncoder.line(event).count
    event.note = String(repeating: "x", count: rest)
    return EventEncoder.line(event)
  }

  @Test(arguments: [-1, 0, 1, 7])
  func `lines that straddle the reader's blocks are read whole`(_ shift: Int) throws {
    let lengths = [262_144 + shift, 262_143, 400_000, 524_287, 524_288, 1_000, 700_000]
    let all = try lengths.enumerated().map { try line("event-\($0 + 1)", bytes: $1) }
    let expected = JournalReading.read(ids(1...lengths.count), passedOver: nil)
    #expect(try JournalReading(text(all), in: folder) == expected)
    #expect(try JournalReading(text(all).dropLast() + [], in: folder) == expected)
  }

  @Test func `more events than a batch holds come in several batches`() throws {
    let count = Batch.capacity + 100
    try folder.write(text(try lines(count)), to: "events.jsonl")
    var sizes: [Int] = []
    let scan = try LogScan(LogFolder(folder.path), partitions: 1)
    var table = SymbolTable(extending: scan.symbols, minimumCapacity: 16)
    scan.forEachBatch(of: 0, &table) { sizes.append($0.records.count) }
    #expect(scan.lineCount == count)
    #expect(scan.journals.map(\.events) == [count])
    #expect(sizes == [Batch.capacity, 100])
  }

  @Test func `a line of a whole megabyte is accepted`() throws {
    let long = try line("event-2", bytes: LineParser.maximumLineBytes)
    let all = [try lines(1)[0], long, try lines(3)[2]]
    let expected = JournalReading.read(ids(1...3), passedOver: nil)
    #expect(try JournalReading(text(all), in: folder) == expected)
    let last = JournalReading.read(ids(1...2), passedOver: nil)
    #expect(try JournalReading(text(Array(all[..<2])), in: folder) == last)
    #expect(try JournalReading(text(Array(all[..<2])).dropLast() + [], in: folder) == last)
  }

  @Test(arguments: [1, 2, 100, 600_000, 2_000_000, 5_000_000])
  func `a longer one in the middle is damage, at the end a torn tail`(_ excess: Int) throws {
    let long = Array(repeating: UInt8(ascii: "x"), count: LineParser.maximumLineBytes + excess)
    let good = try lines(2)
    let middle = text([good[0], long, good[1]])
    #expect(try JournalReading(middle, in: folder) == .damaged([2]))
    let problem = LineProblem.tooLong(limit: LineParser.maximumLineBytes)
    let found = try LogFolder(folder.path).inspect(journal: "events.jsonl").inspection
    #expect(found.refused.map(\.problem) == [problem])
    #expect(found.refused.map(\.bytes) == [good[0].count + 1..<good[0].count + 2 + long.count])
    let before = text(good)
    for end in [before + long, before + long + [0x0A]] {
      let expected = JournalReading.read(ids(1...2), passedOver: before.count..<end.count)
      #expect(try JournalReading(end, in: folder) == expected)
    }
  }

  @Test(arguments: [[], [0x0A]] as [[UInt8]])
  func `an empty journal has no events`(_ bytes: [UInt8]) throws {
    #expect(try JournalReading(bytes, in: folder) == .read([], passedOver: nil))
  }
}
