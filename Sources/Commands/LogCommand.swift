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
        up to per item, unit and type, and with the figures of the reports that they come to. With \
        --explain the reports name the command for each of their rows.
        """,
      options: [
        Option(
          name: "from-date", value: "DATE", summary: "Only what happened on this day or later",
          group: "Dates"),
        ReportOptions.at, ReportOptions.knownAt, ReportOptions.district,
        Option(
          name: "exact-district", summary: "The district itself, without those below it",
          group: "Filters"),
        Option(
          name: "pools", summary: "Promises to areas that the district shares in, too",
          group: "Filters"),
        ReportOptions.item,
        Option(
          name: "exact-item", summary: "The item itself, without those below it", group: "Filters"),
        Option(
          name: "unit", value: "UNIT", summary: "Only what is counted in this unit",
          group: "Filters"),
        ReportOptions.donor,
        Option(
          name: "exact-donor", summary: "The donor itself, without those below it",
          group: "Filters"),
        Option(
          name: "no-donor", summary: "Only shipments whose donor is not named", group: "Filters"),
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
    filter.rows = try arguments.logFilter()
    filter.from = try arguments.day("from-date")
    filter.type = arguments.value("type").flatMap(EventType.init(name:))
    filter.includesReplaced = arguments.flag("all")
    let seeds = arguments.value("shipment").map { Seeds(shipments: [$0]) }
    let history = try context.history(folder, arguments, around: seeds)
    context.sayUnknownNames(arguments, history.symbols)
    if let name = arguments.value("shipment") {
      // A name that the log does not hold has no events.
      filter.shipment = history.symbols.find(name) ?? Symbol(number: .max)
    }
    let state = try context.state(history, at: filter.at, knownAt: filter.knownAt, folder)
    filter.lookUpDonors(in: state, history.symbols)
    let withPools = try arguments.wantsPools()
    let totals = try context.totals(filter, state, history, folder, withPools: withPools)
    let events = try context.listedEvents(filter, history, folder)
    let pools =
      withPools
      ? try context.listedEvents(filter.ofPools(state, history.symbols), history, folder) : nil
    let dates = ReportDates(at: filter.at, knownAt: arguments.value("known-at"))
    let report: LogReport
    do throws(Overflow) {
      report = try LogReport(
        events, pools: pools, filter: filter.rows, dates: dates, totals: totals)
    } catch {
      throw .overflow(nil)
    }
    try context.print(report, arguments, columns)
    return .done
  }
}

extension ParsedArguments {
  /// The filters of a listing, which may be narrower than those of reports.
  fileprivate func logFilter() throws(CommandError) -> RowFilter {
    var filter = try rowFilter(hasDonor: true)
    filter.unit = try value("unit").map { (text) throws(CommandError) in
      try name(text, option: "unit")
    }
    if flag("exact-district") { filter.exact.insert(.district) }
    if flag("exact-item") { filter.exact.insert(.item) }
    if flag("exact-donor") { filter.exact.insert(.donor) }
    filter.lacksDonor = flag("no-donor")
    return filter
  }

  /// Whether promises to areas are asked for; they are those that a district shares in.
  fileprivate func wantsPools() throws(CommandError) -> Bool {
    guard flag("pools"), value("district") == nil else { return flag("pools") }
    throw .refused("--pools needs --district", fix: "say whose promises: --district=DISTRICT")
  }
}

extension Context {
  /// What the events that a filter picks come to.
  fileprivate func totals(
    _ filter: EventFilter, _ state: borrowing State, _ history: borrowing History,
    _ folder: LogFolder, withPools: Bool
  ) throws(CommandError) -> LogTotals {
    // Events of one type, or replaced ones, make no figure of a report.
    if filter.type != nil || filter.includesReplaced { return .none }
    do throws(ReplayError) {
      if let from = filter.from { return try LogTotals(history, from: from, filter) }
    } catch {
      throw CommandError(error, history, folder)
    }
    do throws(Overflow) {
      return try LogTotals(state, history, filter, withPools: withPools)
    } catch {
      throw .overflow(nil)
    }
  }
}
