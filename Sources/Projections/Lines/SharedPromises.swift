public import Shipments

extension Deliveries {
  /// Settles what hangs on several lines: draw-downs, inherited days, and the donors of shipments.
  ///
  /// Run it on the whole state, and again when more was applied; filters choose what is shown.
  public mutating func settle(_ symbols: borrowing SymbolTable) throws(Overflow) {
    for row in lines.indices {
      lines[row].expectedOn = ownExpectedOn(row, symbols)
      lines[row].drawnDown = .zero
      lines[row].drawnFor = .zero
    }
    draws.removeAll(keepingCapacity: true)
    guard lines.count > 1 else { return }
    let shipments = ShipmentLines(lines, symbols)
    var rows: [Int] = []
    for first in shipments.firstRows {
      shipments.collect(from: first, into: &rows)
      settleDonor(of: rows, symbols)
      for group in groups(&rows) {
        try SharedPromises(rows[group], self, symbols).settle(&self, symbols)
      }
    }
  }

  /// By line the lines that cover it, nearest first, where there are such.
  func covering(_ symbols: borrowing SymbolTable) -> [LineKey: [LineKey]] {
    var found: [LineKey: [LineKey]] = [:]
    let shipments = ShipmentLines(lines, symbols)
    var rows: [Int] = []
    for first in shipments.firstRows {
      shipments.collect(from: first, into: &rows)
      for group in groups(&rows) {
        let promises = SharedPromises(rows[group], self, symbols)
        for row in rows[group] {
          let covering = promises.covering(row, self, symbols)
          if !covering.isEmpty { found[lines[row].key] = covering.map { lines[$0].key } }
        }
      }
    }
    return found
  }

  /// Sorts the rows of a shipment by their goods; the ranges of those with the same, where several have.
  private func groups(_ rows: inout [Int]) -> [Range<Int>] {
    rows.sort { lines[$0].key.goods < lines[$1].key.goods }
    var groups: [Range<Int>] = []
    var start = 0
    for end in 1...rows.count
    where end == rows.count || lines[rows[end]].key.goods != lines[rows[start]].key.goods {
      if end - start > 1 { groups.append(start..<end) }
      start = end
    }
    return groups
  }

  /// A shipment's donor is the one that the earliest event of any of its lines names.
  private mutating func settleDonor(of rows: [Int], _ symbols: borrowing SymbolTable) {
    var donor: Mark<Symbol>?
    for row in rows {
      if let mark = lines[row].donor { donor.keepEarliest(mark, symbols) }
    }
    for row in rows { lines[row].donor = donor }
  }
}

/// The lines of each shipment that has several, as chains of rows.
private struct ShipmentLines {
  /// The first line of each such shipment.
  private(set) var firstRows: [Int] = []
  /// By row, the next line of the same shipment; 0 behind the last one.
  private var next: [Int32]

  init(_ lines: [DeliveryLine], _ symbols: borrowing SymbolTable) {
    guard let shipment = lines.first?.key.shipment,
      lines.contains(where: { $0.key.shipment != shipment })
    else {
      // Lines of one shipment, as where it alone is replayed.
      next = lines.indices.map { Int32($0 + 1 < lines.count ? $0 + 1 : 0) }
      firstRows = lines.count > 1 ? [0] : []
      return
    }
    next = [Int32](repeating: 0, count: lines.count)
    // By the symbol of the shipment its last row and one more, below zero where it is not the first.
    var lasts = [Int32](repeating: 0, count: symbols.count)
    for row in lines.indices {
      let shipment = Int(lines[row].key.shipment.number)
      let last = lasts[shipment]
      let place = Int32(truncatingIfNeeded: row + 1)
      lasts[shipment] = last == 0 ? place : -place
      guard last != 0 else { continue }
      next[Int(abs(last)) - 1] = place - 1
      if last > 0 { firstRows.append(Int(last) - 1) }
    }
  }

