import Projections
import Replay
import Shipments

/// What is still to come of promises, by the areas that they cover: for the rows beside which it shows.
struct AreaPromises: Sendable {
  /// What is outstanding, and of how many lines something is not stated.
  struct Sum: RowSum {
    var outstanding = Quantity.zero
    var unspecifiedLines = 0

    mutating func add(_ other: Sum) throws(Overflow) {
      outstanding = try .sum(outstanding, other.outstanding)
      unspecifiedLines += other.unspecifiedLines
    }
  }

  /// Where promises stand, and which districts they name; without names they cover all below.
  private struct Area: Hashable {
    var stock: StockKey
    var covered: [Symbol]
  }

  private var sums: [Area: Sum] = [:]
  private var names: [Symbol: String] = [:]

  /// Adds the open promises of a state.
  mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let lines = state.totals.deliveries.lines
    for row in lines.indices where lines[row].isPromise && lines[row].isOpen {
      let covered = state.totals.deliveries.covered(row).sorted { $0.number < $1.number }
      let stock = lines[row].key.stock
      for symbol in covered + [stock.district, stock.item, stock.unit]
      where names[symbol] == nil {
        names[symbol] = symbols.text(of: symbol)
      }
      let sum = Sum(
        outstanding: lines[row].outstanding, unspecifiedLines: lines[row].isUnspecified ? 1 : 0)
      try sums[Area(stock: stock, covered: covered), default: Sum()].add(sum)
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: AreaPromises) throws(Overflow) {
    for (area, sum) in other.sums { try sums[area, default: Sum()].add(sum) }
    names.merge(other.names) { first, _ in first }
  }

  /// What covers each row without standing at it, when districts are cut to their first names.
  func beside(_ keys: [RowKey], depth: Int?) throws(Overflow) -> [Sum] {
    var unnamed: [SortKey: [[UInt8]: Sum]] = [:]
    var named: [SortKey: [(district: String, covered: [String], sum: Sum)]] = [:]
    for (area, sum) in sums {
      let goods = SortKey([text(area.stock.item), text(area.stock.unit)])
      let district = text(area.stock.district)
      if area.covered.isEmpty {
        try unnamed[goods, default: [:]][Array(district.utf8), default: Sum()].add(sum)
      } else {
        named[goods, default: []].append((district, area.covered.map(text), sum))
      }
    }
    var found: [Sum] = []
    for key in keys {
      let goods = SortKey([key.item, key.unit])
      var sum = Sum()
      for district in AreaPromises.above(key.district) {
        if let area = unnamed[goods]?[district] { try sum.add(area) }
      }
      for area in named[goods] ?? []
      where !RowKey.cut(area.district, to: depth).utf8.elementsEqual(key.district.utf8)
        && area.covered.contains(where: { AreaPromises.meet($0, key.district) })
      {
        try sum.add(area.sum)
      }
      found.append(sum)
    }
    return found
  }

  private func text(_ symbol: Symbol) -> String { names[symbol] ?? "" }

  /// The bytes of the paths above one, without itself.
  private static func above(_ path: String) -> [[UInt8]] {
    var paths: [[UInt8]] = []
    for (offset, byte) in path.utf8.enumerated() where byte == UInt8(ascii: "/") {
      paths.append(Array(path.utf8.prefix(offset)))
    }
    return paths
  }

  /// Whether two paths are the same, or one is below the other.
  private static func meet(_ left: String, _ right: String) -> Bool {
    let (short, long) = left.utf8.count < right.utf8.count ? (left, right) : (right, left)
    guard long.utf8.starts(with: short.utf8) else { return false }
    let rest = long.utf8.dropFirst(short.utf8.count)
    return rest.isEmpty || rest.first == UInt8(ascii: "/")
  }
}
