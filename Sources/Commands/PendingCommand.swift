import Console
import EventLog
import Replay
import Reports
import Shipments

/// `pending`: what is still to come, most overdue first.
enum PendingCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "pending", summary: "Show what is still to come, most overdue first",
      purpose: """
        Lists the open delivery lines: promised, and not yet delivered, cancelled or closed. A `?` \
        stands for a quantity that is not stated, `≥` for at least, `~` for about. With --district, \
        promises to areas that the district shares in are listed below.

        On a narrow terminal the table leaves columns out and says which; --columns has them back.
        """,
      options: [
        ReportOptions.at, ReportOptions.knownAt,
        ReportOptions.overdue, ReportOptions.olderThan, ReportOptions.dueBy,
        ReportOptions.district, ReportOptions.item, ReportOptions.donor, ReportOptions.explain,
        ReportOptions.format, ReportOptions.columns(of: PendingReport.self),
      ],
      examples: [
        Example(command: "waybill pending", explanation: "All that is to come, as of today"),
        Example(
          command: "waybill pending --at=2020-02-19 --overdue",
          explanation: "What was late on a day"),
        Example(
          command: "waybill pending --district=China/Shanghai",
          explanation: "One district, and the promises that it shares in"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(of: PendingReport.self)
    let at = try arguments.day("at") ?? context.today
    let knownAt = try arguments.knownAt()
    let query = try arguments.pendingQuery()
    let folder = context.folder(arguments)
    var report = PendingReport(at: at, knownAt: arguments.value("known-at"), query)
    report.explanation = arguments.explanation(at: at, filter: query.filter)
    try context.print(
      context.summary(
        report, of: folder, at: at, knownAt: knownAt, district: query.filter.district, arguments),
      arguments, columns)
    return .done
  }
}
