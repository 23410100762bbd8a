public import Shipments

extension LineParser {
  /// Reads a day, `YYYY-MM-DD`.
  @inline(__always)
  mutating func day(
    _ line: LineBytes, _ at: inout Int, _ field: Field
  ) throws(LineFault) -> Day {
    // A quote, ten bytes and a quote: digits and dashes hold no escape.
    if line[at] == UInt8(ascii: "\""), line[at &+ 11] == UInt8(ascii: "\""),
      let day = months.day(line, at: at &+ 1)
    {
      at &+= 12
      return day
    }
    return try anyDay(line, &at, field)
  }

  /// The same for a day that is written with escapes, or that is none.
  @inline(never)
  private mutating func anyDay(
    _ line: LineBytes, _ at: inout Int, _ field: Field
  ) throws(LineFault) -> Day {
    let text = try string(line, &at, field.name)
    let view = view(text, in: line)
    guard view.count == 10, let day = DayText.civil(view, at: 0) else {
      throw LineFault(.invalidDay(view.text), at: Int(text.place))
    }
    guard let result = Day(year: day.year, month: day.month, day: day.day) else {
      throw LineFault(.noSuchDay(view.text), at: Int(text.place))
    }
    return result
  }

  /// Reads an instant, whose text is kept beside it.
  @inline(__always)
  mutating func recordedAt(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    if line[at] == UInt8(ascii: "\""), let time = canonicalInstant(line, at: at &+ 1) {
      fields.recordedAt = time
      fields.texts[.recordedAt] = TextRange(at &+ 1, to: at &+ 25)
      at &+= 26
      return
    }
    try anyInstant(line, &at)
  }

  /// The same for an instant in any of the forms of RFC 3339.
  @inline(never)
  private mutating func anyInstant(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    let text = try string(line, &at, Field.recordedAt.name)
    fields.texts[.recordedAt] = text
    let view = view(text, in: line)
    guard let instant = InstantText.parse(view) else {
      throw LineFault(.invalidInstant(view.text), at: Int(text.place))
    }
    fields.recordedAt = RecordedTime(instant)
  }
}

/// Days as text.
public enum DayText {
  /// Reads `YYYY-MM-DD`; nil where it has another form, or there is no such day.
  public static func parse(_ text: String) -> Day? {
    ParsedText.with(text) { view in
      guard view.count == 10, let day = civil(view, at: 0) else { return nil }
      return Day(year: day.year, month: day.month, day: day.day)
    }
  }

  @inline(__always)
  static func civil(_ text: LineBytes, at: Int) -> (year: Int, month: Int, day: Int)? {
    guard text[at + 4] == UInt8(ascii: "-"), text[at + 7] == UInt8(ascii: "-"),
      let century = digits(text, at), let year = digits(text, at + 2),
      let month = digits(text, at + 5), let day = digits(text, at + 8)
    else { return nil }
    return (century * 100 + year, month, day)
  }

  /// Two decimal digits.
  @inline(__always)
  static func digits(_ text: LineBytes, _ at: Int) -> Int? {
    let tens = text[at] &- UInt8(ascii: "0")
    let ones = text[at + 1] &- UInt8(ascii: "0")
    return tens < 10 && ones < 10 ? Int(tens) * 10 + Int(ones) : nil
  }
}

/// Instants as text.
///
/// Source: RFC 3339, section 5.6, "Internet Date/Time Format". A leap second counts as the second
/// before it, since instants have no leap seconds.
public enum InstantText {
  /// Reads an RFC 3339 instant with at most 9 fraction digits; nil where it has another form.
  public static func parse(_ text: String) -> Instant? {
    ParsedText.with(text) { parse($0) }
  }

  @inline(__always)
  static func parse(_ text: LineBytes) -> Instant? {
    guard text.count >= 20, let date = DayText.civil(text, at: 0),
      let day = Day(year: date.year, month: date.month, day: date.day),
      text[10] | 0x20 == UInt8(ascii: "t"),
      let hour = DayText.digits(text, 11), text[13] == UInt8(ascii: ":"),
      let minute = DayText.digits(text, 14), text[16] == UInt8(ascii: ":"),
      let second = DayText.digits(text, 17), hour < 24, minute < 60, second <= 60
    else { return nil }
    var at = 19
    guard let nanoseconds = fraction(text, &at), let offset = offset(text, &at),
      at == text.count
    else { return nil }
    let minutes = Int64(day.number) * 1440 + Int64(hour * 60 + minute - offset)
    guard second < 60 || (minutes + 1) % 1440 == 0 else { return nil }
    return Instant(
      seconds: minutes * 60 + Int64(min(second, 59)), nanoseconds: Int32(nanoseconds))
  }

  /// An optional fraction of a second, in nanoseconds.
  @inline(__always)
  private static func fraction(_ text: LineBytes, _ at: inout Int) -> Int? {
    guard text[at] == UInt8(ascii: ".") else { return 0 }
    at += 1
    let start = at
    var value = 0
    while at < text.count, at - start < 10, text[at] &- UInt8(ascii: "0") < 10 {
      value = value * 10 + Int(text[at] - UInt8(ascii: "0"))
      at += 1
    }
    let digits = at - start
    guard digits >= 1, digits <= 9 else { return nil }
    for _ in digits..<9 { value *= 10 }
    return value
  }

  /// The offset from UTC in minutes.
  @inline(__always)
  private static func offset(_ text: LineBytes, _ at: inout Int) -> Int? {
    if text[at] | 0x20 == UInt8(ascii: "z") {
      at += 1
      return 0
    }
    guard at + 6 == text.count,
      text[at] == UInt8(ascii: "+") || text[at] == UInt8(ascii: "-"),
      let hours = DayText.digits(text, at + 1), text[at + 3] == UInt8(ascii: ":"),
      let minutes = DayText.digits(text, at + 4), hours < 24, minutes < 60
    else { return nil }
    let sign = text[at] == UInt8(ascii: "-") ? -1 : 1
    at += 6
    return sign * (hours * 60 + minutes)
  }
}

/// Lends a text to a scanner.
enum ParsedText {
  static func with<Result>(_ text: String, _ scan: (LineBytes) -> Result) -> Result {
    let bytes = Array(text.utf8)
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    return scan(buffer.line(0..<bytes.count))
  }
}
