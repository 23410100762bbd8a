import Projections
import Shipments
import Testing

@Suite("The status of a line and of a row")
struct StatusTests {
  /// Events of one line (quantity nil: not stated), its status, and that of its row in the report.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var line: DeliveryStatus
    var row: String?
    var events: [Step]

    init(
      _ description: String, _ line: DeliveryStatus, row: String? = nil, _ events: Step...
    ) {
      testDescription = description
      self.line = line
      self.row = row
      self.events = events
    }
  }

  /// An event at China, or at another district.
  struct Step: Sendable {
    var type: EventType
    var quantity: Int64?
    var district = "China"
    var from: String?
    var damaged: Int64 = 0
    var isFinal = false

    init(
      _ type: EventType, _ quantity: Int64?, at district: String = "China", from: String? = nil,
      damaged: Int64 = 0, isFinal: Bool = false
    ) {
      (self.type, self.quantity, self.district) = (type, quantity, district)
      (self.from, self.damaged, self.isFinal) = (from, damaged, isFinal)
    }
  }

  static let open = [
    Case("pledged", .pledged, .init(.pledged, 10)),
    Case("an unstated pledge", .pledged, .init(.pledged, nil)),
    Case("allocated to it", .pledged, .init(.allocated, 10, from: "Asia")),
    Case("purchased", .purchased, .init(.pledged, 10), .init(.purchased, 4)),
    Case("dispatched", .dispatched, .init(.dispatched, 10), .init(.purchased, 10)),
    Case(
      "an unstated dispatch", .dispatched, row: "purchased",
      .init(.dispatched, nil), .init(.purchased, 10)),
    Case("an unstated purchase", .purchased, row: "pledged", .init(.purchased, nil)),
    Case("partly delivered", .partiallyDelivered, .init(.pledged, 10), .init(.delivered, 9)),
    Case(
      "partly delivered, partly drawn", .partiallyDelivered,
      .init(.pledged, 10), .init(.delivered, 2), .init(.delivered, 3, at: "China/Shanghai")),
    Case(
      "nothing arrived whole", .dispatched, .init(.pledged, 10), .init(.dispatched, 10),
      .init(.delivered, 0, damaged: 10)),
    Case(
      "partly allocated", .partiallyAllocated, row: "dispatched",
      .init(.dispatched, 10), .init(.allocated, 4, at: "Japan", from: "China")),
    Case(
      "partly drawn", .partiallyAllocated, row: "pledged",
      .init(.pledged, 10), .init(.delivered, 4, at: "China/Shanghai")),
    Case(
      "more delivered than stated, and more to come", .partiallyDelivered,
      .init(.pledged, 10), .init(.pledged, nil), .init(.delivered, 90)),
  ]

  static let settled = [
    Case("delivered", .delivered, .init(.pledged, 10), .init(.delivered, 10)),
    Case("delivered without any promise", .delivered, .init(.delivered, 10)),
    Case(
      "delivered less, and final", .delivered,
      .init(.pledged, 10), .init(.delivered, 4, isFinal: true)),
    Case(
      "the rest cancelled", .delivered,
      .init(.pledged, 10), .init(.delivered, 4), .init(.cancelled, 6)),
    Case(
      "more than promised", .overDelivered, row: "delivered",
      .init(.pledged, 10), .init(.delivered, 11)),
    Case(
      "more than promised, closed", .overDelivered, row: "delivered",
      .init(.pledged, 10), .init(.delivered, 11, isFinal: true)),
    Case(
      "more than promised, of which some is unstated", .delivered,
      .init(.pledged, 10), .init(.pledged, nil), .init(.delivered, 11, isFinal: true)),
    Case(
      "more than dispatched under a greater pledge", .delivered,
      .init(.pledged, 20), .init(.dispatched, 10), .init(.delivered, 20)),
    Case(
      "all of it allocated to others", .allocated,
      .init(.pledged, 10), .init(.allocated, 10, at: "Japan", from: "China")),
    Case(
      "all of it drawn by others", .allocated,
      .init(.pledged, 10), .init(.delivered, 10, at: "China/Shanghai")),
    Case("cancelled", .cancelled, .init(.pledged, 10), .init(.cancelled, 10)),
    Case("cancelled without a quantity", .cancelled, .init(.pledged, 10), .init(.cancelled, nil)),
    Case("cancelled and nothing else", .cancelled, .init(.cancelled, 5)),
    Case(
      "all of it lost without a pledge", .cancelled,
      .init(.dispatched, 10), .init(.delivered, 0, damaged: 10)),
  ]

  @Test(arguments: open + settled)
  func `a line's status`(_ example: Case) throws {
    var log = SampleLog()
    for step in example.events {
      try log.add(step.type, step.quantity, at: step.district, from: step.from) { event in
        event.isFinal = step.isFinal
        if step.damaged > 0 { event.items[0].damaged = Quantity(step.damaged) }
      }
    }
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").status == example.line)
    let rows = try StateRows(replayed.stateJSON).deliveries
    let row = try #require(rows.first { $0.district == "China" })
    #expect(row.status == example.row ?? example.line.rawValue)
    let isOpen = StatusTests.open.contains { $0.testDescription == example.testDescription }
    #expect(row.openLines == (isOpen ? 1 : 0))
  }

  @Test func `a row is overdue if one of its lines is, and counts what is`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", shipment: "late") {
      $0.expectedOn = try day("2020-03-01")
    }
    try log.add(.delivered, 4, at: "China", shipment: "late")
    try log.add(.pledged, 100, at: "China", shipment: "timely") {
      $0.expectedOn = try day("2020-04-01")
    }
    try log.add(.pledged, nil, at: "China", shipment: "vague")
    try log.add(.delivered, 3, at: "China", shipment: "done")
    let row = try #require(try StateRows(log.replayed(at: "2020-03-02").stateJSON).deliveries.first)
    #expect(row.status == "overdue")
    #expect([row.lines, row.openLines, row.overdueLines, row.unspecifiedLines] == [4, 3, 1, 1])
    #expect([row.outstanding, row.overdueQuantity, row.delivered] == [106, 6, 7])
  }

  @Test func `a row adds up its lines, each with its own promise`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", shipment: "a")
    try log.add(.delivered, 25, at: "China", shipment: "a")
    try log.add(.purchased, 8, at: "China", shipment: "b")
    try log.add(.delivered, 5, at: "China", shipment: "b") { $0.items[0].missing = Quantity(1) }
    try log.add(.dispatched, 3, at: "China", shipment: "c")
    try log.add(.cancelled, 1, at: "China", shipment: "c")
    try log.add(.allocated, 2, at: "Japan", from: "China", shipment: "a")
    let row = try #require(try StateRows(log.replayed().stateJSON).deliveries.first)
    #expect([row.pledged, row.purchased, row.dispatched, row.allocated] == [10, 8, 3, -2])
    #expect([row.promised, row.delivered, row.cancelled] == [18, 30, 1])
    #expect([row.outstanding, row.missing, row.damaged] == [4, 1, 0])
    #expect(row.status == "partiallyDelivered")
  }
}
