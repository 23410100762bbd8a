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
    let keys = RowKeys(depth: depth)
    var inventory: [RowKey: InventoryRow] = [:]
    for stock in state.totals.inventory.rows {
      let key = stock.key
      guard filter.shows(district: key.district, symbols), filter.shows(item: key.item, symbols)
      else { continue }
      let rowKey = keys.key(key.district, key.item, key.unit, symbols)
      try inventory[rowKey, default: InventoryRow(key: rowKey)].add(stock)
    }
    var deliveries: [RowKey: DeliveryRow] = [:]
    for line in state.totals.deliveries.lines {
      let key = line.key
      guard filter.shows(district: key.district, symbols), filter.shows(item: key.item, symbols)
      else { continue }
      let rowKey = keys.key(key.district, key.item, key.unit, symbols)
      try deliveries[rowKey, default: DeliveryRow(key: rowKey)].add(line, at: state.at)
    }
    self.inventory = inventory.values.filter { !$0.isAllZero }.sorted { $0.key < $1.key }
    self.deliveries = deliveries.values.sorted { $0.key < $1.key }
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

/// The district, item and unit of a row, as text.
struct RowKey: Hashable, Comparable, Sendable {
  var district: String
  var item: String
  var unit: String

  static func < (left: RowKey, right: RowKey) -> Bool {
    ByteOrder.precedes(
      [left.district, left.item, left.unit], [right.district, right.item, right.unit])
  }

  // Swift compares texts by canonical equivalence; names are compared by their bytes.
  static func == (left: RowKey, right: RowKey) -> Bool {
    left.district.utf8.elementsEqual(right.district.utf8)
      && left.item.utf8.elementsEqual(right.item.utf8)
      && left.unit.utf8.elementsEqual(right.unit.utf8)
  }
}

/// The order of texts by their UTF-8 bytes.
enum ByteOrder {
  /// Whether the left texts come first: the first pair that differs decides.
  static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (left, right) in zip(left, right) where !left.utf8.elementsEqual(right.utf8) {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}

/// Makes the keys of rows: texts of symbols, districts cut to a depth.
private struct RowKeys {
  let depth: Int?

  func key(
    _ district: Symbol, _ item: Symbol, _ unit: Symbol, _ symbols: borrowing SymbolTable
  ) -> RowKey {
    RowKey(
      district: cut(symbols.text(of: district)), item: symbols.text(of: item),
      unit: symbols.text(of: unit))
  }

  private func cut(_ district: String) -> String {
    guard let depth else { return district }
    return district.split(separator: "/").prefix(depth).joined(separator: "/")
  }
}
