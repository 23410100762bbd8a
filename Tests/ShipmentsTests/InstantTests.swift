import Shipments
import Testing

@Suite struct InstantTests {
  @Test(arguments: [
    (Instant(seconds: 0, nanoseconds: 0), "1970-01-01T00:00:00.000Z"),
    (Instant(seconds: -1, nanoseconds: 999_999_999), "1969-12-31T23:59:59.999Z"),
    (Instant(seconds: 1_581_602_220, nanoseconds: 7_000_000), "2020-02-13T13:57:00.007Z"),
    (Instant(seconds: -86_400, nanoseconds: 0), "1969-12-31T00:00:00.000Z"),
    (Instant(seconds: -86_401, nanoseconds: 0), "1969-12-30T23:59:59.000Z"),
  ])
  func `an instant is written in UTC to the millisecond`(_ instant: Instant, _ text: String) {
    #expect(instant.description == text)
    #expect(instant.day.description == String(text.prefix(10)))
  }

  @Test func `the end of all instants can be written, too`() {
    #expect(Instant.distantFuture.description.hasSuffix(".999Z"))
    #expect(Instant.distantFuture.day == Day(number: .max))
    #expect(Instant(seconds: .min, nanoseconds: 0).day == Day(number: .min))
  }

  @Test(arguments: [
    (Instant(seconds: 1, nanoseconds: 0), Instant(seconds: 2, nanoseconds: 0)),
    (Instant(seconds: 1, nanoseconds: 1), Instant(seconds: 1, nanoseconds: 2)),
    (Instant(seconds: 1, nanoseconds: 999_999_999), Instant(seconds: 2, nanoseconds: 0)),
    (Instant(seconds: -2, nanoseconds: 5), Instant(seconds: -1, nanoseconds: 0)),
    (Instant.end(of: .first), Instant.end(of: .last)),
  ])
  func `the seconds decide, then the nanoseconds`(_ earlier: Instant, _ later: Instant) {
    #expect(earlier < later)
    #expect(!(later < earlier))
    #expect(!(earlier < earlier))
    #expect(earlier != later)
  }

  @Test(arguments: [Day.first, Day(number: -1), Day(number: 0), Day(number: 18_305), Day.last])
  func `the end of a day is its last nanosecond`(_ day: Day) {
    let end = Instant.end(of: day)
    #expect(end.day == day)
    #expect(end.nanoseconds == 999_999_999)
    #expect(Instant(seconds: end.seconds + 1, nanoseconds: 0).day == Day(number: day.number + 1))
    #expect(end < Instant(seconds: end.seconds + 1, nanoseconds: 0))
    #expect(end < Instant.distantFuture)
  }

  @Test func `a timestamp keeps the text that it was given`() {
    let instant = Instant(seconds: 0, nanoseconds: 0)
    let local = Timestamp(text: "1970-01-01T09:00:00+09:00", instant: instant)
    #expect(local.text == "1970-01-01T09:00:00+09:00")
    #expect(local != Timestamp(instant))
    #expect(local.instant == Timestamp(instant).instant)
  }

  @Test func `a timestamp that is made says no more than it writes`() {
    let made = Timestamp(Instant(seconds: 1, nanoseconds: 123_999_999))
    #expect(made.text == "1970-01-01T00:00:01.123Z")
    #expect(made.instant == Instant(seconds: 1, nanoseconds: 123_000_000))
  }

  @Test func `an id that is made begins with its milliseconds, its version and its variant`() {
    let instant = Instant(seconds: 1_645_557_742, nanoseconds: 999_999)
    let id = EventID(uuidv7At: instant, random: (.max, .max))
    #expect(id.text == "017f22e2-79b0-7fff-bfff-ffffffffffff")
    let zero = EventID(uuidv7At: instant, random: (0, 0))
    #expect(zero.text == "017f22e2-79b0-7000-8000-000000000000")
  }

  @Test func `ids that are made later come later in byte order`() {
    let ids = (0..<100).map { number in
      EventID(
        uuidv7At: Instant(seconds: 1_581_602_220, nanoseconds: Int32(number) * 1_000_000),
        random: (UInt64(99 - number), .max))
    }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == 100)
  }
}
