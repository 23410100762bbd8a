import Console
import Projections
public import Replay
public import Shipments

/// The open lines, most overdue first: what `pending` shows.
public struct PendingReport: SheetReport, StateSummary, Sendable {
  private let dates: ReportDates
  private let query: Query
  /// How many events are summed.
  public var eventCount = 0
  /// Names the command behind each row, if that is asked for.
  public var explanation: Explanation?
  private var openLines: [LineRow] = []
  private var openPools: [LineRow] = []

  /// Which open lines are wanted.
  public struct Query: Sendable {
    /// By district, item and donor.
    public var filter = RowFilter()
    /// Only those whose promised day is past.
    public var overdueOnly = false
    /// Only those older than so many days.
    public var olderThanDays: Int?
    /// Only those promised by a day.
    public var dueBy: Day?

    /// Wants everything.
    public init() {}

    /// Whether it wants less than its filter shows.
    public var isNarrow: Bool { overdueOnly || olderThanDays != nil || dueBy != nil }
  }

  /// Begins a report.
  public init(at: Day, knownAt: String?, _ query: Query = Query()) {
    dates = ReportDates(at: at, knownAt: knownAt)
    self.query = query
  }

  /// Picks a state's open lines.
  public mutating func add(_ state: borrowing State, _ symbols: borrowing SymbolTable) {
    eventCount += state.eventCount
    let scope = DistrictScope(query.filter)
    for row in state.totals.deliveries.lines.indices {
      let line = state.totals.deliveries.lines[row]
      guard line.isOpen, query.wants(line, at: state.at, symbols) else { continue }
      let isHere = query.filter.shows(district: line.key.district, symbols)
      let isPool =
        !isHere && scope?.isShared(byLine: row, of: state.totals.deliveries, symbols) == true
      guard isHere || isPool else { continue }
      let shown = LineRow(row, state, symbols)
      if isHere { openLines.append(shown) } else { openPools.append(shown) }
    }
  }

  /// Adds the lines of other partitions.
  public mutating func merge(_ other: PendingReport) {
    eventCount += other.eventCount
    openLines += other.openLines
    openPools += other.openPools
  }

  private var pending: [LineRow] { openLines.sorted() }

  private var pools: [LineRow] { openPools.sorted() }

  static var sheetColumns: [Column<LineRow>] { LineRow.columns }
  var sheetRows: [LineRow] { pending + pools }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("pending")
      writer.rows(pending, LineRow.columns(LineRow.columns, explanation))
      writer.member("pools")
      writer.rows(pools, LineRow.columns(LineRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let (pending, pools) = (pending, pools)
    var text = dates.heading("Pending deliveries", events: eventCount, style)
    text += tableText(
      pending, LineRow.columns, none: "Nothing is pending.", style,
      note: LineRow.note(explanation))
    if !pending.isEmpty { text += PendingReport.summary(pending, style) }
    if let district = query.filter.district, !pools.isEmpty {
      text += "\n"
      text += dates.heading(
        "Promised to areas that \(district) shares in", events: eventCount, style)
      text += tableText(
        pools, LineRow.columns, none: "", style, note: LineRow.note(explanation))
    }
    return text
  }

  /// `13 open lines, 1 of them overdue`.
  private static func summary(_ pending: [LineRow], _ style: TableStyle) -> String {
    let overdue = pending.count { $0.isOverdue }
    let late = overdue == 0 ? "none of them overdue" : "\(overdue) of them overdue"
    return style.apply(.dim, to: "\(Shown.count(pending.count, "open line")), \(late)") + "\n"
  }
}

extension PendingReport.Query {
  /// Whether a line passes everything but the district.
  func wants(
    _ line: DeliveryLine, at day: Day, _ symbols: borrowing SymbolTable
  ) -> Bool {
    guard filter.shows(item: line.key.item, symbols),
      filter.shows(donor: line.donor?.value, symbols)
    else { return false }
    if overdueOnly, !line.isOverdue(at: day) { return false }
    if let olderThanDays, day - line.since <= olderThanDays { return false }
    if let dueBy {
      guard let expectedOn = line.expectedOn, expectedOn <= dueBy else { return false }
    }
    return true
  }
}
