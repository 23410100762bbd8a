import Shipments

/// Writes rows as RFC 4180 comma-separated values, with a header.
///
/// A text that a spreadsheet might take for a formula gets an apostrophe in front, which makes it
/// text there: it begins with `=`, `+`, `-` or `@`, be they full-width, perhaps behind white space
/// that the spreadsheet drops, or with white space that is no blank. Numbers are written as such, a
/// negative one too; a cell with a line break stays one cell, since it stands in quotation marks.
enum CSVWriter {
  static func bytes<Row>(
    _ rows: [Row], _ columns: [Column<Row>], _ choice: ColumnChoice
  ) -> [UInt8] {
    header(columns, choice) + lines(rows, columns, choice)
  }

  /// The names of the columns.
  static func header<Row>(_ columns: [Column<Row>], _ choice: ColumnChoice) -> [UInt8] {
    var bytes: [UInt8] = []
    line(choice.sheet(columns).map(\.name), to: &bytes)
    return bytes
  }

  /// The rows alone.
  static func lines<Row>(
    _ rows: [Row], _ columns: [Column<Row>], _ choice: ColumnChoice
  ) -> [UInt8] {
    let columns = choice.sheet(columns)
    var bytes: [UInt8] = []
    for row in rows { line(columns.map { field($0.value(row)) }, to: &bytes) }
    return bytes
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
    let scalars = text.unicodeScalars
    // Zero-width characters, too, would hide what comes behind them.
    let start = scalars.drop {
      $0.properties.isWhitespace || $0.properties.generalCategory == .format
    }
    let isFormula = start.first.map { "=+-@＝＋－＠﹦﹢﹣﹫".unicodeScalars.contains($0) } ?? false
    let isOdd = scalars.first.map { $0 == "\t" || $0 == "\r" || $0 == "\n" } ?? false
    return isFormula || isOdd ? "'" + text : text
  }

  private static func quoted(_ text: String) -> String {
    guard text.utf8.contains(where: { ",;\"\r\n".utf8.contains($0) }) else { return text }
    let escaped = text.split(separator: "\"", omittingEmptySubsequences: false)
    return "\"" + escaped.joined(separator: "\"\"") + "\""
  }
}
