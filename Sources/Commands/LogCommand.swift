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
        ReportOptions.at,
        Option(
          name: "to-date", value: "DATE", summary: "The same as --at, as the ledger calls it",
          group: "Dates"),
        ReportOptions.knownAt, ReportOptions.district,
        Option(
          name: "exact-district", summary: "The district itself, without those below it",
          group: "Filters"),
        Option(
          name: "pools", summary: "Promises to areas that the district shares in, too",
          group: "Filters"),
        Option(
          name: "opening", summary: "What happened before --from-date, too; it makes the opening",
          group: "Filters"),
        Option(
          name: "draws", summary: "What other districts drew from these promises, too",
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
        ReportOptions.overdue, ReportOptions.olderThan, ReportOptions.dueBy,
        Option(
          name: "type", value: "TYPE", summary: "Only events of this type",
          choices: EventType.allCases.map(\.name), group: "Filters"),
        Option(
          name: "all", summary: "Events that are replaced or voided, too; they are not summed",
          group: "Filters"),
        Option(
          name: "depth", value: "NUMBER",
          summary: "What they come to for each district, added up at its first NUMBER names",
          group: "Output"),
        ReportOptions.format, ReportOptions.columns { LogReport.columnNames(.table) },
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
    let columns = try arguments.columns(among: LogReport.columnNames(arguments.reportFormat))
    let folder = context.folder(arguments)
    var filter = try arguments.eventFilter(today: context.today)
    let seeds = arguments.value("shipment").map { Seeds(shipments: [$0]) }
    let history = try context.history(folder, arguments, around: seeds)
    context.sayUnknownNames(arguments, history.symbols)
    if let name = arguments.value("shipment") {
      // A name that the log does not hold has no events.
      filter.shipment = KnownNames(history).shipment(name, history) ?? Symbol(number: .max)
      if filter.shipment == Symbol(number: .max) {
        context.sayUnknownShipment(
          name, among: KnownNames(try context.wholeHistory(folder)).shipments, arguments)
      }
    }
    let state = try context.state(history, at: filter.at, knownAt: filter.knownAt, folder)
    filter.lookUp(in: state, history.symbols)
    let withPools = try arguments.wantsPools()
    let depth = try arguments.number("depth", atLeast: 1)
    let totals = try context.totals(
      filter, state, history, folder, depth: depth ?? 0, withPools: withPools)
    var others = LogReport.Others()
    if withPools { others.pools = context.listing(filter.ofPools(state, history.symbols), history) }
    if arguments.flag("draws") {
      let draws = filter.ofDraws(state, history.symbols, withPools: withPools)
      others.draws = context.listing(draws, history)
    }
    if arguments.flag("opening") {
      guard let before = filter.before else {
        throw .refused(
          "--opening needs --from-date", at: .word("--opening"),
          fix: "say what it comes before: --from-date=DATE")
      }
      others.opening = context.listing(before, history)
    }
    let report = LogReport(
      context.listing(filter, history), others: others,
      dates: ReportDates(at: filter.at, knownAt: arguments.value("known-at")), totals: totals)
    try context.print(
      report, arguments, columns, of: history.journals.map(\.name), in: folder)
    return .done
  }
}

extension ParsedArguments {
  /// Which events are wanted, but for what hangs on the names in the log.
  fileprivate func eventFilter(today: Day) throws(CommandError) -> EventFilter {
    if value("at") != nil, value("to-date") != nil {
      throw .refused(
        "--at and --to-date name the same day", at: .value(of: "--to-date"),
        fix: "give one of them")
    }
    let last = try day(value("at") == nil ? "to-date" : "at") ?? today
    var filter = EventFilter(at: last, knownAt: try knownAt())
    filter.rows = try logFilter()
    filter.from = try day("from-date")
    if let from = filter.from, from > last {
      throw .refused(
        "--from-date=\(from) is after the last day, \(last)", at: .value(of: "--from-date"),
        fix: "name an earlier day, or a later --to-date")
    }
    let query = try pendingQuery()
    if query.isNarrow { filter.pending = query }
    filter.type = value("type").flatMap(EventType.init(name:))
    filter.includesReplaced = flag("all")
    return filter
  }

  /// The filters by district, item, unit and donor, which may be narrower than those of reports.
  private func logFilter() throws(CommandError) -> RowFilter {
    var filter = try rowFilter(hasDonor: true)
    filter.unit = try value("unit").map { (text) throws(CommandError) in
      try name(text, option: "unit")
    }
    let paths: [(String, RowFilter.Exact)] = [
      ("district", .district), ("item", .item), ("donor", .donor),
    ]
    for (option, exact) in paths where flag("exact-\(option)") {
      guard value(option) != nil else {
        throw .refused(
          "--exact-\(option) needs --\(option)", at: .word("--exact-\(option)"),
          fix: "say which: --\(option)=NAME")
      }
      filter.exact.insert(exact)
    }
    filter.lacksDonor = flag("no-donor")
    guard !filter.lacksDonor || filter.donor == nil else {
      throw .refused(
        "--donor and --no-donor leave nothing", at: .word("--no-donor"), fix: "give one of them")
    }
    return filter
  }

  /// Whether promises to areas are asked for; they are those that a district shares in.
  fileprivate func wantsPools() throws(CommandError) -> Bool {
    guard flag("pools"), value("district") == nil else { return flag("pools") }
    throw .refused(
      "--pools needs --district", at: .word("--pools"),
      fix: "say whose promises: --district=DISTRICT")
  }
}

extension Context {
  /// What the events that a filter picks come to.
  fileprivate func totals(
    _ filter: EventFilter, _ state: borrowing State, _ history: borrowing History,
    _ folder: LogFolder, depth: Int, withPools: Bool
  ) throws(CommandError) -> LogTotals {
    // Events of one type, or replaced ones, too, make no figure of a report.
    if filter.type != nil || filter.includesReplaced { return .none }
    do throws(ReplayError) {
      if let from = filter.from {
        // Lines have no opening: what moved stocks is of all shipments.
        if filter.isOfLines { return .none }
        return try LogTotals(history, from: from, filter, depth: depth)
      }
    } catch {
      throw CommandError(error, history, folder)
    }
    do throws(Overflow) {
      return try LogTotals(state, history, filter, depth: depth, withPools: withPools)
    } catch {
      throw .overflow(nil)
    }
  }
}
