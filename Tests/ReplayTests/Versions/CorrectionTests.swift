import EventLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("What corrections change")
struct CorrectionTests {
  @Test func `a correction on another day than its original takes it out on every day`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", on: "2020-02-13", id: "a")
    try log.add(.delivered, 10, at: "China", on: "2020-02-20", id: "b") {
      $0.replaces = try EventID("a")
    }
    #expect(try log.replayed(at: "2020-02-13").eventCount == 0)
    #expect(try log.replayed(at: "2020-02-20").eventCount == 1)
  }

  @Test func `two sites that mend one delivery differently count once`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 10, at: "China", id: "wrong")
    let original = journal(log.events)
    log.events = []
    try log.add(.delivered, 60, at: "China", recordedAt: "2020-02-15T10:00:00Z", id: "zhejiang") {
      $0.replaces = try EventID("wrong")
    }
    let first = journal(log.events)
    log.events = []
    try log.add(.delivered, 70, at: "China", recordedAt: "2020-02-15T10:00:01Z", id: "anhui") {
      $0.replaces = try EventID("wrong")
    }
    let journals = [
      ("center.jsonl", original), ("anhui.jsonl", journal(log.events)), ("zhejiang.jsonl", first),
    ]
    let now = try Replayed(journals).line(at: "China")
    #expect(now.quantity(.delivered) == Quantity(70))
    #expect(now.outstanding == Quantity(30))
    let before = try Replayed(journals, knownAt: "2020-02-15T10:00:00Z").line(at: "China")
    #expect(before.quantity(.delivered) == Quantity(60))
    let folder = try TemporaryFolder()
    let history = try folder.history(of: journals)
    #expect(history.versions().forks.count == 1)
    let found = history.key(of: "wrong")
    let key = try #require(found)
    #expect(history.versions().versionInForce(of: key) == history.key(of: "anhui"))
  }
}
