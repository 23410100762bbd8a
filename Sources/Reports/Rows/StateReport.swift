import Console
public import Projections
public import Replay
public import Shipments

/// Inventory and delivery status per district, item and unit: what `replay` shows.
public struct StateReport: SheetReport, StateSummary, Sendable {
  private let dates: ReportDates
  /// How many events are summed.
  public var eventCount = 0
  /// Names the command behind each row, if that is asked for.
  public var explanation: Explanation?
  private var districts: RowSums<DistrictSums>

  /// Begins a report that adds rows up at the districts, or at the first `depth` names of theirs.
  public init(at: Day, knownAt: String?, filter: RowFilter = RowFilter(), depth: Int? = nil) {
    dates = ReportDates(at: at, knownAt: knownAt)
    districts = RowSums(filter, depth: depth)
  }

  /// Adds a state's rows.
  public mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    eventCount += state.eventCount
    try districts.add(state, symbols)
  }

  /// Adds the sums of districts.
  public mutating func add(
    _ sums: [StockKey: DistrictSums], _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    try districts.add(sums, symbols)
  }

  /// Adds the rows of other partitions.
  public mutating func merge(_ other: StateReport) throws(Overflow) {
    eventCount += other.eventCount
    try districts.merge(other.districts)
  }

  /// The rows of both kinds, sorted.
  private var rows: (inventory: [InventoryRow], deliveries: [DeliveryRow]) {
    let rows = districts.sorted
    return (rows.compactMap(InventoryRow.init), rows.compactMap(DeliveryRow.init))
  }

  static var sheetColumns: [Column<TwoKinds<InventoryRow, DeliveryRow>>] {
    TwoKinds.columns(("inventory", InventoryRow.columns), ("deliveries", DeliveryRow.columns))
  }

  /// Both kinds of rows, told apart by the first column.
  var sheetRows: [TwoKinds<InventoryRow, DeliveryRow>] {
    let rows = rows
    return rows.inventory.map { .first($0) } + rows.deliveries.map { .second($0) }
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    let rows = rows
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("events", .count(eventCount))
      writer.member("inventory")
      writer.rows(rows.inventory, InventoryRow.columns(InventoryRow.columns, explanation))
      writer.member("deliveries")
      writer.rows(rows.deliveries, DeliveryRow.columns(DeliveryRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let rows = rows
    return dates.heading("Inventory", events: eventCount, style)
      + tableText(
        rows.inventory, InventoryRow.columns, none: "Nothing in stock.", style,
        note: InventoryRow.note(explanation)) + "\n"
      + dates.heading("Deliveries", events: eventCount, style)
      + tableText(
        rows.deliveries, DeliveryRow.columns, none: "Nothing promised.", style,
        note: DeliveryRow.note(explanation))
  }
}
