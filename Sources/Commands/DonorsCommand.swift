import Console
import EventLog
import Replay
import Reports

/// `donors`: what each donor promised and delivered, and how late.
enum DonorsCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "donors", summary: "Show what each donor promised and delivered, and how late",
      purpose: """
        For each donor, item and unit: what was promised, delivered, is outstanding and overdue; \
        the days from the first promise to a delivery, on average and at worst; and by how many \
        days the first promised day slipped. Goods, units and currencies are never added up with \
        each other; those who give together are named. What events say that their goods are worth \
        stands below, by currency.
        """,
      options: [
        ReportOptions.at, ReportOptions.knownAt, ReportOptions.donor, ReportOptions.district,
        ReportOptions.item, ReportOptions.explain, ReportOptions.format,
        ReportOptions.columns(of: DonorsReport.self),
      ],
      examples: [
        Example(command: "waybill donors", explanation: "All donors, as of today"),
        Example(
          command: "waybill donors --donor=Japan --item=mask",
          explanation: "The masks of one country's cities"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(of: DonorsReport.self)
    let at = try arguments.day("at") ?? context.today
    let filter = try arguments.rowFilter(hasDonor: true)
    var report = DonorsReport(
      at: at, knownAt: try arguments.knownAt(), knownAtText: arguments.value("known-at"),
      filter: filter)
    report.explanation = arguments.explanation(at: at, filter: filter)
    let folder = context.folder(arguments)
    let (empty, threads) = (report, context.threads)
    let found = try context.summary(of: folder, arguments) { (journals) throws(LogError) in
      var report = empty
      report.stated = try StatedWorths(of: journals, in: folder, threads: threads)
      return report
    }
    try context.print(found.summary, arguments, columns)
    let mains = found.summary.mainDonors.sorted()
    if let first = mains.first, let donor = arguments.value("donor") {
      context.say(
        Diagnostic(
          severity: .note,
          message:
            "\(donor) also gives jointly, under the name of \(mains.joined(separator: ", "))",
          argument: .value(of: "--donor"),
          fix: "see waybill donors --donor=\(ShellWord.quoted(first))"))
    }
    return .done
  }
}
