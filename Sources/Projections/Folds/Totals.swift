public import Shipments

/// Both of Waybill's own folds, side by side.
public struct Totals: Projection, ~Copyable, Sendable {
  /// The delivery lines.
  public private(set) var deliveries: Deliveries
  /// The districts' stocks.
  public private(set) var inventory: Inventory

  /// More stocks than most logs have get their room as they come.
  private static let manyStocks = 512

  /// Makes empty totals, with room for the lines of some items before they grow.
  public init(expectedItems: Int = 0) {
    let stocks = min(expectedItems / 4, Totals.manyStocks)
    self.init(expectedItems: expectedItems, addingTo: Inventory(minimumCapacity: stocks))
  }

  /// Makes totals of no lines yet, whose stocks go on from those of other events.
  public init(expectedItems: Int = 0, addingTo stocks: consuming Inventory) {
    // Most lines have items of two events or more; memory that is not touched costs nothing.
    deliveries = Deliveries(minimumCapacity: expectedItems / 2)
    inventory = stocks
  }

  /// Takes the stocks out, and leaves none.
  public mutating func takeStocks() -> Inventory { exchange(&inventory, with: Inventory()) }

  /// Adds the events of a batch.
  public mutating func apply(
    _ batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    try deliveries.apply(batch, symbols: symbols)
    try inventory.apply(batch, symbols: symbols)
  }

  /// Adds one of the events of a batch.
  public mutating func apply(
    _ event: EventRecord, of batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    try deliveries.apply(event, of: batch, symbols: symbols)
    try inventory.apply(event, of: batch)
  }

  /// Adds what others summed over other events.
  public mutating func merge(
    _ other: borrowing Totals, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    try deliveries.merge(other.deliveries, symbols: symbols)
    try inventory.merge(other.inventory, symbols: symbols)
  }

  /// Forgets everything, in the memory that is there.
  public mutating func removeAll() {
    deliveries.removeAll()
    inventory.removeAll()
  }

  /// Settles what hangs on several lines, once all events are in.
  public mutating func settle(_ symbols: borrowing SymbolTable) throws(Overflow) {
    try deliveries.settle(symbols)
  }
}
