import Shipments

/// Writes rows as RFC 4180 comma-separated values, with a header.
///
/// A text that a spreadsheet would take for a formula (it begins with `=`, `+`, `-`, `@`, a tab or a
/// carriage return) gets an apostrophe in front, which spreadsheets show as text.
enum CSVWriter {
  static func write<Row>(_ rows: [Row], _ columns: [Column<Row>], to bytes: inout [UInt8]) {
    line(columns.map(\.name), to: &bytes)
    for row in rows { line(columns.map { field($0.value(row)) }, to: &bytes) }
  }

  private static func line(_ fields: [String], to bytes: inout [UInt8]) {
    bytes.append(contentsOf: fields.joined(separator: ",").utf8)
    bytes.append(contentsOf: "\r\n".utf8)
  }

  private static func field(_ value: Value) -> String {
    switch value {
    case .text(let text): quoted(harmless(text))
    case .quantity(let quantity): quantity.description
    case .count(let count): String(count)
    case .flag(let flag): flag ? "true" : "false"
    case .day(let day): day.description
    case .list(let texts): quoted(harmless(texts.joined(separator: "; ")))
    case .none: ""
    }
  }

  private static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) else {
      return text
    }
    return "'" + text
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { ",\"\r\n".utf8.contains($0) }) else { return text }
    let escaped = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + escaped.joined(separator: "\"\"") + "\""
  }
}
