import Foundation
import Projections
import Shipments
import Testing

@Suite("Amounts are exact, and may be odd")
struct AmountTests {
  @Test func `a thousandth and two make three`() throws {
    var log = SampleLog()
    for thousandths in [Int64(1), 2] {
      try log.add(.delivered, 0, at: "China") {
        $0.items[0].quantity = Quantity(thousandths: thousandths)
      }
    }
    let replayed = try log.replayed()
    #expect(try replayed.stock(at: "China").onHand == Quantity(thousandths: 3))
    #expect(replayed.stateJSON.contains(#""received":0.003,"#))
    #expect(replayed.stateJSON.contains(#""delivered":0.003,"#))
  }

  @Test func `a tenth added ten times is one`() throws {
    var log = SampleLog()
    for _ in 0..<10 {
      try log.add(.issued, 0, at: "China") { $0.items[0].quantity = Quantity(thousandths: 100) }
    }
    #expect(try log.replayed().stateJSON.contains(#""issued":1,"adjusted":0,"onHand":-1}"#))
  }

  @Test func `the same item twice in an event adds up`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.items += [$0.items[0], $0.items[0]] }
    #expect(try log.replayed().line(at: "China").quantity(.pledged) == Quantity(30))
    #expect(try log.replayed().eventCount == 1)
  }

  @Test func `units are kept apart`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", unit: "piece")
    try log.add(.delivered, 2, at: "China", unit: "box")
    let replayed = try log.replayed()
    #expect(try replayed.stock(at: "China", "mask", "piece").onHand == Quantity(10))
    #expect(try replayed.stock(at: "China", "mask", "box").onHand == Quantity(2))
  }

  @Test func `names are compared by their bytes`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "caf\u{E9}")
    try log.add(.delivered, 2, at: "cafe\u{301}")
    let rows = try log.replayed().stateJSON.components(separatedBy: #""onHand":"#)
    #expect(rows.count == 3)
  }

  @Test func `more allocated than promised is shown as a negative promise`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China")
    try log.add(.allocated, 25, at: "Japan", from: "China")
    let replayed = try log.replayed()
    let china = try replayed.line(at: "China")
    #expect(china.promised == Quantity(-15))
    #expect(china.pledgedHere == .zero)
    #expect(china.capacity == .zero)
    #expect(china.outstanding == .zero)
    #expect(replayed.stateJSON.contains(#""allocated":-25,"promised":-15,"#))
    #expect(try replayed.line(at: "Japan").outstanding == Quantity(25))
  }

  @Test func `over-delivery leaves nothing outstanding`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China")
    try log.add(.delivered, 25, at: "China")
    let china = try log.replayed().line(at: "China")
    #expect(china.capacity == .zero)
    #expect(china.outstanding == .zero)
    #expect(china.claim == Quantity(15))
    #expect(china.status == .overDelivered)
  }

  @Test func `a claim served by a shared promise is not over-delivered`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.pledged, 10, at: "China/Shanghai")
    try log.add(.delivered, 25, at: "China/Shanghai")
    let shanghai = try log.replayed().line(at: "China/Shanghai")
    #expect(shanghai.drawnFor == Quantity(15))
    #expect(shanghai.status == .delivered)
  }
}
