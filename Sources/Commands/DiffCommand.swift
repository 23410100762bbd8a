import Console
import EventLog
import Replay
import Reports
import Shipments

/// `diff`: what changed between the reports of two days, and why.
enum DiffCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "diff", summary: "Show what changed between the reports of two days, and why",
      purpose: """
        Compares what was reported on one day with what was reported on a later day, each by what \
        was known then (--at and --known-at that day). What was learned between is split into what \
        happened since, what had happened and was recorded late, corrections with what was said \
        before, and promises for another day; then into what each of these does to each district.
        """,
      options: [
        Option(
          name: "from", value: "DATE", summary: "The day of the earlier report", group: "Dates"),
        Option(
          name: "to", value: "DATE", summary: "The day of the later report (default: today)",
          group: "Dates"),
        ReportOptions.district, ReportOptions.item, ReportOptions.format,
        ReportOptions.columns { DiffReport.columnNames(.table) },
      ],
      examples: [
        Example(
          command: "waybill diff --from=2020-02-12 --to=2020-02-13",
          explanation: "Since yesterday's report"),
        Example(
          command: "waybill diff --from=2020-02-12 --district=China/Shanghai",
          explanation: "One province, up to today"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(among: DiffReport.columnNames(arguments.reportFormat))
    let to = try arguments.day("to") ?? context.today
    guard let from = try arguments.day("from") else {
      throw .refused(
        "diff needs the day of the earlier report", at: .end,
        fix: "add --from=DATE, such as yesterday's")
    }
    guard from <= to else {
      throw .refused(
        "--from=\(from) is after --to=\(to)", at: .value(of: "--from"), fix: "exchange the two days"
      )
    }
    let folder = context.folder(arguments)
    let empty = DiffSummary(from: from, to: to, filter: try arguments.rowFilter(hasDonor: false))
    let (summary, journals) = try context.summary(empty, of: folder, arguments)
    try context.print(
      DiffReport(summary), arguments, columns, of: journals.map(\.name), in: folder)
    return .done
  }
}
