import EventLog
import Projections
import Shipments
import Testing

@Suite("A state is as of a day, as known at an instant, both inclusive")
struct DateTests {
  @Test(arguments: [("2020-02-12", 0), ("2020-02-13", 1), ("2020-02-14", 2), ("2020-02-15", 2)])
  func `an event counts from the day on which it happened`(at: String, count: Int) throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", on: "2020-02-14")
    try log.add(.delivered, 10, at: "China", on: "2020-02-13")
    #expect(try log.replayed(at: at).eventCount == count)
  }

  /// When an event was recorded, what is asked for, and whether the event was known.
  static let instants = [
    ("2020-02-13T13:57:00Z", "2020-02-13T13:57:00Z", true),
    ("2020-02-13T13:57:00.000000001Z", "2020-02-13T13:57:00Z", false),
    ("2020-02-13T13:57:00.000000001Z", "2020-02-13T13:57:00.000000001Z", true),
    ("2020-02-13T13:57:00.999999999Z", "2020-02-13T13:57:00.999999998Z", false),
    ("2020-02-13T13:57:00.5Z", "2020-02-13T13:57:00.500000000Z", true),
    ("2020-02-13T21:57:00+08:00", "2020-02-13T13:57:00Z", true),
    ("2020-02-13T21:57:01+08:00", "2020-02-13T13:57:00Z", false),
    ("2020-02-13T13:57:00Z", "2020-02-13T21:57:00+08:00", true),
    ("2020-02-13T23:00:00-05:00", "2020-02-14T03:59:59Z", false),
    ("2020-02-13T23:00:00-05:00", "2020-02-14T04:00:00Z", true),
    ("2020-02-13T23:59:59.999999999Z", "2020-02-13", true),
    ("2020-02-14T00:00:00Z", "2020-02-13", false),
    ("2020-02-14T07:59:59+08:00", "2020-02-13", true),
    ("2020-02-13T23:00:00-05:00", "2020-02-13", false),
    ("1969-12-31T23:59:59.999999999Z", "1969-12-31", true),
    ("1970-01-01T00:00:00Z", "1969-12-31", false),
  ]

  @Test(arguments: instants)
  func `an event is known from the instant at which it was recorded`(
    recordedAt: String, knownAt: String, isKnown: Bool
  ) throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", recordedAt: recordedAt)
    #expect(try log.replayed(knownAt: knownAt).eventCount == (isKnown ? 1 : 0))
  }

  @Test func `what is recorded in the future is known unless told otherwise`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China", recordedAt: "9999-12-31T23:59:59.999999999Z")
    #expect(try log.replayed().eventCount == 1)
  }

  @Test func `the first and the last day can be asked for`() throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", on: "0001-01-01") { $0.expectedOn = .first }
    try log.add(.pledged, 10, at: "China", on: "9999-12-31")
    #expect(try log.replayed(at: "0001-01-01").eventCount == 1)
    let last = try log.replayed(at: "9999-12-31").line(at: "China")
    #expect(last.overdueDays(at: .last) == 3_652_058)
    #expect(last.quantity(.pledged) == Quantity(20))
  }

  @Test func `the report repeats the dates as they were given`() throws {
    var log = SampleLog()
    try log.add(.delivered, 10, at: "China")
    let replayed = try log.replayed(at: "2020-03-01", knownAt: "2020-02-13T21:57:59+08:00")
    let dates = #"{"at":"2020-03-01","knownAt":"2020-02-13T21:57:59+08:00","#
    #expect(replayed.stateJSON.hasPrefix(dates + #""events":1,"#))
    #expect(replayed.pendingJSON.hasPrefix(dates))
    #expect(try log.replayed().stateJSON.contains(#""knownAt":null,"#))
  }
}
