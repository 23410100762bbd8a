import EventLog
import Shipments
import TestSupport
import Testing

/// A way to write lines that not everyone has.
struct Oddity: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let write: @Sendable ([[UInt8]]) -> [UInt8]

  static let all = [
    Oddity("a byte-order mark") { [0xEF, 0xBB, 0xBF] + text($0) },
    Oddity("a byte-order mark on a line of its own") { [0xEF, 0xBB, 0xBF, 0x0A] + text($0) },
    Oddity("carriage returns") { $0.flatMap { $0 + [0x0D, 0x0A] } },
    Oddity("blank lines") { $0.flatMap { [0x0A] + $0 + [0x0A, 0x20, 0x09, 0x0D, 0x0A] } },
    Oddity("everything at once") {
      [0xEF, 0xBB, 0xBF] + $0.flatMap { $0 + [0x0D, 0x0A, 0x0D, 0x0A] }
    },
    Oddity("no last line feed") { text($0).dropLast() + [] },
  ]

  init(_ name: String, _ write: @escaping @Sendable ([[UInt8]]) -> [UInt8]) {
    testDescription = name
    self.write = write
  }
}

@Suite struct ForeignJournalTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: Oddity.all)
  func `a journal without sums may have it`(_ oddity: Oddity) throws {
    let bytes = oddity.write(try objects(3))
    #expect(try JournalReading(bytes, in: folder) == .read(ids(1...3), passedOver: nil))
    let log = LogFolder(folder.path)
    let (inspection, tail, _) = try log.inspect(journal: "events.jsonl")
    #expect(inspection.refused.isEmpty)
    #expect(inspection.unknownFields.isEmpty)
    #expect(tail == nil)
    let summary = try LogScan(log).journals[0]
    #expect(!summary.hasSums)
    #expect(summary.events == 3)
  }

  @Test(arguments: Oddity.all.dropLast())
  func `a journal with sums may not`(_ oddity: Oddity) throws {
    guard case .damaged = try JournalReading(oddity.write(try lines(3)), in: folder) else {
      Issue.record("it is read")
      return
    }
  }

  @Test(arguments: Oddity.all)
  func `bad bytes at its end are passed over, and nothing before them`(_ oddity: Oddity) throws {
    let good = oddity.write(try objects(1))
    guard good.last == 0x0A else { return #expect(oddity.testDescription == "no last line feed") }
    let found = try JournalReading(good + Array("torn".utf8), in: folder)
    guard case .read(ids(1...1), let bytes?) = found else {
      Issue.record("\(found)")
      return
    }
    let written = bytes.lowerBound..<good.count
    #expect(written.allSatisfy { [0x0A, 0x0D, 0x20, 0x09].contains(good[$0]) })
    #expect(bytes.upperBound == good.count + 4)
  }

  @Test(arguments: [
    ("hello", true, [1]), ("{\"id\":\"x\"}", true, [1]), ("{\"id\":\"x\"}", false, [1]),
  ])
  func `what stands behind a byte-order mark is not passed over in silence`(
    _ first: String, _ isFollowed: Bool, _ numbers: [Int]
  ) throws {
    let rest = isFollowed ? text(try objects(2)) : []
    let bytes = [0xEF, 0xBB, 0xBF] + Array("\(first)\n".utf8) + rest
    #expect(try JournalReading(bytes, in: folder) == .damaged(numbers))
  }

  @Test(arguments: [0, 2])
  func `a line with a sum behind a byte-order mark is refused`(_ followers: Int) throws {
    let bytes = [0xEF, 0xBB, 0xBF] + text(try lines(1)) + text(try objects(followers))
    guard case .damaged(let numbers) = try JournalReading(bytes, in: folder) else {
      Issue.record("it is read")
      return
    }
    #expect(numbers.first == 1)
  }

  @Test func `a torn line behind a byte-order mark is a torn tail`() throws {
    let bytes = [0xEF, 0xBB, 0xBF] + Array("{\"id\":".utf8)
    #expect(try JournalReading(bytes, in: folder) == .read([], passedOver: 0..<bytes.count))
  }

  @Test(arguments: Oddity.all)
  func `salvage keeps every event of it`(_ oddity: Oddity) throws {
    try folder.write(oddity.write(try objects(3)), to: "theirs")
    let salvage = try Salvage(folder.path("theirs"), to: folder.path("events.jsonl")) { _ in }
    #expect(salvage.kept == 3)
    let saved = try folder.read("events.jsonl")
    #expect(try JournalReading(saved, in: folder) == .read(ids(1...3), passedOver: nil))
  }
}
