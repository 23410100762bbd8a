import Shipments
import Testing

@Suite struct DayTests {
  @Test(arguments: [
    ("0001-01-01", 1, 1, 1, -719_162), ("1969-12-31", 1969, 12, 31, -1),
    ("1970-01-01", 1970, 1, 1, 0), ("2000-02-29", 2000, 2, 29, 11_016),
    ("2020-02-13", 2020, 2, 13, 18_305), ("9999-12-31", 9999, 12, 31, 2_932_896),
  ])
  func `a day is counted from 1970`(
    _ text: String, _ year: Int, _ month: Int, _ day: Int, _ number: Int32
  ) throws {
    let found = try #require(Day(year: year, month: month, day: day))
    #expect(found.number == number)
    #expect(found.description == text)
  }

  @Test func `every day is the one after the day before it, from 0001 to 9999`() {
    var expected = (year: 1, month: 1, day: 1)
    var wrong: [Day] = []
    for number in Day.first.number...Day.last.number {
      let day = Day(number: number)
      let isRight =
        day.civil == expected
        && Day(year: expected.year, month: expected.month, day: expected.day) == day
      if !isRight { wrong.append(day) }
      expected = following(expected)
    }
    #expect(wrong.isEmpty)
    #expect(expected == (10_000, 1, 1))
  }

  @Test(arguments: [
    (1600, true), (1700, false), (1900, false), (2000, true), (2019, false), (2020, true),
    (2100, false), (4, true), (1, false), (9996, true), (9999, false),
  ])
  func `February has 29 days in leap years only`(_ year: Int, _ isLeap: Bool) {
    #expect(Day.length(ofMonth: 2, in: year) == (isLeap ? 29 : 28))
    #expect((Day(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(arguments: [
    (0, 12, 31), (10_000, 1, 1), (-1, 1, 1), (2020, 0, 1), (2020, 13, 1), (2020, 1, 0),
    (2020, 1, 32), (2020, 4, 31), (2019, 2, 29), (2020, 2, 30), (2020, -1, 1), (2020, 1, -1),
  ])
  func `there is no such day`(_ year: Int, _ month: Int, _ day: Int) {
    #expect(Day(year: year, month: month, day: day) == nil)
  }

  @Test func `days are ordered, and their difference is a number of days`() throws {
    let earlier = try #require(Day(year: 2020, month: 2, day: 28))
    let later = try #require(Day(year: 2020, month: 3, day: 1))
    #expect(earlier < later)
    #expect(!(later < earlier) && !(later < later))
    #expect(later - earlier == 2)
    #expect(earlier - later == -2)
    #expect(Day.last - Day.first == 3_652_058)
  }

  /// The calendar's rule, without any arithmetic that it shares with the code.
  private func following(_ day: (year: Int, month: Int, day: Int)) -> (Int, Int, Int) {
    let isLeap = day.year % 4 == 0 && (day.year % 100 != 0 || day.year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    if day.day < lengths[day.month - 1] { return (day.year, day.month, day.day + 1) }
    return day.month < 12 ? (day.year, day.month + 1, 1) : (day.year + 1, 1, 1)
  }
}
