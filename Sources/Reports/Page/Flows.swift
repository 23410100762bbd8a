import Projections
import Replay
import Shipments

/// Who gives what to whom: what is delivered or still to come, by donor, district, item and unit.
struct Flows: Sendable {
  /// A donor, or none that is named, and what goes where.
  private struct Key: Hashable, Sendable {
    var donor: Symbol
    var stock: StockKey

    var symbols: [Symbol] { [donor, stock.district, stock.item, stock.unit] }
  }

  /// What flows: an amount in thousandths, of how many lines a part is not stated, and who gives with
  /// the donor.
  private struct Gift: Sendable {
    var given: Int64 = 0
    var unstated = 0
    var jointly: Set<Symbol> = []

    mutating func add(_ other: Gift) throws(Overflow) {
      given = try Int64.sum(given, other.given)
      unstated += other.unstated
      if !other.jointly.isEmpty { jointly.formUnion(other.jointly) }
    }
  }

  // Apart, since each line looks up its key and adds to its sum.
  private var keys: [Key] = []
  private var gifts: [Gift] = []
  private var texts: [Symbol: String] = [:]
  private var index = HashIndex()
  private let hashKey = HashKey()

  /// Adds the lines of a state.
  mutating func add(
    _ state: borrowing State, _ jointly: JointDonors, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let lines = state.totals.deliveries.lines.span
    var (found, rows): ([Gift], [Int]) = ([], [])
    found.reserveCapacity(lines.count)
    rows.reserveCapacity(lines.count)
    for line in lines.indices {
      let given = try Quantity.sum(lines[line].quantity(.delivered), lines[line].outstanding)
      let isUnspecified = lines[line].isUnspecified
      guard given > .zero || isUnspecified else { continue }
      let key = Key(donor: lines[line].donor?.value ?? .none, stock: lines[line].key.stock)
      let known = keys.count
      rows.append(row(of: key))
      if keys.count > known { for symbol in key.symbols { name(symbol, symbols) } }
      let givers = jointly.symbols(of: lines[line].key)
      for giver in givers { name(giver, symbols) }
      found.append(
        Gift(given: given.thousandths, unstated: isUnspecified ? 1 : 0, jointly: givers))
    }
    // Behind all look-ups: the sums lie anywhere in memory, and the machine waits once for several.
    for (row, gift) in zip(rows, found) { try gifts[row].add(gift) }
  }

  private mutating func name(_ symbol: Symbol, _ symbols: borrowing SymbolTable) {
    if texts[symbol] == nil { texts[symbol] = symbols.text(of: symbol) }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: Flows) throws(Overflow) {
    texts.merge(other.texts) { first, _ in first }
    for (key, gift) in zip(other.keys, other.gifts) { try gifts[row(of: key)].add(gift) }
  }

  /// The row of a key, which is made where it is new.
  private mutating func row(of key: Key) -> Int {
    let hash = HashKey.mix(key.stock.hash(hashKey), UInt64(key.donor.number))
    if let row = index.row(hash: hash, orAdd: keys.count, where: { keys[$0] == key }) { return row }
    keys.append(key)
    gifts.append(Gift())
    return keys.count - 1
  }

  /// The flows in byte order of their names, those without a named donor first.
  func table() -> FlowTable {
    let named = texts.filter { $0.key != .none }.sorted {
      ByteOrder.precedes([$0.value], [$1.value])
    }
    var numbers = [Int](repeating: -1, count: 1 + (named.map { Int($0.key.number) }.max() ?? 0))
    for (number, name) in named.enumerated() { numbers[Int(name.key.number)] = number }
    func number(of symbol: Symbol) -> Int { numbers[Int(symbol.number)] }
    let rows = zip(keys, gifts).map { key, gift in
      FlowTable.Row(
        names: FlowTable.Names(
          donor: number(of: key.donor), district: number(of: key.stock.district),
          item: number(of: key.stock.item), unit: number(of: key.stock.unit)),
        given: gift.given, unstated: gift.unstated,
        jointly: gift.jointly.map(number(of:)).sorted())
    }
    return FlowTable(names: named.map(\.value), rows: rows.sorted { $0.names < $1.names })
  }
}

/// Flows whose names are numbered in byte order.
struct FlowTable: Sendable {
  /// The numbers of the names of a flow; the donor's is -1 where none is named.
  struct Names: Comparable, Sendable {
    let donor: Int
    let district: Int
    let item: Int
    let unit: Int

    static func < (left: Names, right: Names) -> Bool {
      (left.donor, left.district, left.item, left.unit)
        < (right.donor, right.district, right.item, right.unit)
    }
  }

  /// A flow: an amount in thousandths, of how many lines a part is not stated, and the numbers of those
  /// who give with the donor.
  struct Row: Sendable {
    let names: Names
    let given: Int64
    let unstated: Int
    let jointly: [Int]
  }

  /// The names by their numbers.
  private(set) var names: [String] = []
  /// The flows in byte order of their names.
  private(set) var rows: [Row] = []
}
