import Console
import EventLog
import Replay
import Reports
import Shipments

/// `log`: events one by one, and the sums that they make.
enum LogCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "log", summary: "List events, and the sums that they make",
      purpose: """
        Lists the events in force in the order in which they happened, and ends with what they add \
        up to per item, unit and type.
        """,
      options: [
        ReportOptions.at, ReportOptions.knownAt, ReportOptions.district, ReportOptions.item,
        ReportOptions.donor,
        Option(
          name: "shipment", value: "NAME", summary: "Only events of this shipment",
          lookup: "shipment",
          group: "Filters"),
        Option(
          name: "type", value: "TYPE", summary: "Only events of this type",
          choices: EventType.allCases.map(\.name), group: "Filters"),
        Option(
          name: "all", summary: "Events that are replaced or voided, too; they are not summed",
          group: "Filters"),
        ReportOptions.format, ReportOptions.columns,
      ],
      examples: [
        Example(
          command: "waybill log --district=China/Shanghai --type=delivered",
          explanation: "What arrived in one province"),
        Example(
          command: "waybill log --all --format=json",
          explanation: "Every event, for another program"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(of: LogReport.self)
    let folder = context.folder(arguments)
    var filter = EventFilter(
      at: try arguments.day("at") ?? context.today, knownAt: try arguments.knownAt())
    filter.rows = try arguments.rowFilter(hasDonor: true)
    filter.type = arguments.value("type").flatMap(EventType.init(name:))
    filter.includesReplaced = arguments.flag("all")
    let seeds = arguments.value("shipment").map { Seeds(shipments: [$0]) }
    let history = try context.history(folder, arguments, around: seeds)
    do throws(ReplayError) {
      try history.refuseConflicts()
    } catch {
      throw CommandError(error, history, folder)
    }
    if let name = arguments.value("shipment") {
      // A name that the log does not hold has no events.
      filter.shipment = history.symbols.find(name) ?? Symbol(number: .max)
    }
    let events = try context.listedEvents(filter, history, folder)
    let dates = ReportDates(at: filter.at, knownAt: arguments.value("known-at"))
    let report: LogReport
    do throws(Overflow) {
      report = try LogReport(events, filter: filter.rows, dates: dates)
    } catch {
      throw .overflow(nil)
    }
    try context.print(report, arguments, columns)
    return .done
  }
}
