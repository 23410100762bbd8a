import Projections
public import Shipments

/// Which rows a report shows, by their full paths.
public struct RowFilter: Sendable {
  /// Districts at or below this one.
  public var district: Path?
  /// Items at or below this one.
  public var item: Path?
  /// Shipments whose donor is at or below this one.
  public var donor: Path?

  /// Shows everything.
  public init(district: Path? = nil, item: Path? = nil, donor: Path? = nil) {
    self.district = district
    self.item = item
    self.donor = donor
  }

  func shows(_ key: StockKey, _ symbols: borrowing SymbolTable) -> Bool {
    shows(district: key.district, symbols) && shows(item: key.item, symbols)
  }

  func shows(district symbol: Symbol, _ symbols: borrowing SymbolTable) -> Bool {
    RowFilter.isBelow(symbol, district, symbols)
  }

  func shows(item symbol: Symbol, _ symbols: borrowing SymbolTable) -> Bool {
    RowFilter.isBelow(symbol, item, symbols)
  }

  func shows(donor symbol: Symbol?, _ symbols: borrowing SymbolTable) -> Bool {
    RowFilter.isBelow(symbol ?? .none, donor, symbols)
  }

  private static func isBelow(
    _ symbol: Symbol, _ wanted: Path?, _ symbols: borrowing SymbolTable
  ) -> Bool {
    guard let wanted else { return true }
    guard symbol != .none else { return false }
    let path = symbols.bytes(of: symbol)
    let upper = wanted.text.utf8
    guard path.starts(with: upper) else { return false }
    return path.count == upper.count || path.dropFirst(upper.count).first == UInt8(ascii: "/")
  }
}
