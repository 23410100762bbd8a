import Console
public import Shipments

/// The forms in which a report is written.
public enum ReportFormat: String, CaseIterable, Sendable {
  case table, csv, json
}

/// A report: rows, and what it is for, to be written in one of the forms.
public protocol Report: SendableMetatype {
  /// The report as one JSON object.
  var json: [UInt8] { get }
  /// The report's rows as comma-separated values.
  func csv(_ columns: ColumnChoice) -> [UInt8]
  /// The report for people.
  func table(_ style: TableStyle) -> String
  /// The names of the columns that a form can show, each once.
  static func columnNames(_ format: ReportFormat) -> [String]
}

extension Report {
  /// The report in a form, with a line feed at its end.
  public func written(as format: ReportFormat, _ style: TableStyle) -> [UInt8] {
    switch format {
    case .json: json + [UInt8(ascii: "\n")]
    case .csv: csv(style.columns)
    case .table: Array(table(style).utf8)
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
  func heading(_ title: String, events: Int, _ style: TableStyle) -> String {
    let known = knownAt.map { ", as known at \($0)" } ?? ""
    let count = Shown.count(events, "event")
    return style.heading("\(title) at \(at)\(known): \(count)")
  }

  func writeMembers(to writer: inout JSONWriter) {
    writer.member("at", .day(at))
    writer.member("knownAt", Value(knownAt))
  }
}
