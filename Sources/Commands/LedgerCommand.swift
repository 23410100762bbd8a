import Console
import EventLog
import Replay
import Reports
import Shipments

/// `ledger`: what moved the districts' stocks between two days.
enum LedgerCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "ledger", summary: "Show opening, movements and closing of stocks between two days",
      purpose: """
        For each district and item: what was there before the first day, what was received, \
        transferred in and out, issued and adjusted up to the last day, and what is there then. \
        Opening and closing are what replay shows on hand.
        """,
      options: [
        Option(
          name: "from-date", value: "DATE",
          summary: "The first day (default: the first that moved a stock)", group: "Dates"),
        Option(
          name: "to-date", value: "DATE", summary: "The last day (default: today)", group: "Dates"),
        Option(
          name: "period", value: "PERIOD", summary: "Cut the time into periods",
          choices: Period.allCases.map(\.rawValue), group: "Dates"),
        ReportOptions.knownAt, ReportOptions.district, ReportOptions.item, ReportOptions.depth,
        ReportOptions.explain, ReportOptions.format, ReportOptions.columns(of: LedgerReport.self),
      ],
      examples: [
        Example(
          command: "waybill ledger --from-date=2020-02-10 --to-date=2020-02-16",
          explanation: "One week"),
        Example(
          command: "waybill ledger --period=week --depth=2",
          explanation: "What each province had at the end of each week"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let to = try arguments.day("to-date") ?? context.today
    let from = try arguments.day("from-date")
    if let from, from > to {
      throw .refused(
        "--from-date=\(from) is after the last day, \(to)", at: .value(of: "--from-date"),
        fix: "name an earlier day, or --to-date"
      )
    }
    let dates = LedgerReport.Dates(
      from: from, to: to, period: arguments.value("period").flatMap(Period.init(rawValue:)),
      knownAt: try arguments.knownAt(), knownAtText: arguments.value("known-at"))
    // Which periods there are is known at the end; all other names are looked at before the work.
    let days = ColumnChoice(arguments.value("columns") ?? "").names.filter {
      DayText.parse($0) != nil
    }
    _ = try arguments.columns(among: LedgerReport.columnNames(arguments.reportFormat) + days)
    let filter = try arguments.rowFilter(hasDonor: false)
    let depth = try arguments.number("depth", atLeast: 1)
    var report = LedgerReport(dates, filter: filter, depth: depth)
    report.explanation = arguments.explanation(at: to, filter: filter, depth: depth)
    let folder = context.folder(arguments)
    let ledger = try context.summary(report, of: folder, arguments).summary
    let columns = try arguments.columns(among: ledger.columnNames(arguments.reportFormat))
    try context.print(ledger, arguments, columns)
    return .done
  }
}
