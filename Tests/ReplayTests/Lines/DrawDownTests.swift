import EventLog
import Projections
import Reports
import Shipments
import TestSupport
import Testing

@Suite("How claims are drawn from shared promises")
struct DrawDownTests {
  @Test func `claims are drawn in byte order of district`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 70, at: "China/b")
    try log.add(.delivered, 60, at: "China/B")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China/B").drawnFor == Quantity(60))
    #expect(try replayed.line(at: "China/b").drawnFor == Quantity(40))
    #expect(try replayed.line(at: "China").outstanding == .zero)
  }

  @Test func `no line covers itself`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.among = [try Path("China")] }
    try log.add(.delivered, 60, at: "China")
    let china = try log.replayed().line(at: "China")
    #expect(china.drawnDown == .zero)
    #expect(china.drawnFor == .zero)
    #expect(china.status == .overDelivered)
  }

  @Test func `two promises may cover each other, and a line that has drawn is drawn on`() throws {
    var log = SampleLog()
    try log.add(.dispatched, 50, at: "China") { $0.among = [try Path("Japan")] }
    try log.add(.dispatched, 20, at: "Japan") { $0.among = [try Path("China")] }
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "China").drawnFor == Quantity(20))
    #expect(try replayed.line(at: "China").drawnDown == Quantity(20))
    #expect(try replayed.line(at: "Japan").outstanding == .zero)
    #expect(try replayed.line(at: "China").outstanding == Quantity(30))
  }

  @Test func `a district whose pledge states no quantity claims nothing`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.pledged, nil, at: "China/Shanghai")
    try log.add(.delivered, 60, at: "China/Shanghai")
    #expect(try log.replayed().line(at: "China").drawnDown == .zero)
  }

  @Test func `a closed line claims only what was delivered`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.dispatched, 60, at: "China/Shanghai")
    try log.add(.delivered, 45, at: "China/Shanghai") { $0.isFinal = true }
    #expect(try log.replayed().line(at: "China").drawnDown == Quantity(45))
    #expect(try log.replayed().line(at: "China").outstanding == Quantity(55))
  }

  @Test func `an allocation makes its district cover others, and not the one it leaves`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.allocated, 40, at: "Asia", from: "China") { $0.among = [try Path("Japan")] }
    try log.add(.delivered, 30, at: "Japan")
    let replayed = try log.replayed()
    #expect(try replayed.line(at: "Asia").drawnDown == Quantity(30))
    #expect(try replayed.line(at: "Asia").outstanding == Quantity(10))
    #expect(try replayed.replayedLine(at: "China").covered == [])
    #expect(try replayed.replayedLine(at: "Asia").covered == ["Japan"])
  }

  @Test func `a delivery names who shares, and does not widen what the promise covers`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.delivered, 5, at: "China") { $0.among = [try Path("Japan")] }
    try log.add(.delivered, 30, at: "China/Shanghai")
    let china = try log.replayed().replayedLine(at: "China")
    #expect(china.covered == [])
    #expect(china.among == ["Japan"])
    #expect(china.line.drawnDown == Quantity(30))
    #expect(china.line.outstanding == Quantity(65))
  }

  @Test func `names of several promises of a line are one set`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.among = [try Path("A"), try Path("B")] }
    try log.add(.purchased, 10, at: "China") { $0.among = [try Path("C"), try Path("B")] }
    try log.add(.pledged, 10, at: "China")
    #expect(try log.replayed().replayedLine(at: "China").covered == ["A", "B", "C"])
  }

  @Test(arguments: ["China", "China/Shanghai", "China/Shanghai/Changning"])
  func `a filter chooses what is shown and changes no draw-down`(district: String) throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.pledged, 30, at: "China/Shanghai")
    try log.add(.delivered, 60, at: "China/Shanghai/Changning")
    let journals = [("events.jsonl", journal(log.events))]
    let filter = RowFilter(district: try Path(district))
    let filtered = try StateRows(Replayed(journals, filter: filter).stateJSON)
    let whole = try StateRows(Replayed(journals).stateJSON)
    #expect(filtered.events == 3)
    let expected = whole.deliveries.filter { $0.district.hasPrefix(district) }
    #expect(filtered.deliveries == expected)
    #expect(whole.deliveries.map(\.drawnDown) == [30, 30, 0])
  }
}
