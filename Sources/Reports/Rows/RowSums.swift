import Projections
import Shipments

/// What stands at one district, or at it and all below it, of one item in one unit.
struct DistrictRow: Sendable {
  let key: RowKey
  var sums = DistrictSums()
}

/// A finished row, which its columns pass around as one reference.
final class SharedRow: Sendable {
  let key: RowKey
  let sums: DistrictSums

  init(_ row: DistrictRow) {
    key = row.key
    sums = row.sums
  }
}

/// Rows by district, item and unit, added up.
///
/// There are many lines and few rows, so a row is found by its symbols; only a new one is made of
/// texts, and only then the filter is asked.
struct RowSums: Sendable {
  private var rows: [DistrictRow] = []
  /// The keys that were met, and the row of each; nil where the filter leaves it out.
  private var met: [(key: StockKey, place: Int?)] = []
  private var index = HashIndex()
  private let hashKey = HashKey()
  private var byKey: [RowKey: Int] = [:]

  /// Adds to the row of a key, if the filter shows it.
  @inline(__always)
  mutating func add(
    _ key: StockKey, _ filter: RowFilter, _ depth: Int?, _ symbols: borrowing SymbolTable,
    _ add: (inout DistrictSums) throws(Overflow) -> Void
  ) throws(Overflow) {
    let place: Int?
    let known = index.row(hash: key.hash(hashKey), orAdd: met.count) { met[$0].key == key }
    if let known {
      place = met[known].place
    } else {
      place = filter.shows(key, symbols) ? row(RowKey(key, depth: depth, symbols)) : nil
      met.append((key, place))
    }
    if let place { try add(&rows[place].sums) }
  }

  /// The place of the row of a key, which is made where it is new.
  private mutating func row(_ key: RowKey) -> Int {
    if let place = byKey[key] { return place }
    byKey[key] = rows.count
    rows.append(DistrictRow(key: key))
    return rows.count - 1
  }

  /// Adds other rows.
  mutating func merge(_ other: RowSums) throws(Overflow) {
    for row in other.rows { try rows[self.row(row.key)].sums.add(row.sums) }
  }

  /// The rows in byte order of their keys.
  var sorted: [SharedRow] { ByteOrder.sorted(rows, by: \.key.bytes).map(SharedRow.init) }
}
