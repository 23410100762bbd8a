public import Console
public import Shipments

/// The forms in which a report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case table, csv, json
}

/// A report: rows, and what it is for, to be written in one of the forms.
public protocol Report {
  /// The report as one JSON object.
  var json: [UInt8] { get }
  /// The report's rows as comma-separated values.
  var csv: [UInt8] { get }
  /// The report for people.
  func table(_ styling: Styling) -> String
}

extension Report {
  /// The report in a form, with a line feed at its end.
  public func written(as format: ReportFormat, _ styling: Styling) -> [UInt8] {
    switch format {
    case .json: json + [UInt8(ascii: "\n")]
    case .csv: csv
    case .table: Array(table(styling).utf8)
    }
  }
}

/// For what a report is: it stands above every table.
public struct ReportDates: Sendable {
  /// The day up to which events count.
  public var at: Day
  /// The known-at date or instant as it was given.
  public var knownAt: String?

  /// Names the dates.
  public init(at: Day, knownAt: String?) {
    self.at = at
    self.knownAt = knownAt
  }

  /// `Pending deliveries at 2020-02-19, as known at 2020-02-18: 23 events`.
  func heading(_ title: String, events: Int, _ styling: Styling) -> String {
    let known = knownAt.map { ", as known at \($0)" } ?? ""
    let count = Shown.count(events, "event")
    return styling.apply(
      .heading, to: VisibleText("\(title) at \(at)\(known): \(count)").description) + "\n"
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("at", .day(at))
    writer.member("knownAt", Value(knownAt))
  }
}

/// Rows as a table for people, or a sentence where there are none; a note stands under its row.
func tableText<Row>(
  _ rows: [Row], _ columns: [Column<Row>], none: String, _ styling: Styling,
  note: ((Row) -> String)? = nil
) -> String {
  guard let first = rows.first else { return none + "\n" }
  let shown = columns.filter { $0.table != nil }
  let headers = shown.map { column in
    TextTable.Column(
      column.table?.title ?? "", alignment: isNumber(column.value(first)) ? .right : .left)
  }
  let cells = rows.map { row in shown.compactMap { $0.table?.shown(row) } }
  let text = TextTable(columns: headers, rows: cells).render(styling: styling)
  guard let note else { return text }
  // The titles, then a line a row.
  var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  for (place, row) in rows.enumerated() {
    lines[place + 1] += "\n    " + styling.apply(.dim, to: VisibleText(note(row)).description)
  }
  return lines.joined(separator: "\n")
}

private func isNumber(_ value: Value) -> Bool {
  switch value {
  case .quantity, .count: true
  default: false
  }
}
