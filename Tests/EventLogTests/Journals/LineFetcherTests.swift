@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct LineFetcherTests {
  private let folder: TemporaryFolder
  private let log: LogFolder

  init() throws {
    folder = try TemporaryFolder()
    log = LogFolder(folder.path)
  }

  /// The offsets at which lines begin.
  private func starts(_ lines: [[UInt8]]) -> [Int] {
    lines.indices.map { text(Array(lines[..<$0])).count }
  }

  @Test func `an event is read again by its place, in any order and from any journal`() throws {
    let all = try lines(4)
    try folder.write(text(all), to: "a.jsonl")
    try folder.write(text(all.reversed()), to: "b.jsonl")
    let offsets = (a: starts(all), b: starts(all.reversed()))
    var fetcher = LineFetcher(log)
    for row in [3, 0, 2, 1] {
      let inA = try fetcher.event(
        at: Place(journal: 0, offset: offsets.a[row]), journal: "a.jsonl")
      #expect(inA.id.text == "event-\(row + 1)")
      let inB = try fetcher.event(
        at: Place(journal: 1, offset: offsets.b[row]), journal: "b.jsonl")
      #expect(inB.id.text == "event-\(4 - row)")
    }
  }

  @Test(arguments: [100, 4_000, 4_095, 4_096, 4_097, 20_000, 900_000])
  func `a line may be longer than what is read at first`(_ bytes: Int) throws {
    var samples = Samples()
    var event = try samples.event(.issued, at: "d", "mask", 1)
    event.note = String(repeating: "x", count: bytes)
    let next = try samples.event(.issued, at: "d", "mask", 1)
    try folder.write(journal([event, next]), to: "a.jsonl")
    var fetcher = LineFetcher(log)
    let place = Place(journal: 0, offset: 0)
    #expect(try fetcher.event(at: place, journal: "a.jsonl") == event)
    let second = Place(journal: 0, offset: EventEncoder.line(event).count + 1)
    #expect(try fetcher.event(at: second, journal: "a.jsonl") == next)
  }

  @Test func `a byte-order mark, a carriage return and a missing line feed do no harm`() throws {
    let object = try objects(1)[0]
    let bytes = [0xEF, 0xBB, 0xBF] + object + [0x0D, 0x0A] + object
    try folder.write(bytes, to: "a.jsonl")
    var fetcher = LineFetcher(log)
    for offset in [0, object.count + 5] {
      let place = Place(journal: 0, offset: offset)
      #expect(try fetcher.event(at: place, journal: "a.jsonl").id.text == "event-1")
    }
  }

  @Test func `a line that changed meanwhile is damage`() throws {
    try folder.write(Array("hello\n".utf8), to: "a.jsonl")
    var fetcher = LineFetcher(log)
    do throws(LogError) {
      _ = try fetcher.event(at: Place(journal: 0, offset: 0), journal: "a.jsonl")
      Issue.record("it is read")
    } catch {
      guard case .damaged("a.jsonl", let lines, 1) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(lines.map(\.problem) == [.notAnObject(found: nil)])
    }
  }

  @Test func `lines are numbered from 1, blank ones too`() throws {
    let all = try objects(3)
    let rows = [[], all[0], [], all[1], all[2]]
    try folder.write(text(rows), to: "a.jsonl")
    let offsets = starts(rows)
    let numbers = try log.lineNumbers(of: [offsets[4], offsets[1], offsets[3]], journal: "a.jsonl")
    #expect(numbers == [offsets[1]: 2, offsets[3]: 4, offsets[4]: 5])
  }

  @Test func `where no line begins there is no number`() throws {
    try folder.write(text(try objects(2)), to: "a.jsonl")
    #expect(try log.lineNumbers(of: [1, 5], journal: "a.jsonl").isEmpty)
    #expect(try log.lineNumbers(of: [], journal: "missing.jsonl").isEmpty)
  }
}
