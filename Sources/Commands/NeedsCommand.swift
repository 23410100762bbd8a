import Console
import EventLog
import Replay
import Reports

/// `needs`: what was asked for and is neither there nor on its way.
enum NeedsCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "needs", summary: "Show what was asked for and is still missing, worst first",
      purpose: """
        For each district and item: what was requested, what was received of it, what is promised \
        or on its way, and what is unmet: requested less received less on its way. A `?` stands for \
        a quantity that is not stated; it is not guessed. Promises to an area that the district \
        shares in stand beside it and are not added in.
        """,
      options: [
        ReportOptions.at, ReportOptions.knownAt, ReportOptions.district, ReportOptions.item,
        ReportOptions.depth, ReportOptions.explain, ReportOptions.format, ReportOptions.columns,
      ],
      examples: [
        Example(command: "waybill needs", explanation: "What is missing today, and where"),
        Example(
          command: "waybill needs --district=China --depth=2",
          explanation: "Province by province, with all below added up"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(of: NeedsReport.self)
    let at = try arguments.day("at") ?? context.today
    let knownAt = try arguments.knownAt()
    let filter = try arguments.rowFilter(hasDonor: false)
    let depth = try arguments.number("depth", atLeast: 1)
    var report = NeedsReport(
      at: at, knownAt: arguments.value("known-at"), filter: filter, depth: depth)
    report.explanation = arguments.explanation(at: at, filter: filter, depth: depth)
    let folder = context.folder(arguments)
    try context.print(
      context.summary(report, of: folder, at: at, knownAt: knownAt, arguments), arguments, columns)
    return .done
  }
}
