import EventLog
import Shipments

/// Writes JSON into bytes, a value at a time.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func object(_ body: (inout JSONWriter) -> Void) { nest("{", "}", body) }

  mutating func array(_ body: (inout JSONWriter) -> Void) { nest("[", "]", body) }

  /// Begins a member of an object; its value comes next.
  mutating func member(_ name: String) {
    separate()
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  mutating func member(_ name: String, _ value: Value) {
    member(name)
    write(value)
  }

  mutating func write(_ value: Value) {
    switch value {
    case .text(let text): string(text)
    case .quantity(let quantity): raw(quantity.description)
    case .count(let count): raw(String(count))
    case .flag(let flag): raw(flag ? "true" : "false")
    case .day(let day): string(day.description)
    case .list(let texts): array { writer in for text in texts { writer.string(text) } }
    case .none: raw("null")
    }
  }

  /// One object a row, with the columns as members.
  mutating func rows<Row>(_ rows: [Row], _ columns: [Column<Row>]) {
    array { writer in
      for row in rows {
        writer.object { writer in
          for column in columns { writer.member(column.name, column.value(row)) }
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

  private mutating func raw(_ json: String) { raw(json.utf8) }

  private mutating func string(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
    needsComma = true
  }

  private mutating func nest(
    _ open: Character, _ close: Character, _ body: (inout JSONWriter) -> Void
  ) {
    separate()
    bytes.append(contentsOf: open.utf8)
    needsComma = false
    body(&self)
    bytes.append(contentsOf: close.utf8)
    needsComma = true
  }

  private mutating func separate() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
  }
}
