import Projections
import Shipments
import Testing

@Suite("What is closed, and what is not stated")
struct ClosingTests {
  @Test func `a final delivery closes its line for good`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 60, at: "China", on: "2020-02-14") { $0.isFinal = true }
    try log.add(.pledged, 500, at: "China", on: "2020-02-15")
    let china = try log.replayed().line(at: "China")
    #expect(china.isClosed)
    #expect(china.promised == Quantity(600))
    #expect(china.outstanding == .zero)
    #expect(!china.isOpen)
    #expect(china.status == .delivered)
  }

  @Test func `a final delivery closes only the items that it names, at its district`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.pledged, 100, at: "China", item: "glove")
    try log.add(.pledged, 100, at: "Japan")
    try log.add(.delivered, 60, at: "China") { $0.isFinal = true }
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").outstanding == .zero)
    #expect(try replayed.line(at: "China", "glove").outstanding == Quantity(100))
    #expect(try replayed.line(at: "Japan").outstanding == Quantity(100))
  }

  @Test func `a cancellation without a quantity closes the line, one with a quantity does not`()
    throws
  {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.cancelled, 30, at: "China")
    let partly = try log.replayed().line(at: "China")
    #expect(partly.outstanding == Quantity(70))
    #expect(!partly.isClosed)
    try log.add(.cancelled, nil, at: "China")
    let wholly = try log.replayed().line(at: "China")
    #expect(wholly.outstanding == .zero)
    #expect(wholly.quantity(.cancelled) == Quantity(30))
    #expect(wholly.status == .cancelled)
  }

  @Test(arguments: [EventType.pledged, .purchased, .dispatched])
  func `a quantity that is not stated leaves the line open`(type: EventType) throws {
    var log = SampleLog()
    try log.add(type, nil, at: "China")
    let open = try log.replayed().line(at: "China")
    #expect(open.isUnspecified)
    #expect(open.isOpen)
    #expect(open.outstanding == .zero)
    #expect(open.status.rawValue == type.name)
    try log.add(.delivered, 20, at: "China")
    #expect(try log.replayed().line(at: "China").status == .partiallyDelivered)
    try log.add(.delivered, 5, at: "China") { $0.isFinal = true }
    let closed = try log.replayed().line(at: "China")
    #expect(!closed.isUnspecified)
    #expect(closed.status == .delivered)
  }

  @Test func `what is not requested by number is counted apart`() throws {
    var log = SampleLog()
    try log.add(.requested, nil, at: "China")
    try log.add(.requested, 40, at: "China")
    try log.add(.requested, nil, at: "China")
    let row = try #require(try StateRows(log.replayed().stateJSON).inventory.first)
    #expect(row.requested == 40)
    #expect(row.requestedUnspecified == 2)
    #expect(row.onHand == 0)
  }

  /// Qualifiers of the promises of one line, and what they come to.
  static let qualifiers: [([(EventType, Qualifier?)], Qualifier?)] = [
    ([(.pledged, nil)], nil),
    ([(.pledged, .atLeast)], .atLeast),
    ([(.pledged, .about)], .about),
    ([(.pledged, .atLeast), (.purchased, .about)], .about),
    ([(.pledged, .about), (.dispatched, .atLeast)], .about),
    ([(.dispatched, .atLeast), (.pledged, nil)], .atLeast),
    ([(.allocated, .about)], .about),
    ([(.delivered, .about)], nil),
    ([(.cancelled, .about), (.delivered, .atLeast)], nil),
  ]

  @Test(arguments: qualifiers)
  func `the vaguest promise qualifies a line`(
    events: [(EventType, Qualifier?)], expected: Qualifier?
  ) throws {
    var log = SampleLog()
    for (type, qualifier) in events {
      try log.add(type, 10, at: "China", from: type == .allocated ? "Asia" : nil) {
        $0.items[0].qualifier = qualifier
      }
    }
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").qualifier == expected)
    if events[0].0 == .allocated { #expect(try replayed.line(at: "Asia").qualifier == nil) }
  }
}
