import Projections
import Replay
import Shipments

/// What is still to come of promises, by the areas that they cover: for the rows beside which it shows.
struct AreaPromises: Sendable {
  /// What is outstanding, and of how many lines something is not stated.
  struct Sum: RowSum {
    var outstanding = Quantity.zero
    var qualifier: Qualifier?
    var unspecifiedLines = 0
    /// Whether others have drawn on them.
    var isDrawnDown = false

    init() {}

    @inline(__always)
    init(_ line: DeliveryLine) {
      outstanding = line.outstanding
      qualifier = line.qualifier
      unspecifiedLines = line.isUnspecified ? 1 : 0
      isDrawnDown = line.drawnDown > .zero
    }

    /// The amount with how sure it is, and a `?` where some of it is not stated.
    var shown: String { Shown.orBlank(outstanding, qualifier, unstated: unspecifiedLines) }

    mutating func add(_ other: Sum) throws(Overflow) {
      outstanding = try .sum(outstanding, other.outstanding)
      qualifier = qualifier.vaguest(other.qualifier)
      unspecifiedLines += other.unspecifiedLines
      isDrawnDown = isDrawnDown || other.isDrawnDown
    }
  }

  /// Where promises stand, and which districts they name; without names they cover all below.
  private struct Area: Equatable {
    var stock: StockKey
    var covered: [Symbol]
  }

  // Apart, since each line looks up its area and adds to its sum.
  private var areas: [Area] = []
  private var sums: [Sum] = []
  private var index = HashIndex()
  private let hashKey = HashKey()
  private var names: [Symbol: String] = [:]

  /// Adds the open promises of a state.
  mutating func add(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let lines = state.totals.deliveries.lines.span
    for row in lines.indices where lines[row].isPromise && lines[row].isOpen {
      let covered = state.totals.deliveries.covered(row).sorted { $0.number < $1.number }
      let stock = lines[row].key.stock
      guard try add(Sum(lines[row]), to: Area(stock: stock, covered: covered)) else { continue }
      for symbol in covered + [stock.district, stock.item, stock.unit] {
        names[symbol] = symbols.text(of: symbol)
      }
    }
  }

  /// Adds to the sum of an area; tells whether it is new.
  @discardableResult
  private mutating func add(_ sum: Sum, to area: Area) throws(Overflow) -> Bool {
    var hash = area.stock.hash(hashKey)
    for symbol in area.covered { hash = HashKey.mix(hash, UInt64(symbol.number)) }
    let known = index.row(hash: hash, orAdd: areas.count) { areas[$0] == area }
    if let known {
      try sums[known].add(sum)
    } else {
      areas.append(area)
      sums.append(sum)
    }
    return known == nil
  }

  /// Adds those of other parts.
  mutating func merge(_ other: AreaPromises) throws(Overflow) {
    for (area, sum) in zip(other.areas, other.sums) { try add(sum, to: area) }
    names.merge(other.names) { first, _ in first }
  }

  /// What covers each row without standing in it, when districts are cut to their first names.
  func beside(_ keys: [RowKey], depth: Int?, _ filter: RowFilter) throws(Overflow) -> [Sum] {
    var unnamed: [SortKey: [[UInt8]: Sum]] = [:]
    var named: [SortKey: [(district: Path, covered: [Path], sum: Sum)]] = [:]
    for (area, sum) in zip(areas, sums) {
      let goods = SortKey([text(area.stock.item), text(area.stock.unit)])
      guard let district = path(area.stock.district) else { continue }
      if area.covered.isEmpty {
        try unnamed[goods, default: [:]][Array(district.text.utf8), default: Sum()].add(sum)
      } else {
        named[goods, default: []].append((district, area.covered.compactMap(path), sum))
      }
    }
    var found: [Sum] = []
    for key in keys {
      let goods = SortKey([key.item, key.unit])
      var sum = Sum()
      if let scope = DistrictScope(row: key.district, depth: depth, filter) {
        for district in AreaPromises.above(scope.path) {
          if let area = unnamed[goods]?[district] { try sum.add(area) }
        }
        for area in named[goods] ?? []
        where scope.isShared(by: area.district, covering: area.covered) {
          try sum.add(area.sum)
        }
      }
      found.append(sum)
    }
    return found
  }

  private func text(_ symbol: Symbol) -> String { names[symbol] ?? "" }

  private func path(_ symbol: Symbol) -> Path? { try? Path(text(symbol)) }

  /// The bytes of the paths above one, without itself.
  private static func above(_ path: Path) -> [[UInt8]] {
    let bytes = Array(path.text.utf8)
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }.map { Array(bytes[..<$0]) }
  }
}
