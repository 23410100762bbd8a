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
  }

  private(set) var flows: [Key: Flow] = [:]

  /// Adds the lines of a state.
  mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for line in state.totals.deliveries.lines {
      let given = try Quantity.sum(line.quantity(.delivered), line.outstanding)
      guard given > .zero else { continue }
      let key = Key(donor: line.donor?.value ?? .none, stock: line.key.stock)
      if flows[key] == nil {
        flows[key] = Flow(
          donor: symbols.optionalText(of: key.donor), district: symbols.text(of: key.stock.district),
          item: symbols.text(of: key.stock.item), unit: symbols.text(of: key.stock.unit))
      }
      try add(given.thousandths, to: key)
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: Flows) throws(Overflow) {
    for (key, flow) in other.flows {
      if flows[key] == nil {
        flows[key] = flow
      } else {
        try add(flow.given, to: key)
      }
    }
  }

  private mutating func add(_ given: Int64, to key: Key) throws(Overflow) {
    guard let before = flows[key]?.given else { return }
    let (sum, overflow) = before.addingReportingOverflow(given)
    guard !overflow else { throw Overflow() }
    flows[key]?.given = sum
  }

  /// The flows in byte order of their names.
  var sorted: [Flow] {
    ByteOrder.sorted(Array(flows.values)) {
      ByteOrder.key([$0.donor ?? "", $0.district, $0.item, $0.unit])
    }
  }
}
