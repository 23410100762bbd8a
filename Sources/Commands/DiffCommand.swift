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
        ReportOptions.columns(of: DiffReport.self),
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
    let columns = try arguments.columns(of: DiffReport.self)
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
    let report =
      arguments.reportFormat == .csv
      ? DiffReport(effectsOf: summary)
      : try listing(summary, journals, folder, threads: context.threads)
    try context.print(report, arguments, columns)
    return .done
  }

  /// The comparison with its events, which are read again.
  private static func listing(
    _ summary: DiffSummary, _ journals: [JournalSummary], _ folder: LogFolder, threads: Int
  ) throws(CommandError) -> DiffReport {
    let names = journals.map(\.name)
    return try DiffReport(summary) { (places) throws(CommandError) in
      folder.progress?.begin(.listing, total: places.count)
      do throws(LogError) {
        let events = try folder.events(at: places, of: names, threads: threads)
        return zip(places, events).map { place, event in
          ListedEvent(event, isInForce: event.type != .voided, journal: names[place.journal])
        }
      } catch {
        throw .log(error)
      }
    }
  }
}
