import Projections
import Shipments
import Testing

@Suite("A promise to an area is shared by its districts")
struct SharedPromisesTests {
  @Test func `what an allocation names and what arrives under it counts once`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.allocated, 60, at: "China/Shanghai", from: "China")
    try log.add(.dispatched, 60, at: "China/Shanghai")
    try log.add(.delivered, 60, at: "China/Shanghai")
    let replayed = try log.replayed()
    let china = try replayed.line(at: "China")
    #expect(china.promised == Quantity(40))
    #expect(china.drawnDown == .zero)
    #expect(china.outstanding == Quantity(40))
    #expect(china.status == .partiallyAllocated)
    let shanghai = try replayed.line(at: "China/Shanghai")
    #expect(shanghai.outstanding == .zero)
    #expect(shanghai.drawnFor == .zero)
    #expect(shanghai.status == .delivered)
  }

  @Test func `what arrives without an allocation is drawn from the area's promise`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.dispatched, 60, at: "China/Shanghai")
    try log.add(.delivered, 60, at: "China/Shanghai")
    let replayed = try log.replayed()
    let china = try replayed.line(at: "China")
    #expect(china.promised == Quantity(100))
    #expect(china.drawnDown == Quantity(60))
    #expect(china.outstanding == Quantity(40))
    #expect(china.status == .partiallyAllocated)
    let shanghai = try replayed.line(at: "China/Shanghai")
    #expect(shanghai.drawnFor == Quantity(60))
    #expect(shanghai.outstanding == .zero)
    #expect(shanghai.status == .delivered)
  }

  @Test func `what was turned back at one district is owed to the area again`() throws {
    var log = SampleLog()
    try log.add(.pledged, 1000, at: "China")
    try log.add(.dispatched, 300, at: "China/Shanghai")
    try log.add(.cancelled, 300, at: "China/Shanghai")
    try log.add(.dispatched, 300, at: "China/Fujian")
    try log.add(.delivered, 300, at: "China/Fujian")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").outstanding == Quantity(700))
    #expect(try replayed.line(at: "China/Shanghai").status == .cancelled)
    #expect(try replayed.line(at: "China/Shanghai").drawnFor == .zero)
    #expect(try replayed.line(at: "China/Fujian").drawnFor == Quantity(300))
  }

  @Test func `what was damaged is owed again, and settled by what is sent in its place`() throws {
    var log = SampleLog()
    try log.add(.pledged, 1000, at: "China")
    try log.add(.dispatched, 1000, at: "China")
    try log.add(.delivered, 900, at: "China") { $0.items[0].damaged = Quantity(100) }
    #expect(try log.replayed().line(at: "China").outstanding == Quantity(100))
    #expect(try log.replayed().line(at: "China").promised == Quantity(1000))
    try log.add(.dispatched, 100, at: "China")
    try log.add(.delivered, 100, at: "China")
    let china = try log.replayed().line(at: "China")
    #expect(china.outstanding == .zero)
    #expect(china.status == .delivered)
  }

  @Test func `what was lost without a pledge is not owed again`() throws {
    var log = SampleLog()
    try log.add(.dispatched, 1000, at: "China")
    try log.add(.delivered, 900, at: "China") { $0.items[0].missing = Quantity(100) }
    let china = try log.replayed().line(at: "China")
    #expect(china.promised == Quantity(900))
    #expect(china.outstanding == .zero)
    #expect(china.status == .delivered)
  }

  @Test func `the loss of one district does not use up the area's promise`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.dispatched, 60, at: "China/Shanghai")
    try log.add(.delivered, 50, at: "China/Shanghai") { $0.items[0].damaged = Quantity(10) }
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").drawnDown == Quantity(50))
    #expect(try replayed.line(at: "China").outstanding == Quantity(50))
  }

  @Test func `what is on its way draws before it arrives`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.purchased, 30, at: "China/Shanghai")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").outstanding == Quantity(70))
    #expect(try replayed.line(at: "China/Shanghai").outstanding == Quantity(30))
    #expect(try replayed.line(at: "China/Shanghai").status == .purchased)
  }

  @Test func `a claim beyond all promises leaves nothing outstanding, and nothing below`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 130, at: "China/Shanghai")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").drawnDown == Quantity(100))
    #expect(try replayed.line(at: "China").outstanding == .zero)
    #expect(try replayed.line(at: "China").status == .allocated)
    #expect(try replayed.line(at: "China/Shanghai").drawnFor == Quantity(100))
    #expect(try replayed.line(at: "China/Shanghai").status == .overDelivered)
  }

  @Test func `only a claim beyond the district's own promise is drawn`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.pledged, 50, at: "China/Shanghai")
    try log.add(.delivered, 70, at: "China/Shanghai")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").drawnDown == Quantity(20))
    #expect(try replayed.line(at: "China/Shanghai").status == .delivered)
  }

  @Test(arguments: [
    ("another shipment", "other", "mask", "piece"), ("another item", "gift", "glove", "piece"),
    ("another unit", "gift", "mask", "box"),
  ])
  func `nothing is drawn from`(what: String, shipment: String, item: String, unit: String) throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China", shipment: shipment, item: item, unit: unit)
    try log.add(.delivered, 60, at: "China/Shanghai")
    let china = try log.replayed().line(at: "China", item, unit, of: shipment)
    #expect(china.outstanding == Quantity(100), "\(what)")
  }

  @Test func `a line that was only cancelled or delivered shares nothing`() throws {
    var log = SampleLog()
    try log.add(.delivered, 100, at: "China")
    try log.add(.delivered, 60, at: "China/Shanghai")
    #expect(try log.replayed().line(at: "China").drawnDown == .zero)
    #expect(try log.replayed().line(at: "China/Shanghai").drawnFor == .zero)
  }
}
