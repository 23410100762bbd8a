import Console
import EventLog
import Reports
import Shipments

/// The options that reports share, and how their values are read.
enum ReportOptions {
  static let at = Option(
    name: "at", value: "DATE", summary: "As of this day (default: today)", group: "Dates")
  static let knownAt = Option(
    name: "known-at", value: "DATE",
    summary: "As it was known at this day or instant (default: all that is known)", group: "Dates")
  static let district = Option(
    name: "district", value: "PATH", summary: "Only districts at or below this one",
    lookup: "district",
    group: "Filters")
  static let item = Option(
    name: "item", value: "PATH", summary: "Only items at or below this one", lookup: "item",
    group: "Filters")
  static let donor = Option(
    name: "donor", value: "PATH", summary: "Only shipments of donors at or below this one",
    lookup: "donor",
    group: "Filters")
  static let overdue = Option(
    name: "overdue", summary: "Only what should have come by now", group: "Filters")
  static let olderThan = Option(
    name: "older-than", value: "DAYS", summary: "Only what was first heard of longer ago",
    group: "Filters")
  static let dueBy = Option(
    name: "due-by", value: "DATE", summary: "Only what is expected by this day", group: "Filters")
  static let depth = Option(
    name: "depth", value: "NUMBER", summary: "Add districts up at their first NUMBER names",
    group: "Filters")
  static let explain = Option(
    name: "explain", summary: "Name the command that lists the events behind each row",
    group: "Output")
  static let format = Option(
    name: "format", value: "FORMAT",
    summary: "The form of what is shown; a table unless it is named",
    choices: ReportFormat.allCases.map(\.rawValue), group: "Output")
  /// The columns of a report, of which shells offer the names.
  static func columns<Shown: Report>(of report: Shown.Type) -> Option {
    columns { Shown.columnNames(.table) }
  }

  /// The same of columns whose names are made when they are asked for.
  static func columns(_ names: @escaping @Sendable () -> [String]) -> Option {
    Option(
      name: "columns", value: "NAMES",
      summary: "Columns of the table or csv, by their JSON names, as in item,unit; or all. "
        + "JSON always has every one",
      words: WordList { ["all"] + names() }, group: "Output")
  }
}

extension ParsedArguments {
  /// The day of an option.
  func day(_ name: String) throws(CommandError) -> Day? {
    guard let text = value(name) else { return nil }
    guard let day = DayText.parse(text) else {
      throw .refused(
        "--\(name)=\(text) is not a day", at: .value(of: "--\(name)"),
        fix: "write it as 2020-02-13")
    }
    return day
  }

  /// The instant of `--known-at`; a day means its last instant, UTC.
  func knownAt() throws(CommandError) -> Instant {
    guard let text = value("known-at") else { return .distantFuture }
    if let day = DayText.parse(text) { return .end(of: day) }
    guard let instant = InstantText.parse(text) else {
      throw .refused(
        "--known-at=\(text) is neither a day nor an instant", at: .value(of: "--known-at"),
        fix: "write it as 2020-02-13 or 2020-02-13T13:57:00Z")
    }
    return instant
  }

  /// The whole number of an option, of at least `minimum`.
  func number(_ name: String, atLeast minimum: Int) throws(CommandError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), number >= minimum else {
      throw .refused(
        "--\(name)=\(text) is not a whole number of at least \(minimum)",
        at: .value(of: "--\(name)"),
        fix: "write it as --\(name)=\(max(minimum, 1))")
    }
    return number
  }

  /// The path of an option.
  func path(_ name: String) throws(CommandError) -> Path? {
    guard let text = value(name) else { return nil }
    return try path(text, option: name)
  }

  func path(_ text: String, option name: String) throws(CommandError) -> Path {
    do throws(NameFault) {
      return try Path(text)
    } catch {
      throw .refused(
        "--\(name) \(error.message)", at: .value(of: "--\(name)", text), fix: error.fix)
    }
  }

  func name(_ text: String, option name: String) throws(CommandError) -> Name {
    do throws(NameFault) {
      return try Name(text)
    } catch {
      throw .refused(
        "--\(name) \(error.message)", at: .value(of: "--\(name)", text), fix: error.fix)
    }
  }

  /// How the report is to be written.
  var reportFormat: ReportFormat {
    value("format").flatMap(ReportFormat.init(rawValue:)) ?? .table
  }

  /// The columns that are wanted of a report; a name that it hasn't is refused.
  func columns<Shown: Report>(of report: Shown.Type) throws(CommandError) -> ColumnChoice {
    try columns(among: Shown.columnNames(reportFormat))
  }

  /// The columns that are wanted, of those with some names; a sheet whose rows are explained has one more.
  func columns(among names: [String]) throws(CommandError) -> ColumnChoice {
    guard let text = value("columns") else { return .usual }
    let isExplained = reportFormat == .csv && givenOptions.contains("explain")
    let known = names + (isExplained ? [explanationColumn] : [])
    let choice = ColumnChoice(text)
    guard choice == .all || !choice.names.isEmpty else {
      throw .refused(
        "--columns names no column", at: .value(of: "--columns"),
        fix: "write --columns=all, or some of: \(list(known))")
    }
    for name in choice.names where !known.contains(name) {
      let near = Spelling.nearest(to: name, among: known).first
      throw .refused(
        "there is no column \"\(name)\"; there are: \(list(known))",
        at: .part(name, of: "--columns"),
        fix: near.map { "write \($0)" } ?? "name one of them, or write --columns=all")
    }
    return choice
  }

  /// Names with commas between them; many are not all listed.
  private func list(_ names: [String]) -> String {
    names.prefix(60).joined(separator: ", ") + (names.count > 60 ? ", ..." : "")
  }

  /// The filters by district and item, and by donor where the command has one.
  func rowFilter(hasDonor: Bool) throws(CommandError) -> RowFilter {
    RowFilter(
      district: try path("district"), item: try path("item"),
      donor: hasDonor ? try path("donor") : nil)
  }

  /// Which open lines are wanted.
  func pendingQuery() throws(CommandError) -> PendingReport.Query {
    var query = PendingReport.Query()
    query.filter = try rowFilter(hasDonor: true)
    query.overdueOnly = flag("overdue")
    query.olderThanDays = try number("older-than", atLeast: 0)
    query.dueBy = try day("due-by")
    return query
  }

  /// What explains the rows of a report, if that is asked for.
  func explanation(
    from: Day? = nil, at: Day, filter: RowFilter, depth: Int? = nil
  ) -> Explanation? {
    guard flag("explain") else { return nil }
    return Explanation(
      log: value("log"), from: from, at: at, knownAt: value("known-at"), filter: filter,
      depth: depth)
  }
}
