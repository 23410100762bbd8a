import EventLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("An id counts once, over all journals")
struct OnceTests {
  @Test(arguments: [
    ("2020-02-13T10:00:00Z", "2020-02-14T10:00:00Z", "2020-02-15T10:00:00Z"),
    ("2020-02-15T10:00:00Z", "2020-02-13T10:00:00Z", "2020-02-14T10:00:00Z"),
    ("2020-02-14T10:00:00Z", "2020-02-15T10:00:00Z", "2020-02-13T18:00:00+08:00"),
  ])
  func `it was recorded when its first copy was`(
    first: String, second: String, third: String
  ) throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", id: "one")
    let journals = try [first, second, third].enumerated().map { number, text in
      try log.copyLast { $0.recordedAt = Timestamp(text: text, instant: try instant(text)) }
      return ("\(number).jsonl", journal([try log.last]))
    }
    let replayed = try Replayed(journals, knownAt: "2020-02-13T10:00:00Z")
    #expect(try replayed.stock(at: "China").onHand == Quantity(10))
    #expect(replayed.eventCount == 1)
    #expect(try Replayed(journals, knownAt: "2020-02-13T09:59:59Z").eventCount == 0)
  }

  @Test func `its earliest copy decides which version is the later one`() throws {
    var log = SampleLog()
    try log.add(.issued, 1, at: "a", recordedAt: "2020-02-13T10:00:00Z", id: "a")
    try log.add(.issued, 1, at: "b", recordedAt: "2020-02-13T13:00:00Z", id: "b") {
      $0.replaces = try EventID("a")
    }
    try log.copyLast {
      let text = "2020-02-13T11:00:00Z"
      $0.recordedAt = Timestamp(text: text, instant: try instant(text))
    }
    try log.add(.issued, 1, at: "c", recordedAt: "2020-02-13T12:00:00Z", id: "c") {
      $0.replaces = try EventID("a")
    }
    #expect(try log.replayed().names == ["c | mask | piece"])
  }

  @Test func `ids are compared by their bytes and never interpreted`() throws {
    var log = SampleLog()
    let uuid = "01710000-0000-7000-8000-00000000000a"
    let ids = [
      uuid, uuid.uppercased(), "ffffffff-ffff-ffff-ffff-ffffffffffff",
      "ffffffff-ffff-ffff-0000-000000000001", "caf\u{E9}", "cafe\u{301}", " a", "a", "A", "China",
    ]
    for id in ids { try log.add(.issued, 1, at: "China", id: id) }
    for id in ids { try log.add(.issued, 1, at: "China", id: id) }
    #expect(try log.replayed().eventCount == ids.count)
    #expect(try log.replayed().stock(at: "China").onHand == Quantity(-10))
  }

  @Test func `a journal without sums may hold copies of one with sums`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China")
    let foreign = EventEncoder.object(try log.last) + [UInt8(ascii: "\n")]
    let replayed = try Replayed([("a.jsonl", journal(log.events)), ("b.jsonl", foreign)])
    #expect(replayed.eventCount == 1)
  }

  @Test func `every copy with another meaning is told, against the first line`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", id: "one")
    try log.copyLast { $0.district = try Path("Japan") }
    try log.copyLast { $0.items[0].quantity = Quantity(11) }
    try log.add(.delivered, 10, at: "China", id: "two")
    try log.copyLast { $0.isFinal = true }
    let folder = try TemporaryFolder()
    let history = try folder.history(of: [("events.jsonl", journal(log.events))])
    #expect(history.openConflicts.map(\.field) == [.district, .district, .final])
    #expect(history.openConflicts.map(\.first.offset).prefix(2) == [0, 0])
    #expect(history.conflicts.count == 3)
  }
}
