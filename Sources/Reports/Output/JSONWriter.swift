import EventLog
import Shipments

/// Writes JSON into bytes, a value at a time.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object<Failure>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try nest("{", "}", body)
  }

  mutating func array<Failure>(
    _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    try nest("[", "]", body)
  }

  /// Takes what is written so far, to write it elsewhere before the rest is made.
  mutating func takeBytes() -> [UInt8] {
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// A member's name and colon.
  static func member(_ name: String) -> [UInt8] {
    var bytes: [UInt8] = []
    JSONText.append(name, to: &bytes)
    return bytes + [UInt8(ascii: ":")]
  }

  /// Begins a member of an object; its value comes next.
  mutating func member(_ name: String) { begin(JSONWriter.member(name)) }

  private mutating func begin(_ member: [UInt8]) {
    separate()
    bytes.append(contentsOf: member)
    needsComma = false
  }

  mutating func member(_ name: String, _ value: Value) {
    member(name)
    write(value)
  }

  mutating func write(_ value: Value) {
    switch value {
    case .text(let text): string(text)
    case .quantity(let quantity): number(quantity)
    case .count(let count): number(Quantity(Int64(count)))
    case .flag(let flag): raw(flag ? "true" : "false")
    case .day(let day): string(day.description)
    case .list(let texts): array { writer in for text in texts { writer.string(text) } }
    case .none: raw("null")
    }
  }

  /// One object a row, with the columns as members.
  mutating func rows<Row>(_ rows: [Row], _ columns: [Column<Row>]) {
    // What a value needs is taken out of the columns once; a report may have 100,000 values.
    let members = columns.map(\.jsonMember)
    let values = columns.map(\.value)
    array { writer in
      for row in rows {
        writer.object { writer in
          for column in values.indices {
            writer.begin(members[column])
            writer.write(values[column](row))
          }
        }
      }
    }
  }

  /// Bytes that are JSON already.
  mutating func raw(_ json: some Sequence<UInt8>) {
    separate()
    bytes.append(contentsOf: json)
    needsComma = true
  }

  /// What a function appends, which is JSON.
  mutating func raw(_ append: (inout [UInt8]) -> Void) {
    separate()
    append(&bytes)
    needsComma = true
  }

  private mutating func raw(_ json: StaticString) {
    separate()
    json.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
    needsComma = true
  }

  /// A number; whole ones, which most are, without a text between.
  private mutating func number(_ quantity: Quantity) {
    let (units, rest) = quantity.thousandths.quotientAndRemainder(dividingBy: 1000)
    guard rest == 0, units >= 0 else { return raw(quantity.description.utf8) }
    whole(units)
  }

  /// A whole number.
  mutating func whole(_ number: Int64) {
    separate()
    needsComma = true
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    var digits = InlineArray<20, UInt8>(repeating: 0)
    var first = digits.count
    var left = number.magnitude
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: left % 10)
      left /= 10
    } while left > 0
    for place in first..<digits.count { bytes.append(digits[place]) }
  }

  private mutating func string(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
    needsComma = true
  }

  private mutating func nest<Failure>(
    _ open: Character, _ close: Character, _ body: (inout JSONWriter) throws(Failure) -> Void
  ) throws(Failure) {
    separate()
    bytes.append(contentsOf: open.utf8)
    needsComma = false
    try body(&self)
    bytes.append(contentsOf: close.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}
