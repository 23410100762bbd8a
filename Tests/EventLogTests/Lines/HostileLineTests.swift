@testable import EventLog
import Shipments
import Testing

/// A line that nobody writes by mistake: what it is, its bytes, and what is said of it.
struct HostileLine: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let bytes: [UInt8]
  /// The message; nil where the line is a valid event.
  let message: String?

  init(_ name: String, _ bytes: [UInt8], _ message: String?) {
    testDescription = name
    self.bytes = bytes
    self.message = message
  }

  init(_ name: String, _ line: String, _ message: String?) {
    self.init(name, Array(line.utf8), message)
  }

  /// A pledge whose one member more is this.
  static func with(_ name: String, _ member: String, _ message: String?) -> HostileLine {
    HostileLine(name, #"{\#(Reproducer.pledge),\#(member)}"#, message)
  }

  /// A pledge with a note of these bytes.
  static func note(_ name: String, _ bytes: [UInt8], _ message: String?) -> HostileLine {
    let head = Array(#"{\#(Reproducer.pledge),"note":""#.utf8)
    return HostileLine(name, head + bytes + Array(#""}"#.utf8), message)
  }

  /// A pledge of this quantity.
  static func quantity(_ number: String, _ message: String?) -> HostileLine {
    let item = #"{"item":"mask","unit":"piece","quantity":\#(number)}"#
    return HostileLine(
      "the quantity \(number)", #"{\#(Reproducer.promise),"items":[\#(item)]}"#, message)
  }

  /// A pledge by this donor.
  static func donor(_ name: String, _ donor: String, _ message: String?) -> HostileLine {
    with(name, #""donor":"\#(donor)""#, message)
  }

  /// A pledge that is expected on this day.
  static func day(_ day: String, _ message: String?) -> HostileLine {
    with("the day \(day)", #""expectedOn":"\#(day)""#, message)
  }

  /// An event that was recorded at this instant.
  static func instant(_ instant: String, isValid: Bool) -> HostileLine {
    let message =
      "\"\(instant)\" is not an instant, expected RFC 3339 with an offset and at most 9 decimals"
    return HostileLine(
      "the instant \(instant)",
      #"{"id":"a","type":"voided","occurredOn":"2020-02-13","recordedAt":"\#(instant)","#
        + #""replaces":"b","reason":"r"}"#, isValid ? nil : message)
  }
}

/// The lines, by what is hostile about them.
extension HostileLine {
  private static let notJSON = #"not JSON, expected an object that begins with "{""#
  private static let noUTF8 = "is not valid UTF-8"
  private static let half = "half of a surrogate pair"
  private static let noEscape = "an escape that JSON does not have"
  private static let noNumber = "a number that JSON does not have"
  private static let tooMuch = "a number beyond 1 000 000 000 000"
  private static let tooFine = "a number with more than 3 decimals"
  private static let twice = "stands twice in one object"

  static let ofBytes = [
    HostileLine("an empty line", "", "the line is empty, expected an event"),
    HostileLine("white space only", " \t\r", "the line is empty, expected an event"),
    HostileLine(
      "a byte-order mark", [0xEF, 0xBB, 0xBF] + Array("{\(Reproducer.pledge)}".utf8),
      #"a byte-order mark, expected "{""#),
    HostileLine("a carriage return behind", "{\(Reproducer.pledge)}\r", nil),
    HostileLine("a NUL", [0], notJSON),
    HostileLine(
      "a NUL behind", Array("{\(Reproducer.pledge)}".utf8) + [0],
      "something after the object, expected the end of the line"),
    HostileLine("a row of NULs", [UInt8](repeating: 0, count: 5000), notJSON),
    HostileLine(
      "UTF-16, low byte first",
      [0xFF, 0xFE] + "{\(Reproducer.pledge)}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      notJSON),
    HostileLine(
      "UTF-16 without a mark",
      "{\(Reproducer.pledge)}".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] },
      "the byte 0x00, expected a member name in double quotes"),
    note("an overlong slash", [0xC0, 0xAF], "the byte 0xc0 \(noUTF8)"),
    note("an overlong NUL of three bytes", [0xE0, 0x80, 0x80], "the byte 0xe0 \(noUTF8)"),
    note(
      "an overlong character of four bytes", [0xF0, 0x8F, 0xBF, 0xBF], "the byte 0xf0 \(noUTF8)"),
    note("a surrogate in UTF-8", [0xED, 0xBF, 0xBF], "the byte 0xed \(noUTF8)"),
    note("a character beyond U+10FFFF", [0xF5, 0x80, 0x80, 0x80], "the byte 0xf5 \(noUTF8)"),
    note("a continuation alone", [0x80], "the byte 0x80 \(noUTF8)"),
    note("the escape character", [0x1B], "a raw control character (0x1b) in a string"),
    note("a DEL, which JSON allows", [0x7F], nil),
  ]

  static let ofEscapes = [
    note("an escape that is cut", Array(#"\"#.utf8), "a string without its closing quote"),
    note("an escape with two digits", Array(#"\u00"#.utf8), noEscape),
    note("an escape of no letter", Array(#"\a"#.utf8), noEscape),
    note("an escape with a capital U", Array(#"\U0041"#.utf8), noEscape),
    note("a lone high surrogate", Array(#"\uD800"#.utf8), half),
    note("a lone low surrogate", Array(#"\uDC00"#.utf8), half),
    note("two high surrogates", Array(#"\uD800\uD800"#.utf8), half),
    note("a high surrogate and half of an escape", Array(#"\uD800\u"#.utf8), noEscape),
    note("an escaped NUL in a text", Array(#"\u0000"#.utf8), nil),
    donor("an escaped NUL in a name", #"a\u0000"#, #""donor" has a control character (U+0000)"#),
    with("a field twice by an escape", #""don\u006Fr":"a","donor":"b""#, #""donor" \#(twice)"#),
    with("an unknown member twice by an escape", #""lot":1,"\u006Cot":2"#, #""lot" \#(twice)"#),
    with("a member whose name is empty", #""":1"#, nil),
  ]

  static let ofDepth = [
    with(
      "arrays 100,000 deep", #""lot":"# + String(repeating: "[", count: 100_000),
      "objects and arrays nest deeper than 64"),
    with(
      "objects 100,000 deep", #""extra":"# + String(repeating: #"{"a":"#, count: 100_000),
      "objects and arrays nest deeper than 64"),
    HostileLine(
      "an array 100,000 deep for an event", String(repeating: "[", count: 100_000),
      "an array, expected an object"),
  ]

  static let ofNumbers = [
    quantity("1e400", tooMuch), quantity("1e-400", tooFine),
    quantity("-0", #""quantity" is 0, expected more"#),
    quantity("-0.0e9", #""quantity" is 0, expected more"#),
    quantity("9007199254740993", tooMuch), quantity("9223372036854775808", tooMuch),
    quantity("18446744073709551617", tooMuch), quantity("007", noNumber),
    quantity("00", noNumber), quantity("+1", #""+", expected a value"#),
    quantity("NaN", #""N", expected a value"#), quantity("Infinity", #""I", expected a value"#),
    quantity("-Infinity", noNumber), quantity(".5", #"".", expected a value"#),
    quantity("0x10", #""x", expected "," or "}""#), quantity("1_000", #""_", expected "," or "}""#),
    quantity("1" + String(repeating: "0", count: 5000), tooMuch),
    quantity("1." + String(repeating: "0", count: 5000), nil),
    quantity("1e" + String(repeating: "9", count: 5000), tooMuch),
    quantity("0.1e-99999999999999999999", tooFine), quantity("1000000000000", nil),
  ]

  static let ofTimes = [
    day("2020-02-30", "there is no day 2020-02-30"),
    day("2019-02-29", "there is no day 2019-02-29"),
    day("1900-02-29", "there is no day 1900-02-29"), day("2000-02-29", nil),
    day("0000-12-31", "there is no day 0000-12-31"), day("9999-12-31", nil),
    day("2020-13-01", "there is no day 2020-13-01"),
    day("12020-01-01", #""12020-01-01" is not a day, expected YYYY-MM-DD"#),
    day("２０２０-02-13", #""２０２０-02-13" is not a day, expected YYYY-MM-DD"#),
    instant("2016-12-31T23:59:60Z", isValid: true),
    instant("2017-01-01T08:59:60.5+09:00", isValid: true),
    instant("2016-12-31T23:58:60Z", isValid: false),
    instant("2016-12-31T23:59:61Z", isValid: false),
    instant("2020-02-13T10:00:00+24:00", isValid: false),
    instant("2020-02-13T10:00:00-23:59", isValid: true),
    instant("2020-02-13T24:00:00Z", isValid: false),
    instant("0000-01-01T00:00:00Z", isValid: false),
    instant("2020-02-13 10:00:00Z", isValid: false),
  ]

  static let ofNames = [
    donor("a path of dots", "../../etc/passwd", nil),
    donor("two slashes", "a//b", #""donor" has an empty name between its slashes"#),
    donor("a slash before", "/etc", #""donor" has an empty name between its slashes"#),
    donor("a slash behind", "a/", #""donor" has an empty name between its slashes"#),
    donor("a space before a name", "a/ b", #""donor" has white space at an end of a name"#),
    donor("a wide space", "a\u{3000}", #""donor" has white space at an end of a name"#),
    donor("a space of no width", "a\u{200B}", nil),
    donor("a name from right to left", "a\u{202E}b", nil),
    donor("an isolate that is not closed", "\u{2067}a", nil),
    donor("a window's title", #"\u001B]0;x\u0007"#, #""donor" has a control character (U+001B)"#),
    donor("a C1 introducer", "a\u{9B}31m", #""donor" has a control character (U+009B)"#),
    HostileLine(
      "an id of ten megabytes",
      #"{"id":"\#(String(repeating: "x", count: 10_000_000))","type":"voided"}"#,
      "the line is longer than 1048576 bytes"),
    HostileLine(
      "an id of half a megabyte",
      #"{"id":"\#(String(repeating: "x", count: 500_000))","type":"voided","#
        + #""occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00Z","replaces":"b","#
        + #""reason":"r"}"#,
      #""id" has 500000 bytes, expected at most 128"#),
    HostileLine(
      "a million items",
      #"{\#(Reproducer.promise),"items":[{}"# + String(repeating: ",{}", count: 999_999) + "]}",
      "the line is longer than 1048576 bytes"),
    HostileLine(
      "1001 items",
      #"{\#(Reproducer.promise),"items":["#
        + String(repeating: #"{"item":"m","unit":"u"},"#, count: 1000)
        + #"{"item":"m","unit":"u"}]}"#, "more than 1000 items in one event"),
  ]

  static let all = ofBytes + ofEscapes + ofDepth + ofNumbers + ofTimes + ofNames
}

@Suite("A hostile line")
struct HostileLineTests {
  @Test(arguments: HostileLine.all)
  func `is refused with words that say why, or is read`(_ line: HostileLine) throws {
    for reading in [Reading.event(line.bytes), Reading.record(line.bytes)] {
      switch reading {
      case .accepted: #expect(line.message == nil)
      case .refused(let fault):
        #expect(fault.problem.message == line.message)
        #expect((0...line.bytes.count).contains(fault.offset))
      }
    }
  }

  @Test(arguments: HostileLine.all)
  func `that is read is the same event when it is written anew`(_ line: HostileLine) throws {
    var decoder = EventDecoder()
    guard line.message == nil, let event = try? decoder.decode(line.bytes) else { return }
    #expect(try decoder.decode(EventEncoder.line(event)) == event)
  }
}
