import Console
public import Projections
public import Replay
public import Shipments

/// Inventory and delivery status per district, item and unit: what `replay` shows.
public struct StateReport: Report, StateSummary, Sendable {
  private typealias SheetRow = TwoKinds<InventoryRow, DeliveryRow>

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

  /// Both kinds of rows in one sheet, told apart by the first column.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    let rows = rows
    let stocks = rows.inventory.map { SheetRow.first($0) }
    let lines = rows.deliveries.map { SheetRow.second($0) }
    return CSVWriter.bytes(stocks + lines, SheetRow.columns(SheetRow.columns, explanation), columns)
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let rows = InventoryRow.columns.map(\.name) + DeliveryRow.columns.map(\.name)
    return format == .csv ? SheetRow.columns.map(\.name) : distinct(rows)
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

extension TwoKinds<InventoryRow, DeliveryRow> {
  fileprivate static var columns: [Column<TwoKinds>] {
    columns(("inventory", InventoryRow.columns), ("deliveries", DeliveryRow.columns))
  }
}
