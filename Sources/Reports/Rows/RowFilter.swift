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
  /// Items counted in this unit.
  public var unit: Name?
  /// Which of the paths mean themselves alone, and not what is below them.
  public var exact: Exact = []
  /// Shipments whose donor is not named.
  public var lacksDonor = false

  /// Paths that a filter may take exactly.
  public struct Exact: OptionSet, Sendable {
    /// The set as bits.
    public let rawValue: UInt8

    /// Makes a set of its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// The district itself.
    public static let district = Exact(rawValue: 1)
    /// The item itself.
    public static let item = Exact(rawValue: 2)
    /// The donor itself.
    public static let donor = Exact(rawValue: 4)
  }

  /// Shows everything.
  public init(district: Path? = nil, item: Path? = nil, donor: Path? = nil) {
    self.district = district
    self.item = item
    self.donor = donor
  }

  func shows(_ key: StockKey, _ symbols: borrowing SymbolTable) -> Bool {
    shows(district: key.district, symbols) && shows(item: key.item, symbols)
      && shows(unit: key.unit, symbols)
  }

  func shows(unit symbol: Symbol, _ symbols: borrowing SymbolTable) -> Bool {
    guard let unit else { return true }
    return symbols.bytes(of: symbol).elementsEqual(unit.text.utf8)
  }

  /// Whether an item's path and unit are shown.
  func shows(_ shown: Item) -> Bool {
    if let item {
      guard exact.contains(.item) ? shown.item == item : shown.item.isAtOrBelow(item) else {
        return false
      }
    }
    return unit.map { $0 == shown.unit } ?? true
  }

  func shows(district symbol: Symbol, _ symbols: borrowing SymbolTable) -> Bool {
    RowFilter.isBelow(symbol, district, exact.contains(.district), symbols)
  }

  func shows(item symbol: Symbol, _ symbols: borrowing SymbolTable) -> Bool {
    RowFilter.isBelow(symbol, item, exact.contains(.item), symbols)
  }

  func shows(donor symbol: Symbol?, _ symbols: borrowing SymbolTable) -> Bool {
    if lacksDonor { return symbol == nil }
    return RowFilter.isBelow(symbol ?? .none, donor, exact.contains(.donor), symbols)
  }

  private static func isBelow(
    _ symbol: Symbol, _ wanted: Path?, _ isExact: Bool, _ symbols: borrowing SymbolTable
  ) -> Bool {
    guard let wanted else { return true }
    guard symbol != .none else { return false }
    let path = symbols.bytes(of: symbol)
    let upper = wanted.text.utf8
    guard path.starts(with: upper) else { return false }
    return path.count == upper.count
      || !isExact && path.dropFirst(upper.count).first == UInt8(ascii: "/")
  }
}