  /// The rows of a shipment from its first one on, in the order in which they were first seen.
  func collect(from first: Int, into rows: inout [Int]) {
    rows.removeAll(keepingCapacity: true)
    var row = first
    repeat {
      rows.append(row)
      row = Int(next[row])
    } while row != 0
  }
}

extension LineKey {
  /// The item and the unit as one number.
  fileprivate var goods: UInt64 { UInt64(item.number) << 32 | UInt64(unit.number) }
}

/// The lines of one shipment, item and unit, and which of them cover which districts.
private struct SharedPromises {
  /// The rows in byte order of district.
  private let rows: [Int]
  /// The rows that cover the districts at or below a name, in byte order of district.
  private var coversFrom: [Symbol: [Int]] = [:]
  /// The rows that cover the districts below a name, their own.
  private var coversBelow: [Symbol: [Int]] = [:]

  init(
    _ group: ArraySlice<Int>, _ deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable
  ) {
    rows = symbols.sorted(Array(group)) { deliveries.lines[$0].key.district }
    for row in rows where deliveries.lines[row].isPromise {
      let covered = deliveries.shares[row]?.covered ?? []
      for name in covered { coversFrom[name, default: []].append(row) }
      if covered.isEmpty {
        coversBelow[deliveries.lines[row].key.district, default: []].append(row)
      }
    }
  }

  /// The rows that cover a line, nearest first: the covering name with the most names, then district.
  func covering(
    _ row: Int, _ deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable
  ) -> [Int] {
    let district = deliveries.lines[row].key.district
    var found: [Int] = []
    var seen: Set<Int> = [row]
    for name in symbols.pathAndAncestors(of: district) {
      let from = coversFrom[name] ?? []
      let below = name == district ? [] : coversBelow[name] ?? []
      let nearest = rows.count > 2 ? merged(from, below) : from + below
      for other in nearest where seen.insert(other).inserted { found.append(other) }
    }
    return found
  }

  /// Two lists in the group's order, as one.
  private func merged(_ left: [Int], _ right: [Int]) -> [Int] {
    guard !left.isEmpty, !right.isEmpty else { return left + right }
    let members = Set(left + right)
    return rows.filter(members.contains)
  }

  func settle(
    _ deliveries: inout Deliveries, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    guard !coversFrom.isEmpty || !coversBelow.isEmpty else { return }
    var inherited: [(row: Int, day: Day)] = []
    for row in rows {
      let line = deliveries.lines[row]
      guard line.claim > .zero || line.expectedOn == nil else { continue }
      let covering = covering(row, deliveries, symbols)
      try draw(line.claim, for: row, from: covering, &deliveries)
      if line.expectedOn == nil, let day = firstExpectedOn(covering, deliveries) {
        inherited.append((row, day))
      }
    }
    for (row, day) in inherited { deliveries.lines[row].expectedOn = day }
  }

  private func firstExpectedOn(_ rows: [Int], _ deliveries: borrowing Deliveries) -> Day? {
    for row in rows {
      if let day = deliveries.lines[row].expectedOn { return day }
    }
    return nil
  }

  /// Draws a claim from the lines that cover it, each up to what is left of it.
  private func draw(
    _ claim: Quantity, for row: Int, from covering: [Int], _ deliveries: inout Deliveries
  ) throws(Overflow) {
    var rest = claim.thousandths
    for other in covering where rest > 0 {
      let line = deliveries.lines[other]
      let left = max(0, line.capacity.thousandths - line.drawnDown.thousandths)
      let taken = Quantity(thousandths: line.isAnyUnstated ? rest : min(rest, left))
      deliveries.lines[other].drawnDown = try .sum(line.drawnDown, taken)
      deliveries.lines[row].drawnFor = try .sum(deliveries.lines[row].drawnFor, taken)
      if taken > .zero {
        deliveries.draws.append(Draw(promise: other, line: row, quantity: taken))
      }
      rest -= taken.thousandths
    }
  }
}
