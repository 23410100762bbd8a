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

  /// What flows: an amount in thousandths, of how many lines a part is not stated, and who gives with the donor.
  struct Gift: Sendable {
    var given: Int64 = 0
    var unstated = 0
    var jointly: Set<Symbol> = []

    mutating func add(_ other: Gift) throws(Overflow) {
      given = try Int64.sum(given, other.given)
      unstated += other.unstated
      if !other.jointly.isEmpty { jointly.formUnion(other.jointly) }
    }
  }

  /// A flow with its names.
  struct Row: Sendable {
    var names: Names
    var given: Int64
    var unstated: Int
    var jointly: [String]
  }

  // Apart, since each line looks up its key and adds to its sum, and the names are seldom wanted.
  private var keys: [Key] = []
  private var gifts: [Gift] = []
  private var names: [Names] = []
  private var givers: [Symbol: String] = [:]
  private var index = HashIndex()
  private let hashKey = HashKey()

  /// Adds the lines of a state.
  mutating func add(
    _ state: borrowing State, _ jointly: JointDonors, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let lines = state.totals.deliveries.lines.span
    for row in lines.indices {
      let given = try Quantity.sum(lines[row].quantity(.delivered), lines[row].outstanding)
      let isUnspecified = lines[row].isUnspecified
      guard given > .zero || isUnspecified else { continue }
      let stock = lines[row].key.stock
      let gift = Gift(
        given: given.thousandths, unstated: isUnspecified ? 1 : 0,
        jointly: jointly.symbols(of: lines[row].key))
      for giver in gift.jointly where givers[giver] == nil {
        givers[giver] = symbols.text(of: giver)
      }
      let key = Key(donor: lines[row].donor?.value ?? .none, stock: stock)
      try add(gift, to: key) {
        Names(
          donor: symbols.optionalText(of: key.donor),
          district: symbols.text(of: key.stock.district),
          item: symbols.text(of: key.stock.item), unit: symbols.text(of: key.stock.unit))
      }
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: Flows) throws(Overflow) {
    givers.merge(other.givers) { first, _ in first }
    for row in other.keys.indices {
      try add(other.gifts[row], to: other.keys[row]) { other.names[row] }
    }
  }

  private mutating func add(
    _ gift: Gift, to key: Key, _ new: () -> Names
  ) throws(Overflow) {
    let hash = HashKey.mix(key.stock.hash(hashKey), UInt64(key.donor.number))
    guard let row = index.row(hash: hash, orAdd: keys.count, where: { keys[$0] == key }) else {
      keys.append(key)
      gifts.append(gift)
      names.append(new())
      return
    }
    try gifts[row].add(gift)
  }

  /// The flows that are wanted, in byte order of their names.
  func sorted(where isWanted: (Names) -> Bool = { _ in true }) -> [Row] {
    zip(names, gifts).filter { isWanted($0.0) }.map { names, gift in
      let order = SortKey([names.donor ?? "", names.district, names.item, names.unit])
      let jointly = gift.jointly.compactMap { givers[$0] }
      return (
        order: order,
        flow: Row(
          names: names, given: gift.given, unstated: gift.unstated,
          jointly: jointly.sorted { ByteOrder.precedes([$0], [$1]) })
      )
    }.sorted { $0.order < $1.order }.map(\.flow)
  }
}
