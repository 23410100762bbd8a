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
  private let hasDistricts: Bool
  let ledger: [LedgerRow]

  /// Comes to nothing.
  public static var none: LogTotals { LogTotals(rows: [], ledger: []) }

  private init(
    rows: [TotalRow], hasPools: Bool = false, ledger: [LedgerRow], depth: Int = 0
  ) {
    self.rows = rows
    self.hasPools = hasPools
    self.ledger = ledger
    hasDistricts = depth > 0
  }

  /// What moved stocks from a day on, and what there was before and after, of all districts together or
  /// by their first `depth` names.
  public init(
    _ history: borrowing History, from: Day, _ filter: EventFilter, depth: Int = 0
  ) throws(ReplayError) {
    let dates = LedgerReport.Dates(
      from: from, to: filter.at, period: nil, knownAt: filter.knownAt, knownAtText: nil)
    let report = LedgerReport(dates, filter: filter.rows, depth: depth)
    self.init(rows: [], ledger: try history.summarize(report).rows, depth: depth)
  }

  /// The lines and stocks of a state that a filter shows; of a shipment or a donor, the lines alone.
  ///
  /// All districts together, or by their first `depth` names. With pools, also what is promised to areas
  /// that its districts share in.
  public init(
    _ state: borrowing State, _ history: borrowing History, _ filter: EventFilter, depth: Int = 0,
    withPools: Bool
  ) throws(Overflow) {
    let versions = history.versions(knownAt: filter.knownAt)
    var times = LineTimes()
    _ = try history.fold(into: &times) { event in
      event.occurredOn <= filter.at && event.recordedAt <= filter.knownAt
        && versions.isInForce(event.id)
    }
    times.settle(state.totals.deliveries, history.symbols)
    var sums = RowSums<Sum>(filter.rows, depth: depth)
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
      try sums.add(lines[row].key.stock, history.symbols) { (sum) throws(Overflow) in
        try sum.districts.add(lines[row], at: filter.at)
        try sum.donors.add(lines[row], time, at: filter.at)
      }
    }
    for row in withPools ? filter.pools(state, history.symbols) : [] {
      var sum = Sum()
      sum.pools = AreaPromises.Sum(lines[row])
      try sums.add(sum, to: RowKey(lines[row].key.stock, depth: depth, history.symbols))
    }
    self.init(
      rows: sums.sorted.map(TotalRow.init), hasPools: withPools, ledger: [], depth: depth)
  }

  private var columns: [Column<TotalRow>] {
    (hasDistricts ? [TotalRow.district] : []) + TotalRow.columns
      + (hasPools ? TotalRow.poolColumns : [])
  }

  private var ledgerColumns: [Column<LedgerRow>] {
    LedgerRow.columns.filter { hasDistricts || $0.name != "district" }
  }

  /// The names of all columns that totals may have.
  static var columnNames: [String] {
    (TotalRow.columns + TotalRow.poolColumns).map(\.name) + LedgerRow.columns.map(\.name)
  }

  /// Writes the totals as members of an object.
  func writeMembers(to writer: inout JSONWriter) {
    writer.member("totals")
    writer.rows(rows, columns)
    writer.member("ledger")
    writer.rows(ledger, ledgerColumns)
  }

  /// The totals for people; empty where there are none.
  func table(_ style: TableStyle) -> String {
    var text = ""
    if !rows.isEmpty {
      text += "\n" + style.heading("What they come to")
      text += tableText(rows, columns, none: "", style.forFigures(of: columns))
    }
    if !ledger.isEmpty {
      text += "\n" + style.heading("What they moved")
      text += tableText(
        ledger, ledgerColumns, none: "", style.forFigures(of: ledgerColumns))
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

  static let district = Column<TotalRow>(
    "district", "District", { .text($0.row.key.district) })

  static let columns: [Column<TotalRow>] =
    [
      Column("item", "Item", { .text($0.row.key.item) }),
      Column("unit", "Unit", { .text($0.row.key.unit) }),
    ] + counters.map(column) + [
      Column(
        "unmet", "Unmet", .useful, { .quantity($0.sums.unmet) }, shown: { $0.sums.shownUnmet }),
      Column("promisedOnce") { .quantity(Quantity(thousandths: $0.donors.promised)) },
    ] + DonorSums.columns { $0.donors }

  static let poolColumns: [Column<TotalRow>] = [
    Column(
      "shared", "To areas", .useful, { .quantity($0.row.sums.pools.outstanding) },
      shown: { $0.row.sums.pools.shown }),
    Column("sharedQualifier") { Value($0.row.sums.pools.qualifier?.name) },
    Column("sharedUnspecifiedLines") { .count($0.row.sums.pools.unspecifiedLines) },
  ]

  /// The sums of lines and stocks, as they stand in the output.
  private static let counters: [DistrictCounter] = [
    .lines, .openLines, .overdueLines, .unspecifiedLines, .aboutLines, .atLeastLines, .pledged,
    .purchased, .dispatched, .allocated, .allocatedOut, .promised, .delivered, .cancelled,
    .drawnDown, .outstanding, .overdueQuantity, .damaged, .missing, .requested,
    .requestedUnspecified, .requestedAbout, .requestedAtLeast, .received, .transferredIn,
    .transferredOut, .issued, .adjusted, .onHand,
  ]

  /// Those that a table shows; the others are in JSON.
  private static let shown: Set<DistrictCounter> = [
    .promised, .delivered, .drawnDown, .outstanding, .overdueQuantity, .requested, .onHand,
  ]

  private static func column(_ counter: DistrictCounter) -> Column<TotalRow> {
    guard shown.contains(counter) else { return Column(counter.name) { $0.sums.value(counter) } }
    let usefulness: TextTable.Usefulness =
      switch counter {
      case .outstanding, .onHand: .essential
      case .drawnDown: .detail
      default: .useful
      }
    return Column(
      counter.name, counter.title, usefulness, { $0.sums.value(counter) },
      shown: { $0.sums.shown(counter) })
  }
}
