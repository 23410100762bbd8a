import Projections
import Replay
import Shipments
import Testing

@Suite("A conflict is settled by an event that replaces the id")
struct SettledConflictTests {
  /// `one` with two meanings, recorded on the 13th, and what is right, recorded on the 15th.
  private func log() throws -> SampleLog {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", id: "one")
    try log.copyLast { $0.items[0].quantity = Quantity(11) }
    try log.add(.delivered, 12, at: "China", recordedAt: "2020-02-15T10:00:00Z", id: "right") {
      $0.replaces = try EventID("one")
    }
    return log
  }

  @Test(arguments: [
    ("2020-02-12", 0, Int64(0)), ("2020-02-13", 0, 0), ("2020-02-15T09:59:59Z", 0, 0),
    ("2020-02-15T10:00:00Z", 1, 12), ("9999-12-31", 1, 12),
  ])
  func `then no copy counts, at any time`(knownAt: String, count: Int, received: Int64) throws {
    let replayed = try log().replayed(knownAt: knownAt)
    #expect(replayed.eventCount == count)
    #expect(replayed.names.isEmpty == (count == 0))
    if count > 0 { #expect(try replayed.stock(at: "China").onHand == Quantity(received)) }
  }

  @Test func `voiding it settles it too`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", id: "one")
    try log.copyLast { $0.isFinal = true }
    try log.void("one")
    #expect(try log.replayed().eventCount == 0)
    #expect(try log.replayed(knownAt: "2020-02-12").eventCount == 0)
  }

  @Test func `what the conflicting id replaced is no longer replaced by it`() throws {
    var log = SampleLog()
    try log.add(.issued, 1, at: "China", id: "original")
    try log.add(.issued, 2, at: "China", id: "one") { $0.replaces = try EventID("original") }
    try log.copyLast {
      $0.isFinal = false; $0.items[0].quantity = Quantity(3)
    }
    try log.void("one")
    #expect(try log.replayed().stock(at: "China").onHand == Quantity(-1))
  }

  @Test func `two ids in conflict do not settle each other`() throws {
    var log = SampleLog()
    for (id, other) in [("one", "two"), ("two", "one")] {
      try log.add(.issued, 1, at: "China", id: id) { $0.replaces = try EventID(other) }
      try log.copyLast { $0.items[0].quantity = Quantity(3) }
    }
    #expect(throws: ReplayError.self) { try log.replayed() }
    try log.void("one")
    #expect(throws: ReplayError.self) { try log.replayed() }
    try log.void("two")
    #expect(try log.replayed().eventCount == 0)
  }

  @Test func `one that replaces the settling event is a version of the same fact`() throws {
    var log = try log()
    try log.add(.delivered, 13, at: "China", recordedAt: "2020-02-16T10:00:00Z", id: "newer") {
      $0.replaces = try EventID("right")
    }
    #expect(try log.replayed().stock(at: "China").onHand == Quantity(13))
    #expect(try log.replayed(knownAt: "2020-02-15").stock(at: "China").onHand == Quantity(12))
  }
}
