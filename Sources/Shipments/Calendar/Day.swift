/// A calendar day from 0001-01-01 to 9999-12-31, counted from 1970-01-01.
public struct Day: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01, negative before it.
  public var number: Int32

  /// The first day that can be written.
  public static let first = Day(number: -719_162)
  /// The last day that can be written.
  public static let last = Day(number: 2_932_896)

  /// Makes the day that is so many days after 1970-01-01.
  @inlinable
  public init(number: Int32) { self.number = number }

  /// Makes the day of a year, month and day of the month; nil where there is no such day.
  @inlinable
  public init?(year: Int, month: Int, day: Int) {
    guard year >= 1, year <= 9999, month >= 1, month <= 12, day >= 1,
      day <= Day.length(ofMonth: month, in: year)
    else { return nil }
    number = Day.daysFromCivil(year, month, day)
  }

  /// Whether the left day is earlier.
  @inlinable
  public static func < (left: Day, right: Day) -> Bool { left.number < right.number }

  /// The number of days from the right day to the left one.
  public static func - (left: Day, right: Day) -> Int { Int(left.number) - Int(right.number) }

  /// The number of days in a month.
  @inlinable
  public static func length(ofMonth month: Int, in year: Int) -> Int {
    if month == 2 { return year & 3 == 0 && (year % 100 != 0 || year & 15 == 0) ? 29 : 28 }
    // Months of 30 days: 4, 6, 9, 11.
    return 30 | (month ^ (month &>> 3)) & 1
  }

  /// Days since 1970-01-01 of a civil date, by counting years from March.
  ///
  /// The arguments are checked and small, so that nothing can overflow. Source: Howard Hinnant,
  /// "chrono-compatible low-level date algorithms".
  @inlinable
  static func daysFromCivil(_ year: Int, _ month: Int, _ day: Int) -> Int32 {
    let isEarly = month <= 2
    let year = UInt32(truncatingIfNeeded: isEarly ? year &- 1 : year)
    let month = UInt32(truncatingIfNeeded: isEarly ? month &+ 9 : month &- 3)
    let leapDays = year &>> 2 &- year / 100 &+ year / 400
    let days = year &* 365 &+ leapDays &+ (153 &* month &+ 2) / 5
    return Int32(truncatingIfNeeded: Int(days) &+ day &- 719_469)
  }

  /// Year, month and day of the month.
  public var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1)
  }
}

extension Day: CustomStringConvertible {
  /// The day as `YYYY-MM-DD`.
  public var description: String { String(decoding: text, as: UTF8.self) }

  /// The characters of the description.
  var text: [UInt8] {
    let (year, month, day) = civil
    var text: [UInt8] = []
    text.reserveCapacity(24)
    text.append(year, digits: 4)
    text.append(UInt8(ascii: "-"))
    text.append(month, digits: 2)
    text.append(UInt8(ascii: "-"))
    text.append(day, digits: 2)
    return text
  }
}

extension [UInt8] {
  /// Appends a number that is not negative, with zeros in front, so that it has at least so many digits.
  mutating func append(_ number: Int, digits: Int) {
    var unit = 1
    var count = 1
    while count < digits || number / unit >= 10 {
      unit *= 10
      count += 1
    }
    while unit > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / unit % 10))
      unit /= 10
    }
  }
}
