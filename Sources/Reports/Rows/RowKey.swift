import Projections
import Shipments

/// The district, item and unit of a row, as text; compared by their bytes.
struct RowKey: Hashable, Sendable {
  let district: String
  let item: String
  let unit: String
  /// All three with a NUL between them, which no name holds and which comes before all it may hold.
  let bytes: [UInt8]

  /// The texts of symbols, the district cut to its first `depth` names.
  init(_ key: StockKey, depth: Int?, _ symbols: borrowing SymbolTable) {
    district = RowKey.cut(symbols.text(of: key.district), to: depth)
    item = symbols.text(of: key.item)
    unit = symbols.text(of: key.unit)
    bytes = ByteOrder.key([district, item, unit])
  }

  /// The first `depth` names of a path.
  static func cut(_ path: String, to depth: Int?) -> String {
    guard let depth else { return path }
    return path.split(separator: "/").prefix(depth).joined(separator: "/")
  }

  static func == (left: RowKey, right: RowKey) -> Bool { left.bytes == right.bytes }

  func hash(into hasher: inout Hasher) {
    unsafe bytes.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}

/// The order of texts by their UTF-8 bytes.
enum ByteOrder {
  /// Texts as one row of bytes that sorts as they do, the first one first.
  static func key(_ texts: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      bytes.append(0)
    }
    return bytes
  }

  /// Rows in the order of their bytes; only the bytes are moved about while sorting.
  static func sorted<Row>(_ rows: [Row], by bytes: (Row) -> [UInt8]) -> [Row] {
    let keys = rows.enumerated().map { (row: $0.offset, bytes: bytes($0.element)) }
    return keys.sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }.map { rows[$0.row] }
  }

  /// Whether the left texts come first: the first pair that differs decides.
  static func precedes(_ left: [String], _ right: [String]) -> Bool {
    for (left, right) in zip(left, right) where !left.utf8.elementsEqual(right.utf8) {
      return left.utf8.lexicographicallyPrecedes(right.utf8)
    }
    return false
  }
}
