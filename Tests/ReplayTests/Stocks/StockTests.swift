import Projections
import Shipments
import Testing

@Suite("What a district has on hand")
struct StockTests {
  @Test func `on hand is what came in less what went out, with adjustments`() throws {
    var log = SampleLog()
    try log.add(.requested, 900, at: "China")
    try log.add(.delivered, 100, at: "China") { $0.items[0].damaged = Quantity(7) }
    try log.add(.transferred, 30, at: "China", from: "Japan")
    try log.add(.transferred, 11, at: "Japan", from: "China")
    try log.add(.issued, 20, at: "China")
    try log.add(.adjusted, 5, at: "China")
    try log.add(.adjusted, -3, at: "China")
    let rows = try StateRows(log.replayed().stateJSON).inventory
    #expect(rows.map(\.district) == ["China", "Japan"])
    #expect(rows.map(\.requested) == [900, 0])
    #expect(rows.map(\.received) == [100, 0])
    #expect(rows.map(\.transferredIn) == [30, 11])
    #expect(rows.map(\.transferredOut) == [11, 30])
    #expect(rows.map(\.issued) == [20, 0])
    #expect(rows.map(\.adjusted) == [2, 0])
    #expect(rows.map(\.onHand) == [101, -19])
  }

  @Test func `adjustments up and down are kept apart, so that each only grows`() throws {
    var log = SampleLog()
    try log.add(.adjusted, 5, at: "China")
    try log.add(.adjusted, -8, at: "China")
    try log.add(.adjusted, 1, at: "China")
    let stock = try log.replayed().stock(at: "China")
    #expect(stock.quantity(.adjustedUp) == Quantity(6))
    #expect(stock.quantity(.adjustedDown) == Quantity(8))
    #expect(stock.adjusted == Quantity(-2))
    #expect(stock.onHand == Quantity(-2))
  }

  @Test func `more handed out than came in is shown, not refused`() throws {
    var log = SampleLog()
    try log.add(.issued, 20, at: "China")
    try log.add(.delivered, 5, at: "China")
    #expect(try log.replayed().stock(at: "China").onHand == Quantity(-15))
    #expect(try log.replayed().stateJSON.contains(#""onHand":-15"#))
  }

  @Test(arguments: [
    EventType.pledged, .allocated, .purchased, .dispatched, .cancelled,
  ])
  func `a promise is no stock`(type: EventType) throws {
    var log = SampleLog()
    try log.add(type, 5, at: "China", from: type == .allocated ? "Asia" : nil)
    let rows = try StateRows(log.replayed().stateJSON)
    #expect(rows.inventory == [])
    #expect(!rows.deliveries.isEmpty)
  }

  @Test func `a row in which every number is nought is left out`() throws {
    var log = SampleLog()
    try log.add(.delivered, 0, at: "China") { $0.items[0].missing = Quantity(4) }
    try log.add(.issued, 1, at: "Japan")
    try log.add(.adjusted, 1, at: "Japan")
    let rows = try StateRows(log.replayed().stateJSON)
    #expect(rows.inventory.map(\.district) == ["Japan"])
    #expect(rows.deliveries.map(\.district) == ["China"])
    #expect(rows.events == 3)
  }
}
