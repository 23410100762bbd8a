import Console
import Projections
public import Replay
public import Shipments

/// What was asked for and is neither there nor on its way, worst first: what `needs` shows.
public struct NeedsReport: SheetReport, StateSummary, Sendable {
  private let dates: ReportDates
  private let filter: RowFilter
  private let depth: Int?
  /// How many events are summed.
  public var eventCount = 0
  /// Names the command behind each row, if that is asked for.
  public var explanation: Explanation?
  private var districts: RowSums<DistrictSums>
  private var promises = AreaPromises()
  /// The rows that ask for something, worst first, once the report is finished.
  private var rows: [NeedRow] = []

  /// Begins a report that adds rows up at the districts, or at the first `depth` names of theirs.
  public init(at: Day, knownAt: String?, filter: RowFilter = RowFilter(), depth: Int? = nil) {
    dates = ReportDates(at: at, knownAt: knownAt)
    districts = RowSums(filter, depth: depth)
    (self.filter, self.depth) = (filter, depth)
  }

  /// Adds a state's rows.
  public mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    eventCount += state.eventCount
    try districts.add(state, symbols)
    try promises.add(state, symbols)
  }

  /// Adds the rows of other partitions.
  public mutating func merge(_ other: NeedsReport) throws(Overflow) {
    eventCount += other.eventCount
    try districts.merge(other.districts)
    try promises.merge(other.promises)
  }

  /// Puts the rows together.
  public mutating func finish() throws(Overflow) {
    rows = try NeedRow.rows(districts, promises, depth: depth, filter)
  }

  static var sheetColumns: [Column<NeedRow>] { NeedRow.columns }
  var sheetRows: [NeedRow] { rows }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("needs")
      writer.rows(rows, NeedRow.columns(NeedRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let text =
      dates.heading("Needs", events: eventCount, style)
      + tableText(
        rows, NeedRow.columns, none: "Nothing was asked for.", style,
        note: NeedRow.note(explanation))
    guard !rows.isEmpty else { return text }
    let unmet = rows.count { $0.isUnmet }
    let unstated = rows.count { $0.isUnstated }
    let summary =
      "\(Shown.count(rows.count, "need")), \(unmet == 0 ? "none" : "\(unmet)") unmet"
      + (unstated == 0 ? "" : ", \(unstated) of an amount that is not stated")
    return text + style.apply(.dim, to: summary) + "\n"
  }
}

/// What one district needs of one item in one unit.
struct NeedRow: Sendable {
  let row: SharedRow<DistrictSums>
  let beside: AreaPromises.Sum

  private init(_ row: SharedRow<DistrictSums>, _ beside: AreaPromises.Sum) {
    self.row = row
    self.beside = beside
  }

  /// The rows that something was requested of, with what is promised to areas, worst first.
  static func rows(
    _ districts: RowSums<DistrictSums>, _ promises: AreaPromises, depth: Int? = nil,
    _ filter: RowFilter = RowFilter()
  ) throws(Overflow) -> [NeedRow] {
    let asked = districts.sorted.filter {
      $0.sums[.requested] > 0 || $0.sums[.requestedUnspecified] > 0
    }
    let beside = try promises.beside(asked.map(\.key), depth: depth, filter)
    return zip(asked, beside).map(NeedRow.init).sorted()
  }

  private subscript(counter: DistrictCounter) -> Quantity { row.sums.quantity(counter) }

  private func count(_ counter: DistrictCounter) -> Int { Int(row.sums[counter]) }

  private var unmet: Quantity { row.sums.unmet }

  var isUnmet: Bool { unmet > .zero }

  /// Whether something was asked for without a quantity, so that nobody can tell what is unmet.
  var isUnstated: Bool { count(.requestedUnspecified) > 0 }

  static let columns: [Column<NeedRow>] = [
    Column("district", "District", { .text($0.row.key.district) }),
    Column("item", "Item", { .text($0.row.key.item) }),
    Column("unit", "Unit", .useful, { .text($0.row.key.unit) }),
    Column(
      "requested", "Requested", .useful, { .quantity($0[.requested]) },
      shown: { $0.row.sums.shown(.requested) }),
    Column("requestedQualifier") { Value($0.row.sums.requestedQualifier?.name) },
    Column("requestedUnspecified") { .count($0.count(.requestedUnspecified)) },
    Column(
      "received", "Received", .useful, { .quantity($0[.received]) },
      shown: { Shown.orBlank($0[.received]) }),
    Column(
      "outstanding", "On its way", .useful, { .quantity($0[.outstanding]) },
      shown: { $0.row.sums.shown(.outstanding) }),
    Column("qualifier") { Value($0.row.sums.qualifier?.name) },
    Column("unspecifiedLines") { .count($0.count(.unspecifiedLines)) },
    Column(
      "unmet", "Unmet", { .quantity($0.unmet) }, role: { $0.isUnmet ? .alert : nil },
      shown: { $0.row.sums.shownUnmet }),
    Column(
      "shared", "To areas", .detail, { .quantity($0.beside.outstanding) },
      shown: { $0.beside.shown }),
    Column("sharedQualifier") { Value($0.beside.qualifier?.name) },
    Column("sharedUnspecifiedLines") { .count($0.beside.unspecifiedLines) },
  ]
}

extension NeedRow: Comparable {
  static func < (left: NeedRow, right: NeedRow) -> Bool {
    if left.unmet != right.unmet { return left.unmet > right.unmet }
    let (leftOpen, rightOpen) = (
      left.count(.requestedUnspecified), right.count(.requestedUnspecified)
    )
    if leftOpen != rightOpen { return leftOpen > rightOpen }
    return left.row.key < right.row.key
  }

  static func == (left: NeedRow, right: NeedRow) -> Bool { left.row.key == right.row.key }
}

extension NeedRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(
      district: row.key.district, item: row.key.item, unit: row.key.unit, withPools: true,
      withDraws: row.sums[.drawnDown] > 0 || beside.isDrawnDown)
  }
}
