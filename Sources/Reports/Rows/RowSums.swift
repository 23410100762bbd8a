import Projections
import Replay
import Shipments

/// What a row adds up.
protocol RowSum: Sendable {
  /// Makes sums of nothing.
  init()
  /// Adds the sums of another row.
  mutating func add(_ other: Self) throws(Overflow)
}

extension DistrictSums: RowSum {}

/// A finished row, which its columns pass around as one reference.
final class SharedRow<Sum: RowSum>: Sendable {
  let key: RowKey
  let sums: Sum

  init(_ key: RowKey, _ sums: Sum) {
    self.key = key
    self.sums = sums
  }
}

/// Rows by district, item and unit, added up.
///
/// There are many lines and few rows, so a row is found by its symbols; only a new one is made of
/// texts, and only then the filter is asked.
struct RowSums<Sum: RowSum>: Sendable {
  private let filter: RowFilter
  private let depth: Int?
  // Apart, since lines add to the sums again and again.
  private var keys: [RowKey] = []
  private var sums: [Sum] = []
  /// The keys that were met, and the row of each; -1 where the filter leaves it out.
  private var met: [(key: StockKey, place: Int32)] = []
  private var index = HashIndex()
  private let hashKey = HashKey()
  private var byKey: [RowKey: Int] = [:]

  /// Adds up what a filter shows, at the districts or at their first `depth` names.
  init(_ filter: RowFilter, depth: Int? = nil) {
    self.filter = filter
    self.depth = depth
  }

  /// The place of the row of a key; -1 where the filter leaves it out.
  @inline(__always)
  private mutating func place(_ key: StockKey, _ symbols: borrowing SymbolTable) -> Int32 {
    let known = index.row(hash: key.hash(hashKey), orAdd: met.count) { met[$0].key == key }
    if let known { return met[known].place }
    let isShown = filter.shows(key, symbols)
    let place = isShown ? Int32(row(RowKey(key, depth: depth, symbols))) : -1
    met.append((key, place))
    return place
  }

  /// Adds to the row of a key, if the filter shows it.
  mutating func add(
    _ key: StockKey, _ symbols: borrowing SymbolTable,
    _ add: (inout Sum) throws(Overflow) -> Void
  ) throws(Overflow) {
    let place = place(key, symbols)
    if place >= 0 { try add(&sums[Int(place)]) }
  }

  /// The place of the row of a key, which is made where it is new.
  private mutating func row(_ key: RowKey) -> Int {
    if let place = byKey[key] { return place }
    byKey[key] = keys.count
    keys.append(key)
    sums.append(Sum())
    return keys.count - 1
  }

  /// Adds to a row whose names are known, whatever the filter.
  mutating func add(_ sums: Sum, to key: RowKey) throws(Overflow) {
    try self.sums[row(key)].add(sums)
  }

  /// Adds other rows.
  mutating func merge(_ other: RowSums) throws(Overflow) {
    for (key, sums) in zip(other.keys, other.sums) { try add(sums, to: key) }
  }

  /// The rows in byte order of their keys.
  var sorted: [SharedRow<Sum>] {
    keys.indices.sorted { keys[$0] < keys[$1] }.map { SharedRow(keys[$0], sums[$0]) }
  }
}

extension RowSums<DistrictSums> {
  /// Adds the stocks and the delivery lines of a state.
  mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    // Spans lend a line where it stands; an array's element would be copied. All look-ups come first: what
    // they look at lies anywhere in memory, and the machine waits once for several.
    var places: [Int32] = []
    let stocks = state.totals.inventory.rows.span
    places.reserveCapacity(stocks.count)
    for row in stocks.indices { places.append(place(stocks[row].key, symbols)) }
    for row in stocks.indices where places[row] >= 0 {
      try sums[Int(places[row])].add(stocks[row])
    }
    let lines = state.totals.deliveries.lines.span
    places.removeAll(keepingCapacity: true)
    places.reserveCapacity(lines.count)
    for row in lines.indices { places.append(place(lines[row].key.stock, symbols)) }
    for row in lines.indices where places[row] >= 0 {
      try sums[Int(places[row])].add(lines[row], at: state.at)
    }
  }

  /// Adds the delivery lines of a state that are overdue on one of two days only, as they are on the
  /// first: nothing else of a state hangs on the day for which it is shown.
  mutating func addOverdue(
    of state: borrowing State, at day: Day, unlike other: Day, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let lines = state.totals.deliveries.lines.span
    for row in lines.indices where lines[row].isOverdue(at: day) != lines[row].isOverdue(at: other)
    {
      let place = place(lines[row].key.stock, symbols)
      if place >= 0 { try sums[Int(place)].add(lines[row], at: day) }
    }
  }

  /// Takes other rows away.
  mutating func subtract(_ other: RowSums) throws(Overflow) {
    for (key, sums) in zip(other.keys, other.sums) { try self.sums[row(key)].subtract(sums) }
  }

  /// Adds the sums of districts.
  mutating func add(
    _ sums: [StockKey: DistrictSums], _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for (key, row) in sums {
      try add(key, symbols) { (sums) throws(Overflow) in try sums.add(row) }
    }
  }
}
