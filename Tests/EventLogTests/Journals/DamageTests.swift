@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct DamageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func `a changed byte before the last line is damage, wherever it is`() throws {
    let whole = try lines(3)
    let bytes = text(whole)
    let (first, second) = (whole[0].count + 1, whole[0].count + whole[1].count + 2)
    for offset in 0..<second where bytes[offset] != UInt8(ascii: "\n") {
      var damaged = bytes
      damaged[offset] ^= 0x40
      let found = try JournalReading(damaged, in: folder)
      #expect(found == .damaged([offset < first ? 1 : 2]), "offset \(offset)")
    }
  }

  @Test(arguments: [
    (["x"], [2]), (["x", "y", "{"], [2, 3, 4]), ([""], [2]), (["", "\u{FEFF}"], [2, 3]),
    (["\0\0\0"], [2]), (["{}"], [2]),
  ])
  func `bad bytes with a valid line after them are damage, and all are named`(
    _ bad: [String], _ numbers: [Int]
  ) throws {
    var all = try lines(3)
    all.insert(contentsOf: bad.map { Array($0.utf8) }, at: 1)
    #expect(try JournalReading(text(all), in: folder) == .damaged(numbers))
  }

  @Test(arguments: [0, 1, 2, 3])
  func `a line without a sum among lines that have one is damage`(_ place: Int) throws {
    var samples = Samples()
    let stranger = EventEncoder.object(try samples.event(.issued, at: "d", "mask", 1, id: "x"))
    var all = try lines(3)
    all.insert(stranger, at: place)
    #expect(try JournalReading(text(all), in: folder) == .damaged([place + 1]))
  }

  @Test(arguments: [
    #"{"id":"x","type":"shipped"}"#, #"{"n":1}"#, #"{"id":1}"#, #"{"id":"x","id":"y"}"#,
  ])
  func `a whole object at the end was meant so, and is not passed over`(_ object: String) throws {
    let good = text(try lines(2))
    #expect(try JournalReading(good + Array(object.utf8), in: folder) == .damaged([3]))
    #expect(try JournalReading(good + summed(object), in: folder) == .damaged([3]))
    #expect(try JournalReading(Array("\(object)\n".utf8), in: folder) == .damaged([1]))
  }

  @Test func `a whole object whose sum is wrong may be torn`() throws {
    let good = text(try lines(2))
    let tail = Array(#"{"id":"x","type":"shipped","sum":"0123456789abcdef"}"#.utf8)
    let expected = JournalReading.read(
      ids(1...2), passedOver: good.count..<good.count + tail.count)
    #expect(try JournalReading(good + tail, in: folder) == expected)
  }

  @Test func `a refused line is described with its place, column and excerpt`() throws {
    let first = try lines(1)
    let bad = #"{"id":"口罩","type":"shipped"}"#
    let bytes = text(first + [Array(bad.utf8)] + [first[0]])
    try folder.write(bytes, to: "events.jsonl")
    let found = try LogFolder(folder.path).inspect(journal: "events.jsonl").inspection
    let line = try #require(found.refused.first)
    #expect(found.isDamaged)
    #expect(found.refusedCount == 1)
    #expect(line.line == 2)
    #expect(line.column == 19)
    #expect(line.problem == .unknownType("shipped"))
    #expect(line.bytes == first[0].count + 1..<first[0].count + 2 + bad.utf8.count)
    #expect(line.excerpt == Array(bad.utf8))
    #expect(line.caret == 22)
    #expect(line.isWholeObject)
  }

  @Test func `the first hundred refused lines are kept, and all are counted`() throws {
    let bad = Array(repeating: Array("x".utf8), count: 250)
    let good = try lines(2)
    try folder.write(text([good[0]] + bad + [good[1]]), to: "events.jsonl")
    let found = try LogFolder(folder.path).inspect(journal: "events.jsonl").inspection
    #expect(found.refusedCount == 250)
    #expect(found.refused.map(\.line) == Array(2...101))
  }

  @Test func `fields that the format does not know are found, and are no damage`() throws {
    var object = String(decoding: try objects(1)[0], as: UTF8.self)
    object.insert(contentsOf: #""colour":1,"#, at: object.index(after: object.startIndex))
    try folder.write(summed(object) + text([try lines(2)[1]]), to: "events.jsonl")
    let found = try LogFolder(folder.path).inspect(journal: "events.jsonl").inspection
    #expect(!found.isDamaged)
    #expect(found.unknownFields.map(\.problem) == [.unknownField("colour", inItem: false)])
    let expected = JournalReading.read(ids(1...2), passedOver: nil)
    #expect(try JournalReading(in: LogFolder(folder.path)) == expected)
  }
}
