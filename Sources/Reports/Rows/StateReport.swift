public import Console
import Projections
public import Replay
public import Shipments

/// Inventory and delivery status per district, item and unit: what `replay` shows.
public struct StateReport: Report, Sendable {
  private let dates: ReportDates
  private let eventCount: Int
  private let inventory: [InventoryRow]
  private let deliveries: [DeliveryRow]

  /// Adds up a state's rows at the districts, or at the first `depth` names of theirs.
  public init(
    _ state: borrowing State, _ symbols: borrowing SymbolTable, filter: RowFilter, depth: Int?,
    knownAt: String?
  ) throws(Overflow) {
    dates = ReportDates(at: state.at, knownAt: knownAt)
    eventCount = state.eventCount
    inventory = try StateReport.stocks(state, symbols, filter, depth)
    deliveries = try StateReport.deliveries(state, symbols, filter, depth)
  }

  private static func stocks(
    _ state: borrowing State, _ symbols: borrowing SymbolTable, _ filter: RowFilter, _ depth: Int?
  ) throws(Overflow) -> [InventoryRow] {
    var rows: [RowKey: InventoryRow] = [:]
    for stock in state.totals.inventory.rows where filter.shows(stock.key, symbols) {
      let key = RowKey(stock.key, depth: depth, symbols)
      try rows[key, default: InventoryRow(key: key)].add(stock)
    }
    return ByteOrder.sorted(rows.values.filter { !$0.isAllZero }, by: \.key.bytes)
  }

  /// Adds lines up by symbols first, since there are many lines and few rows.
  private static func deliveries(
    _ state: borrowing State, _ symbols: borrowing SymbolTable, _ filter: RowFilter, _ depth: Int?
  ) throws(Overflow) -> [DeliveryRow] {
    var numbers: [StockKey: Int] = [:]
    var places: [DeliveryRow] = []
    for row in state.totals.deliveries.lines.indices {
      let line = state.totals.deliveries.lines[row]
      let key = StockKey(
        district: line.key.district, item: line.key.item, unit: line.key.unit)
      if let number = numbers[key] {
        try places[number].add(line, at: state.at)
      } else if filter.shows(key, symbols) {
        numbers[key] = places.count
        places.append(DeliveryRow(key: RowKey(key, depth: depth, symbols)))
        try places[places.count - 1].add(line, at: state.at)
      }
    }
    guard depth != nil else { return ByteOrder.sorted(places, by: \.key.bytes) }
    var rows: [RowKey: DeliveryRow] = [:]
    for place in places {
      try rows[place.key, default: DeliveryRow(key: place.key)].add(place)
    }
    return ByteOrder.sorted(Array(rows.values), by: \.key.bytes)
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("events", .count(eventCount))
      writer.member("inventory")
      writer.rows(inventory, InventoryRow.columns)
      writer.member("deliveries")
      writer.rows(deliveries, DeliveryRow.columns)
    }
    return writer.bytes
  }

  /// Both kinds of rows in one sheet, told apart by the first column.
  public var csv: [UInt8] {
    var bytes: [UInt8] = []
    let stocks = inventory.map { SheetRow.stock($0) }
    let lines = deliveries.map { SheetRow.deliveries($0) }
    CSVWriter.write(stocks + lines, SheetRow.columns, to: &bytes)
    return bytes
  }

  /// The report for people.
  public func table(_ styling: Styling) -> String {
    dates.heading("Inventory", events: eventCount, styling)
      + tableText(inventory, InventoryRow.columns, none: "Nothing in stock.", styling) + "\n"
      + dates.heading("Deliveries", events: eventCount, styling)
      + tableText(deliveries, DeliveryRow.columns, none: "Nothing promised.", styling)
  }
}

/// A row of either kind, for a sheet that holds both.
private enum SheetRow {
  case stock(InventoryRow)
  case deliveries(DeliveryRow)

  static var columns: [Column<SheetRow>] {
    let kind = Column<SheetRow>("report") { row in
      if case .stock = row { return .text("inventory") }
      return .text("deliveries")
    }
    let shared = ["district", "item", "unit"]
    var columns = [kind]
    for column in InventoryRow.columns {
      let other = DeliveryRow.columns.first { $0.name == column.name }
      columns.append(
        Column(column.name) { row in
          switch row {
          case .stock(let stock): column.value(stock)
          case .deliveries(let deliveries): other?.value(deliveries) ?? .none
          }
        })
    }
    for column in DeliveryRow.columns where !shared.contains(column.name) {
      columns.append(
        Column(column.name) { row in
          guard case .deliveries(let deliveries) = row else { return .none }
          return column.value(deliveries)
        })
    }
    return columns
  }
}
