import Projections
import Shipments

/// The district, item and unit of a row, as text; compared by their bytes.
struct RowKey: Hashable, Comparable, Sendable {
  let district: String
  let item: String
  let unit: String
  private let order: SortKey

  /// The texts of symbols, the district cut to its first `depth` names.
  init(_ key: StockKey, depth: Int?, _ symbols: borrowing SymbolTable) {
    self.init(
      district: RowKey.cut(symbols.text(of: key.district), to: depth),
      item: symbols.text(of: key.item), unit: symbols.text(of: key.unit))
  }

  init(district: String, item: String, unit: String) {
    self.district = district
    self.item = item
    self.unit = unit
    order = SortKey([district, item, unit])
  }

  /// The first `depth` names of a path; all of them without one.
  static func cut(_ path: String, to depth: Int?) -> String {
    guard let depth else { return path }
    guard depth > 0 else { return "" }
    var names = 0
    for index in path.utf8.indices where path.utf8[index] == UInt8(ascii: "/") {
      names += 1
      if names == depth { return String(path[..<index]) }
    }
    return path
  }

  static func == (left: RowKey, right: RowKey) -> Bool { left.order == right.order }

  static func < (left: RowKey, right: RowKey) -> Bool { left.order < right.order }

  func hash(into hasher: inout Hasher) { order.hash(into: &hasher) }
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
