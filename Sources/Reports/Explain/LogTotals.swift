import Console
import Projections
public import Replay
public import Shipments

/// What the events of a listing come to: the figures of the reports, for its filters.
public struct LogTotals: Sendable {
  /// Sums of one item in one unit, over all districts, shipments and donors that are shown.
  fileprivate struct Sum: RowSum {
    var districts = DistrictSums()
    var donors = DonorSums()
    /// What is promised to areas that the districts share in.
    var pools = AreaPromises.Sum()

    mutating func add(_ other: Sum) throws(Overflow) {
      try districts.add(other.districts)
      try donors.add(other.donors)
      try pools.add(other.pools)
    }
  }

  private let rows: [TotalRow]
  private let hasPools: Bool
  let ledger: [LedgerRow]

  /// Comes to nothing.
  public static var none: LogTotals { LogTotals(rows: [], ledger: []) }

  private init(rows: [TotalRow], hasPools: Bool = false, ledger: [LedgerRow]) {
    self.rows = rows
    self.hasPools = hasPools
    self.ledger = ledger
  }

  /// What moved stocks from a day on, and what there was before and after.
  public init(
    _ history: borrowing History, from: Day, _ filter: EventFilter
  ) throws(ReplayError) {
    let dates = LedgerReport.Dates(
      from: from, to: filter.at, period: nil, knownAt: filter.knownAt, knownAtText: nil)
    let report = LedgerReport(dates, filter: filter.rows, depth: 0)
    self.init(rows: [], ledger: try history.summarize(report).rows)
  }

  /// The lines and stocks of a state that a filter shows; of a shipment or a donor, the lines alone.
  ///
  /// With pools, also what is promised to areas that its districts share in.
  public init(
    _ state: borrowing State, _ history: borrowing History, _ filter: EventFilter, withPools: Bool
  ) throws(Overflow) {
    let versions = history.versions(knownAt: filter.knownAt)
    var times = LineTimes()
    _ = try history.fold(into: &times) { event in
      event.occurredOn <= filter.at && event.recordedAt <= filter.knownAt
        && versions.isInForce(event.id)
    }
    var sums = RowSums<Sum>(filter.rows, depth: 0)
    if !filter.isOfLines {
      for stock in state.totals.inventory.rows {
        try sums.add(stock.key, history.symbols) { (sum) throws(Overflow) in
          try sum.districts.add(stock)
        }
      }
    }
    let lines = state.totals.deliveries.lines
    for row in lines.indices where filter.shows(lines[row], history.symbols) {
      let time = times.time(of: lines[row].key)
      let day = time.flatMap { times.firstExpectedOn($0, history.symbols) }
      try sums.add(lines[row].key.stock, history.symbols) { (sum) throws(Overflow) in
        try sum.districts.add(lines[row], at: filter.at)
        try sum.donors.add(lines[row], time, firstExpectedOn: day, at: filter.at)
      }
    }
    for row in withPools ? filter.pools(state, history.symbols) : [] {
      var sum = Sum()
      sum.pools = AreaPromises.Sum(lines[row])
      try sums.add(sum, to: RowKey(lines[row].key.stock, depth: 0, history.symbols))
    }
    self.init(rows: sums.sorted.map(TotalRow.init), hasPools: withPools, ledger: [])
  }

  private var columns: [Column<TotalRow>] {
    TotalRow.columns + (hasPools ? TotalRow.poolColumns : [])
  }

  /// Writes the totals as members of an object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("totals")
    writer.rows(rows, columns)
    writer.member("ledger")
    writer.rows(ledger, LedgerRow.columns.filter { $0.name != "district" })
  }

  /// The totals for people; empty where there are none.
  func table(_ style: TableStyle) -> String {
    var text = ""
    if !rows.isEmpty {
      text += "\n" + style.apply(.heading, to: "What they come to") + "\n"
      text += tableText(rows, columns, none: "", style)
    }
    if !ledger.isEmpty {
      text += "\n" + style.apply(.heading, to: "What they moved") + "\n"
      text += tableText(
        ledger, LedgerRow.columns.filter { $0.name != "district" }, none: "", style)
    }
    return text
  }
}

/// The figures of one item in one unit.
private struct TotalRow: Sendable {
  private let row: SharedRow<LogTotals.Sum>

  init(_ row: SharedRow<LogTotals.Sum>) { self.row = row }

  private var sums: DistrictSums { row.sums.districts }
  private var donors: DonorSums { row.sums.donors }

  private static let counts: Set<DistrictCounter> = [
    .lines, .openLines, .overdueLines, .unspecifiedLines, .requestedUnspecified,
  ]
  private static let titles: [DistrictCounter: String] = [
    .promised: "Promised", .delivered: "Delivered", .drawnDown: "Drawn down",
    .outstanding: "Outstanding", .overdueQuantity: "Overdue", .requested: "Requested",
    .onHand: "On hand",
  ]

  private var unmet: Quantity {
    Quantity(thousandths: max(0, sums[.requested] - sums[.received] - sums[.outstanding]))
  }

  static let columns: [Column<TotalRow>] =
    [
      Column("item", "Item", { .text($0.row.key.item) }),
      Column("unit", "Unit", { .text($0.row.key.unit) }),
    ] + DistrictCounter.allCases.map(column) + [
      Column("unmet", "Unmet", { .quantity($0.unmet) }, shown: { Shown.orBlank($0.unmet) }),
      Column("deliveries") { .count($0.donors.waits.count) },
      Column("meanDays") { $0.donors.waits.mean.map(Value.quantity) ?? .none },
      Column("worstDays") { $0.donors.waits.worst.map(Value.count) ?? .none },
      Column("slippedLines") { .count($0.donors.slippedLines) },
      Column("meanSlippedDays") { $0.donors.slips.mean.map(Value.quantity) ?? .none },
      Column("worstSlippedDays") { $0.donors.slips.worst.map(Value.count) ?? .none },
    ]

  static let poolColumns: [Column<TotalRow>] = [
    Column(
      "shared", "To areas", { .quantity($0.row.sums.pools.outstanding) },
      shown: { $0.row.sums.pools.shown }),
    Column("sharedUnspecifiedLines") { .count($0.row.sums.pools.unspecifiedLines) },
  ]

  private static func column(_ counter: DistrictCounter) -> Column<TotalRow> {
    let name = String(describing: counter)
    if counts.contains(counter) { return Column(name) { .count(Int($0.sums[counter])) } }
    guard let title = titles[counter] else {
      return Column(name) { .quantity($0.sums.quantity(counter)) }
    }
    return Column(
      name, title, { .quantity($0.sums.quantity(counter)) },
      shown: { Shown.orBlank($0.sums.quantity(counter)) })
  }
}
