import Projections
import Shipments
import Testing

@Suite("When a delivery is expected, and how late it is")
struct ExpectedDayTests {
  @Test func `the latest event that names a day decides, whatever its place in the log`() throws {
    var log = SampleLog()
    try log.add(.dispatched, 10, at: "China", on: "2020-02-15") {
      $0.expectedOn = try day("2020-03-03")
    }
    try log.add(.pledged, 10, at: "China", on: "2020-02-13") {
      $0.expectedOn = try day("2020-03-01")
    }
    try log.add(.delivered, 1, at: "China", on: "2020-02-20")
    #expect(try log.replayed().line(at: "China").expectedOn == day("2020-03-03"))
  }

  @Test(arguments: [
    ("2020-02-13T10:00:00Z", "2020-02-13T09:00:00Z", "a", "z", "2020-03-01"),
    ("2020-02-13T09:00:00Z", "2020-02-13T10:00:00Z", "z", "a", "2020-03-02"),
    ("2020-02-13T09:00:00Z", "2020-02-13T09:00:00Z", "a", "z", "2020-03-02"),
    ("2020-02-13T09:00:00Z", "2020-02-13T09:00:00Z", "z", "a", "2020-03-01"),
    ("2020-02-13T09:00:00Z", "2020-02-13T17:00:00+08:00", "a", "b", "2020-03-02"),
  ])
  func `of one day the later recorded one decides, then the greater id`(
    first: String, second: String, firstID: String, secondID: String, expected: String
  ) throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", recordedAt: first, id: firstID) {
      $0.expectedOn = try day("2020-03-01")
    }
    try log.add(.purchased, 10, at: "China", recordedAt: second, id: secondID) {
      $0.expectedOn = try day("2020-03-02")
    }
    #expect(try log.replayed().line(at: "China").expectedOn == day(expected))
  }

  @Test func `rescheduling moves all lines of a shipment at a district`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.expectedOn = try day("2020-03-01") }
    try log.add(.pledged, 10, at: "China", item: "glove")
    try log.add(.pledged, 10, at: "Japan") { $0.expectedOn = try day("2020-03-01") }
    try log.add(.pledged, 10, at: "China", shipment: "other")
    try log.add(.rescheduled, nil, at: "China", on: "2020-02-20") {
      $0.expectedOn = try day("2020-04-01")
    }
    let replayed = try log.replayed()
    #expect(replayed.eventCount == 4)
    #expect(try replayed.line(at: "China").expectedOn == day("2020-04-01"))
    #expect(try replayed.line(at: "China", "glove").expectedOn == day("2020-04-01"))
    #expect(try replayed.line(at: "Japan").expectedOn == day("2020-03-01"))
    #expect(try replayed.line(at: "China", of: "other").expectedOn == nil)
    #expect(try log.replayed(at: "2020-02-19").line(at: "China").expectedOn == day("2020-03-01"))
  }

  @Test func `a promise after a rescheduling decides again, and makes no line by itself`() throws {
    var log = SampleLog()
    try log.add(.rescheduled, nil, at: "China", on: "2020-02-20") {
      $0.expectedOn = try day("2020-04-01")
    }
    #expect(try log.replayed().names == [])
    try log.add(.pledged, 10, at: "China", on: "2020-02-21") {
      $0.expectedOn = try day("2020-03-01")
    }
    #expect(try log.replayed().line(at: "China").expectedOn == day("2020-03-01"))
    #expect(try log.replayed().line(at: "China").since == day("2020-02-21"))
  }

  @Test func `a line without a day takes that of the nearest line that covers it`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "Asia") {
      $0.expectedOn = try day("2020-03-01")
      $0.among = [try Path("China")]
    }
    try log.add(.pledged, 100, at: "China/Shanghai")
    try log.add(.dispatched, 60, at: "China/Shanghai/Changning")
    let inherited = try log.replayed()
    #expect(try inherited.line(at: "China/Shanghai/Changning").expectedOn == day("2020-03-01"))
    #expect(try inherited.line(at: "China/Shanghai").expectedOn == day("2020-03-01"))
    try log.add(.rescheduled, nil, at: "China/Shanghai", on: "2020-02-14") {
      $0.expectedOn = try day("2020-02-28")
    }
    let nearer = try log.replayed()
    #expect(try nearer.line(at: "China/Shanghai/Changning").expectedOn == day("2020-02-28"))
    #expect(try nearer.line(at: "China/Shanghai").expectedOn == day("2020-02-28"))
  }

  @Test func `a day that is inherited is not handed on`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "Z") {
      $0.expectedOn = try day("2020-03-01")
      $0.among = [try Path("A")]
    }
    try log.add(.pledged, 100, at: "A") { $0.among = [try Path("B")] }
    try log.add(.pledged, 100, at: "B")
    #expect(try log.replayed().line(at: "A").expectedOn == day("2020-03-01"))
    #expect(try log.replayed().line(at: "B").expectedOn == nil)
  }

  @Test func `an allocation's day is that of the district, not of the one it leaves`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China")
    try log.add(.allocated, 60, at: "Japan", from: "China") {
      $0.expectedOn = try day("2020-03-01")
    }
    #expect(try log.replayed().line(at: "Japan").expectedOn == day("2020-03-01"))
    #expect(try log.replayed().line(at: "China").expectedOn == nil)
  }

  @Test(arguments: [
    ("2020-02-29", false, 0), ("2020-03-01", false, 0), ("2020-03-02", true, 1),
    ("2020-04-01", true, 31), ("2021-03-01", true, 365),
  ])
  func `a line is overdue from the day after`(at: String, isOverdue: Bool, days: Int) throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.expectedOn = try day("2020-03-01") }
    let replayed = try log.replayed(at: at)
    #expect(try replayed.line(at: "China").isOverdue(at: day(at)) == isOverdue)
    #expect(try replayed.line(at: "China").overdueDays(at: day(at)) == days)
    let row = try #require(try PendingRows(replayed.pendingJSON).pending.first)
    #expect(row.overdue == isOverdue)
    #expect(row.overdueDays == days)
  }

  @Test func `what is not open is never overdue`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China") { $0.expectedOn = try day("2020-03-01") }
    try log.add(.delivered, 10, at: "China")
    #expect(try log.replayed().line(at: "China").overdueDays(at: day("2020-12-31")) == 0)
  }

  @Test func `a line is as old as its first event, on both sides of an allocation`() throws {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China", on: "2020-02-14")
    try log.add(.delivered, 1, at: "China", on: "2020-02-13")
    try log.add(.allocated, 60, at: "Japan", from: "China", on: "2020-02-01")
    let replayed = try log.replayed(at: "2020-02-15")
    #expect(try replayed.line(at: "China").since == day("2020-02-01"))
    #expect(try replayed.line(at: "Japan").since == day("2020-02-01"))
    let ages = try PendingRows(replayed.pendingJSON).pending.map(\.ageDays)
    #expect(ages == [14, 14])
  }
}
