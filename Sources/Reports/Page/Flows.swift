import Projections
import Replay
import Shipments

/// Who gives what to whom: what is delivered or still to come, by donor, district, item and unit.
struct Flows: Sendable {
  /// A donor, or none that is named, and what goes where.
  struct Key: Hashable, Sendable {
    var donor: Symbol
    var stock: StockKey
  }

  /// What is given, with the texts of its symbols.
  struct Flow: Sendable {
    var donor: String?
    var district: String
    var item: String
    var unit: String
    var given: Int64 = 0

    /// The same names, and nothing given.
    var empty: Flow { Flow(donor: donor, district: district, item: item, unit: unit) }
  }

  private var flows: [(key: Key, flow: Flow)] = []
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
        Flow(
          donor: symbols.optionalText(of: key.donor), district: symbols.text(of: key.stock.district),
          item: symbols.text(of: key.stock.item), unit: symbols.text(of: key.stock.unit))
      }
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: Flows) throws(Overflow) {
    for (key, flow) in other.flows { try add(flow.given, to: key) { flow.empty } }
  }

  private mutating func add(
    _ given: Int64, to key: Key, _ new: () -> Flow
  ) throws(Overflow) {
    let hash = HashKey.mix(key.stock.hash(hashKey), UInt64(key.donor.number))
    let known = index.row(hash: hash, orAdd: flows.count) { flows[$0].key == key }
    if known == nil { flows.append((key, new())) }
    let row = known ?? flows.count - 1
    let (sum, overflow) = flows[row].flow.given.addingReportingOverflow(given)
    guard !overflow else { throw Overflow() }
    flows[row].flow.given = sum
  }

  /// The flows in byte order of their names.
  var sorted: [Flow] {
    ByteOrder.sorted(flows.map(\.flow)) {
      ByteOrder.key([$0.donor ?? "", $0.district, $0.item, $0.unit])
    }
  }
}
