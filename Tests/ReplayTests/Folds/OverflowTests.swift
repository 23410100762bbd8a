import EventLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("A sum that grows too great is an error, never a trap")
struct OverflowTests {
  /// The first event fills a counter to its limit; the second adds a thousandth.
  @Test(arguments: [
    EventType.requested, .pledged, .allocated, .purchased, .dispatched, .delivered, .cancelled,
    .transferred, .issued, .adjusted,
  ])
  func `the event that leads to it is named`(type: EventType) throws {
    var log = SampleLog()
    let origin = [.allocated, .transferred].contains(type) ? "Asia" : nil
    try log.addLimit(type, at: "China", from: origin)
    #expect(try log.replayed().eventCount == 1)
    let offset = journal(log.events).count
    try log.add(type, 1, at: "China", from: origin) {
      $0.items[0].quantity = Quantity(thousandths: 1)
    }
    try expectOverflow(log.events, at: Place(journal: 0, offset: offset))
  }

  @Test func `the district that a quantity leaves is checked too`() throws {
    for type in [EventType.allocated, .transferred] {
      var log = SampleLog()
      try log.addLimit(type, at: "China", from: "Asia")
      let offset = journal(log.events).count
      try log.add(type, 1, at: "Japan", from: "Asia")
      try expectOverflow(log.events, at: Place(journal: 0, offset: offset))
    }
  }

  @Test(arguments: [true, false])
  func `what was lost is checked too`(isDamaged: Bool) throws {
    var log = SampleLog()
    let path: WritableKeyPath<Item, Quantity> = isDamaged ? \.damaged : \.missing
    try log.addLimit(.delivered, at: "China") { item in
      item.quantity = Quantity(thousandths: 1)
      item[keyPath: path] = .maximum
    }
    let offset = journal(log.events).count
    try log.add(.delivered, 1, at: "China") { $0.items[0][keyPath: path] = Quantity(1) }
    try expectOverflow(log.events, at: Place(journal: 0, offset: offset))
  }

  @Test func `an adjustment downwards is checked too`() throws {
    var log = SampleLog()
    try log.addLimit(.adjusted, at: "China") { $0.quantity?.thousandths *= -1 }
    #expect(try log.replayed().stock(at: "China").onHand.thousandths == -1_000_000_000_000_000_000)
    let offset = journal(log.events).count
    try log.add(.adjusted, -1, at: "China")
    try expectOverflow(log.events, at: Place(journal: 0, offset: offset))
  }

  @Test func `every counter of a line at its limit is still worked with`() throws {
    var log = SampleLog()
    for type in [EventType.pledged, .purchased, .dispatched, .cancelled] {
      try log.addLimit(type, at: "China")
    }
    try log.addLimit(.allocated, at: "China", from: "Asia")
    try log.addLimit(.allocated, at: "Japan", from: "China")
    try log.addLimit(.delivered, at: "China") { ($0.damaged, $0.missing) = (.maximum, .maximum) }
    let replayed = try log.replayed()
    let limit = Quantity.maximumTotal.thousandths
    let china = try replayed.line(at: "China")
    #expect(china.promised.thousandths == limit)
    #expect(china.pledgedHere.thousandths == limit)
    #expect(china.outstanding == .zero)
    #expect(try replayed.line(at: "Asia").promised.thousandths == -limit)
    #expect(replayed.stateJSON.contains(#""promised":-1000000000000000,"#))
  }

  @Test func `every counter of a stock at its limit is still worked with`() throws {
    var log = SampleLog()
    try log.addLimit(.delivered, at: "China")
    try log.addLimit(.transferred, at: "China", from: "Asia")
    try log.addLimit(.adjusted, at: "China")
    let stock = try log.replayed().stock(at: "China")
    #expect(stock.onHand.thousandths == 3_000_000_000_000_000_000)
    try log.addLimit(.issued, at: "Asia")
    let asia = try log.replayed().stock(at: "Asia")
    #expect(asia.onHand.thousandths == -2_000_000_000_000_000_000)
  }

  @Test func `claims on an unlimited promise may grow too great together`() throws {
    var log = SampleLog()
    try log.add(.pledged, nil, at: "China")
    for number in 0..<9 { try log.addLimit(.delivered, at: "China/\(number)") }
    let drawn = try log.replayed().line(at: "China").drawnDown
    #expect(drawn.thousandths == 9_000_000_000_000_000_000)
    try log.addLimit(.delivered, at: "China/9")
    try expectOverflow(log.events, at: nil)
  }

  @Test func `a row of a report may grow too great`() throws {
    var log = SampleLog()
    for number in 0..<10 {
      if number == 9 { #expect(try log.replayed().eventCount == 9) }
      try log.addLimit(.dispatched, at: "China", shipment: "gift \(number)")
    }
    #expect(throws: Overflow.self) { try log.replayed() }
  }

  private func expectOverflow(_ events: [Event], at place: Place?) throws {
    let folder = try TemporaryFolder()
    let history = try folder.history(of: [("events.jsonl", journal(events))])
    do throws(ReplayError) {
      _ = try history.state(at: .last)
      Issue.record("the sum was not checked")
    } catch {
      guard case .overflow(let found) = error else { throw error }
      #expect(found == place)
    }
  }
}

extension SampleLog {
  /// Adds an event that fills a counter to its limit: a thousand items of the greatest quantity.
  mutating func addLimit(
    _ type: EventType, at district: String, from: String? = nil, shipment: String = "gift",
    change: (inout Item) -> Void = { _ in }
  ) throws {
    try add(type, 1, at: district, from: from, shipment: shipment) { event in
      event.items[0].quantity = .maximum
      change(&event.items[0])
      event.items = Array(repeating: event.items[0], count: 1000)
    }
  }
}
