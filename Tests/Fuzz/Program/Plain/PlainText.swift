import Shipments

/// What strings and numbers of an event say, by the words of Docs/Format.md.
enum PlainText {
  /// A name: no control character, no white space at its ends, 1 to so many bytes.
  static func name(_ bytes: [UInt8], atMost limit: Int) throws(Refusal) -> Name {
    try checkName(bytes[...])
    guard bytes.count <= limit else { throw Refusal("a name is too long") }
    return try made { () throws(NameFault) in
      try Name(String(decoding: bytes, as: UTF8.self), maximumBytes: limit)
    }
  }

  /// Names joined by `/`, at most 256 bytes.
  static func path(_ bytes: [UInt8]) throws(Refusal) -> Path {
    guard bytes.count <= 256 else { throw Refusal("a path is too long") }
    for name in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      try checkName(name)
    }
    return try made { () throws(NameFault) in try Path(String(decoding: bytes, as: UTF8.self)) }
  }

  /// Any text of 1 to 128 bytes.
  static func id(_ bytes: [UInt8]) throws(Refusal) -> EventID {
    guard (1...128).contains(bytes.count) else { throw Refusal("an id's length") }
    return try made { () throws(NameFault) in try EventID(String(decoding: bytes, as: UTF8.self)) }
  }

  /// What passed the rules here has to pass those of the product.
  private static func made<Value>(
    _ make: () throws(NameFault) -> Value
  ) throws(Refusal) -> Value {
    do throws(NameFault) {
      return try make()
    } catch {
      disagree("a name that is right by the format is refused: \(error)")
    }
  }

  private static func checkName(_ bytes: ArraySlice<UInt8>) throws(Refusal) {
    let scalars = Array(String(decoding: bytes, as: UTF8.self).unicodeScalars.map(\.value))
    guard let first = scalars.first, let last = scalars.last else { throw Refusal("no name") }
    if scalars.contains(where: { $0 < 0x20 || (0x7F...0x9F).contains($0) }) {
      throw Refusal("a control character in a name")
    }
    if isSpace(first) || isSpace(last) { throw Refusal("white space at the end of a name") }
  }

  /// The characters with the property White_Space, but for controls.
  private static func isSpace(_ scalar: UInt32) -> Bool {
    [0x20, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000].contains(scalar)
      || (0x2000...0x200A).contains(scalar)
  }

  /// A day that the calendar has, 0001-01-01 to 9999-12-31.
  static func day(_ bytes: [UInt8]) throws(Refusal) -> Day {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") else {
      throw Refusal("no day")
    }
    let year = try digits(bytes[0..<4])
    let month = try digits(bytes[5..<7])
    let day = try digits(bytes[8..<10])
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    guard year >= 1, (1...12).contains(month), (1...lengths[month - 1]).contains(day) else {
      throw Refusal("no such day")
    }
    let years = year - 1
    let days = years * 365 + years / 4 - years / 100 + years / 400
    let before = lengths[..<(month - 1)].reduce(0, +)
    return Day(number: Int32(days + before + day - 1 - 719_162))
  }

  /// RFC 3339 with at most 9 fraction digits; a leap second counts as the second before it.
  static func instant(_ bytes: [UInt8]) throws(Refusal) -> Instant {
    guard bytes.count >= 20, [0x54, 0x74].contains(bytes[10]), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":")
    else { throw Refusal("no instant") }
    let day = Int(try day(Array(bytes[0..<10])).number)
    let (hour, minute) = (try digits(bytes[11..<13]), try digits(bytes[14..<16]))
    let second = try digits(bytes[17..<19])
    var rest = bytes[19...]
    var fraction: ArraySlice<UInt8> = []
    if rest.first == UInt8(ascii: ".") {
      fraction = rest.dropFirst().prefix { (0x30...0x39).contains($0) }
      guard (1...9).contains(fraction.count) else { throw Refusal("a fraction of a second") }
      rest = rest.dropFirst(1 + fraction.count)
    }
    let minutes = day * 1440 + hour * 60 + minute - (try offset(Array(rest)))
    guard hour < 24, minute < 60, second < 60 || (second == 60 && (minutes + 1) % 1440 == 0)
    else { throw Refusal("no such time") }
    let zeros = [UInt8](repeating: 0x30, count: 9 - fraction.count)
    return Instant(
      seconds: Int64(minutes * 60 + min(second, 59)),
      nanoseconds: Int32(try digits((fraction + zeros)[...])))
  }

  /// `Z` or `+08:00`, in minutes.
  private static func offset(_ bytes: [UInt8]) throws(Refusal) -> Int {
    if bytes == [0x5A] || bytes == [0x7A] { return 0 }
    guard bytes.count == 6, [0x2B, 0x2D].contains(bytes[0]), bytes[3] == UInt8(ascii: ":") else {
      throw Refusal("no offset")
    }
    let (hours, minutes) = (try digits(bytes[1..<3]), try digits(bytes[4..<6]))
    guard hours < 24, minutes < 60 else { throw Refusal("no such offset") }
    return (hours * 60 + minutes) * (bytes[0] == 0x2D ? -1 : 1)
  }

  private static func digits(_ bytes: ArraySlice<UInt8>) throws(Refusal) -> Int {
    var value = 0
    for byte in bytes {
      guard (0x30...0x39).contains(byte) else { throw Refusal("no digit") }
      value = value * 10 + Int(byte - 0x30)
    }
    return value
  }

  /// A number in thousandths: its digits, with the point moved by three and by the exponent.
  static func thousandths(_ text: [UInt8]) throws(Refusal) -> Int64 {
    let parts = text.split(maxSplits: 1, omittingEmptySubsequences: false) {
      $0 == UInt8(ascii: "e") || $0 == UInt8(ascii: "E")
    }
    let mantissa = parts[0].drop { $0 == UInt8(ascii: "-") }
    let halves = mantissa.split(separator: UInt8(ascii: "."))
    var digits = halves.flatMap { $0 }
    // An exponent of very many digits is as good as any that is far beyond the line's length.
    let exponent =
      parts.count < 2
      ? 0 : Int(String(decoding: parts[1], as: UTF8.self)) ?? (parts[1].first == 0x2D ? .min : .max)
    var shift =
      max(-(1 << 40), min(1 << 40, exponent)) + 3 - (halves.count > 1 ? halves[1].count : 0)
    while digits.last == 0x30 {
      digits.removeLast()
      shift += 1
    }
    digits = Array(digits.drop { $0 == 0x30 })
    if digits.isEmpty { return 0 }
    guard shift >= 0, digits.count + shift <= 16 else { throw Refusal("an amount's size") }
    let zeros = [UInt8](repeating: 0x30, count: shift)
    let value = Int64(try self.digits((digits + zeros)[...]))
    guard value <= 1_000_000_000_000_000 else { throw Refusal("an amount is too great") }
    return text.first == UInt8(ascii: "-") ? -value : value
  }
}
