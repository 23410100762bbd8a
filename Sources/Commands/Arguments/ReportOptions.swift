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
    group: "Filters")
  static let item = Option(
    name: "item", value: "PATH", summary: "Only items at or below this one", group: "Filters")
  static let donor = Option(
    name: "donor", value: "PATH", summary: "Only shipments of donors at or below this one",
    group: "Filters")
  static let depth = Option(
    name: "depth", value: "NUMBER", summary: "Add districts up at their first NUMBER names",
    group: "Filters")
  static let explain = Option(
    name: "explain", summary: "Name the command that lists the events behind each row",
    group: "Output")
  static let format = Option(
    name: "format", value: "FORMAT", summary: "How to write it (default: table)",
    choices: ReportFormat.allCases.map(\.rawValue), group: "Output")
}

extension ParsedArguments {
  /// The day of an option.
  func day(_ name: String) throws(CommandError) -> Day? {
    guard let text = value(name) else { return nil }
    guard let day = DayText.parse(text) else {
      throw .refused("--\(name)=\(text) is not a day", fix: "write it as 2020-02-13")
    }
    return day
  }

  /// The instant of `--known-at`; a day means its last instant, UTC.
  func knownAt() throws(CommandError) -> Instant {
    guard let text = value("known-at") else { return .distantFuture }
    if let day = DayText.parse(text) { return .end(of: day) }
    guard let instant = InstantText.parse(text) else {
      throw .refused(
        "--known-at=\(text) is neither a day nor an instant",
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
      throw .refused("--\(name) \(error.message)", fix: error.fix)
    }
  }

  func name(_ text: String, option name: String) throws(CommandError) -> Name {
    do throws(NameFault) {
      return try Name(text)
    } catch {
      throw .refused("--\(name) \(error.message)", fix: error.fix)
    }
  }

  /// How the report is to be written.
  var reportFormat: ReportFormat {
    value("format").flatMap(ReportFormat.init(rawValue:)) ?? .table
  }

  /// The filters by district and item, and by donor where the command has one.
  func rowFilter(hasDonor: Bool) throws(CommandError) -> RowFilter {
    RowFilter(
      district: try path("district"), item: try path("item"),
      donor: hasDonor ? try path("donor") : nil)
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
