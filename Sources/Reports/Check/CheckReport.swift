import Console
public import EventLog
import Replay
public import Shipments

/// Everything wrong or odd with a log: what `check` shows.
public struct CheckReport: Report, Sendable {
  private let at: Day
  private(set) var findings: [Finding] = []
  private var eventCount = 0
  private var journalCount = 0

  /// Reads every line of a log, and sums it as of a day.
  public init(_ folder: LogFolder, at: Day) throws(LogError) {
    self.at = at
    do throws(FileError) {
      guard let journals = try folder.journals() else { throw FileError("open", "", code: 0) }
      journalCount = journals.count
      for journal in journals { try inspect(journal, folder) }
    } catch {
      if error.path.isEmpty { throw .noFolder(folder.path) }
      throw .file(error)
    }
    if !findings.contains(where: { $0.severity == .error }) {
      let history = try History(folder)
      eventCount = history.eventCount
      findings += try LogFindings(history, folder).all(at: at)
    }
    findings = findings.ordered()
  }

  /// Whether there is neither an error nor a warning.
  public var isInOrder: Bool { findings.allSatisfy { $0.severity == .note } }

  private mutating func inspect(_ journal: String, _ folder: LogFolder) throws(FileError) {
    let (inspection, tornTail, unfinished) = try folder.inspect(journal: journal)
    if inspection.isDamaged {
      for line in inspection.refused {
        findings.append(Finding(.error, line, fix: "waybill salvage \(line.path)"))
      }
      let more = inspection.refusedCount - inspection.refused.count
      if more > 0 {
        findings.append(
          Finding(
            .error, "\(more) more lines are refused", path: folder.pathOf(journal: journal)))
      }
    }
    if let tornTail {
      findings.append(
        Finding(
          .warning,
          "the journal ends with \(tornTail.bytes.count) bytes that are no whole line, though "
            + "they may have been acknowledged",
          path: tornTail.path, line: tornTail.line, column: 1,
          fix: "the next append saves them beside the journal and goes on"))
    }
    if let unfinished {
      findings.append(
        Finding(
          .note,
          "the journal ends with \(unfinished.bytes.count) bytes of a batch that was never "
            + "finished; nothing of it counts",
          path: unfinished.path,
          fix: "append the batch again; the next append saves these bytes beside the journal"))
    }
    for line in inspection.unknownFields {
      findings.append(
        Finding(
          .warning, line, fix: "put it into \"extra\", or correct its spelling with waybill correct"
        ))
    }
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("at", .day(at))
      writer.member("events", .count(eventCount))
      writer.member("findings")
      writer.rows(findings, Finding.columns)
    }
    return writer.bytes
  }

  /// The report's rows as comma-separated values.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    CSVWriter.bytes(findings, Finding.columns, columns)
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    format == .csv ? Finding.columns.map(\.name) : []
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    findings.map { $0.text(style.styling) }.joined() + summary + "\n"
  }

  /// `checked 23 events in 1 journal: 0 errors, 2 warnings, 1 note`.
  private var summary: String {
    func count(_ severity: Diagnostic.Severity) -> String {
      Shown.count(findings.count { $0.severity == severity }, severity.rawValue)
    }
    let read = "\(Shown.count(eventCount, "event")) in \(Shown.count(journalCount, "journal"))"
    return "checked \(read) at \(at): \(count(.error)), \(count(.warning)), \(count(.note))"
  }
}

extension Finding {
  /// A finding about a line that was looked at.
  fileprivate init(_ severity: Diagnostic.Severity, _ line: RefusedLine, fix: String) {
    self.init(
      severity, line.problem.message, path: line.path, line: line.line, column: line.column,
      fix: fix)
  }
}
