import Shipments

// Days and instants in the form in which Waybill writes them, read by words.

/// A month as it stands in the text of a day.
struct MonthText: BitwiseCopyable {
  /// The bytes `YYYY-MM-` as a word.
  var text: UInt64 = 0
  /// The day before its first one.
  var start: Int32 = 0
  /// How many days it has.
  var length: Int32 = 0
}

/// Months as they stand in the texts of days: those of a log's days mostly came before.
struct MonthTexts: ~Copyable {
  /// A place for each month of a year, which the last one that was met takes.
  private let months = FixedRow(repeating: MonthText(), count: 32)

  /// Reads a day, `YYYY-MM-DD`, and remembers its month, which is then known by its bytes.
  @inline(__always)
  func day(_ line: LineBytes, at offset: Int) -> Day? {
    let text = line.word(at: offset)
    let month = months[MonthTexts.place(text)]
    guard month.text == text else { return newMonth(line, at: offset) }
    let tens = line[offset &+ 8] &- UInt8(ascii: "0")
    let ones = line[offset &+ 9] &- UInt8(ascii: "0")
    let day = Int32(tens) &* 10 &+ Int32(ones)
    guard tens < 4, ones < 10, day > 0, day <= month.length else { return nil }
    return Day(number: month.start &+ day)
  }

  /// The place of a month, by the lowest bits of its two digits.
  @inline(__always)
  private static func place(_ text: UInt64) -> Int {
    Int(truncatingIfNeeded: (text &>> 40 & 1) &<< 4 | (text &>> 48 & 0xF))
  }

  /// The day of a month that is not the one in its place.
  @inline(never)
  private func newMonth(_ line: LineBytes, at offset: Int) -> Day? {
    guard let civil = DayText.civil(line, at: offset),
      let day = Day(year: civil.year, month: civil.month, day: civil.day)
    else { return nil }
    let text = line.word(at: offset)
    months[MonthTexts.place(text)] = MonthText(
      text: text, start: day.number - Int32(civil.day),
      length: Int32(Day.length(ofMonth: civil.month, in: civil.year)))
    return day
  }
}

extension LineParser {
  /// Reads `YYYY-MM-DDTHH:MM:SS.mmmZ` and the quote behind it; nil where it has another form.
  @inline(__always)
  mutating func canonicalInstant(_ line: LineBytes, at offset: Int) -> RecordedTime? {
    guard line.halfWord(at: offset &+ 21) & 0xFFFF_0000 == 0x225A_0000,
      let day = months.day(line, at: offset), line[offset &+ 10] == UInt8(ascii: "T"),
      let second = ClockText.second(line.word(at: offset &+ 11)),
      let milliseconds = ClockText.milliseconds(line.halfWord(at: offset &+ 19))
    else { return nil }
    return RecordedTime(day, millisecondOfDay: second &* 1000 &+ milliseconds)
  }
}

/// The time of day in an instant, read by words.
enum ClockText {
  /// The second of the day of `HH:MM:SS`; nil for other bytes, and for a leap second.
  @inline(__always)
  static func second(_ word: UInt64) -> Int32? {
    let digits = word ^ 0x3030_3A30_303A_3030
    // Each digit is 0 to 9 and each colon is there: neither the digits nor six more leave 4 bits.
    let high = (digits | (digits &+ 0x0606_0006_0600_0606)) & 0xF0F0_FFF0_F0FF_F0F0
    guard high == 0 else { return nil }
    let pairs = (digits &* 10 &+ digits >> 8) & 0x00FF_0000_FF00_00FF
    let hour = Int32(truncatingIfNeeded: pairs & 0xFF)
    let minute = Int32(truncatingIfNeeded: pairs >> 24 & 0xFF)
    let second = Int32(truncatingIfNeeded: pairs >> 48)
    guard hour < 24, minute < 60, second < 60 else { return nil }
    return hour &* 3600 &+ minute &* 60 &+ second
  }

  /// The milliseconds of `.ddd`; nil for other bytes.
  @inline(__always)
  static func milliseconds(_ word: UInt32) -> Int32? {
    let digits = word ^ 0x3030_302E
    guard (digits | (digits &+ 0x0606_0600)) & 0xF0F0_F0FF == 0 else { return nil }
    let value = (digits >> 8 & 0xF) &* 100 &+ (digits >> 16 & 0xF) &* 10 &+ digits >> 24
    return Int32(truncatingIfNeeded: value)
  }
}
