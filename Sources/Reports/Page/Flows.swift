import Projections
import Replay
import Shipments

/// Who gives what to whom: what is delivered or still to come, by donor, district, item and unit.
struct Flows: Sendable {
  /// A donor, or none that is named, and what goes where.
  private struct Key: Hashable, Sendable {
    var donor: Symbol
    var stock: StockKey
  }

  /// The texts of a key.
  struct Names: Sendable {
    var donor: String?
    var district: String
    var item: String
    var unit: String
  }

  // Apart, since each line looks up its key and adds to its sum, and the names are seldom wanted.
  private var keys: [Key] = []
  private var given: [Int64] = []
  private var names: [Names] = []
  private var index = HashIndex()
  private let hashKey = HashKey()

  /// Adds the lines of a state.
  mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for line in state.totals.deliveries.lines {
      let given = try Quantity.sum(line.quantity(.delivered), line.outstanding)
      guard given > .zero else { continue }
      let key = Key(donor: line.donor?.value ?? .none, stock: line.key.stock)
      try add(given.thousandths, to: key) {
        Names(
          donor: symbols.optionalText(of: key.donor),
          district: symbols.text(of: key.stock.district),
          item: symbols.text(of: key.stock.item), unit: symbols.text(of: key.stock.unit))
      }
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: Flows) throws(Overflow) {
    for row in other.keys.indices {
      try add(other.given[row], to: other.keys[row]) { other.names[row] }
    }
  }

  private mutating func add(
    _ amount: Int64, to key: Key, _ new: () -> Names
  ) throws(Overflow) {
    let hash = HashKey.mix(key.stock.hash(hashKey), UInt64(key.donor.number))
    guard let row = index.row(hash: hash, orAdd: keys.count, where: { keys[$0] == key }) else {
      keys.append(key)
      given.append(amount)
      names.append(new())
      return
    }
    let (sum, overflow) = given[row].addingReportingOverflow(amount)
    guard !overflow else { throw Overflow() }
    given[row] = sum
  }

  /// The flows in byte order of their names.
  var sorted: [(names: Names, given: Int64)] {
    zip(names, given).map { names, given in
      let order = SortKey([names.donor ?? "", names.district, names.item, names.unit])
      return (order: order, flow: (names: names, given: given))
    }.sorted { $0.order < $1.order }.map(\.flow)
  }
}
