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
    for shipment in shipmentsOfSeveralLines(symbols) {
      settleDonor(of: shipment, symbols)
      for group in sameGoods(shipment) {
        try SharedPromises(group, self, symbols).settle(&self, symbols)
      }
    }
  }

  /// The rows of each shipment that has several lines, in the order in which they were first seen.
  private func shipmentsOfSeveralLines(_ symbols: borrowing SymbolTable) -> [[Int]] {
    var groups: [[Int]] = []
    guard lines.count > 1 else { return groups }
    // By the symbol of the shipment: its first row and one more, or below zero its group.
    var places = [Int32](repeating: 0, count: symbols.count)
    for row in lines.indices {
      let shipment = Int(lines[row].key.shipment.number)
      let place = Int(places[shipment])
      if place == 0 {
        places[shipment] = Int32(truncatingIfNeeded: row + 1)
      } else if place > 0 {
        groups.append([place - 1, row])
        places[shipment] = Int32(truncatingIfNeeded: -groups.count)
      } else {
        groups[-place - 1].append(row)
      }
    }
    return groups
  }

  /// The rows of a shipment that are lines of the same item and unit, where there are several.
  private func sameGoods(_ rows: [Int]) -> [[Int]] {
    func goods(_ row: Int) -> UInt64 {
      UInt64(lines[row].key.item.number) << 32 | UInt64(lines[row].key.unit.number)
    }
    let sorted = rows.sorted { goods($0) < goods($1) }
    var groups: [[Int]] = []
    var start = 0
    for end in 1...sorted.count
    where end == sorted.count || goods(sorted[end]) != goods(sorted[start]) {
      if end - start > 1 { groups.append(Array(sorted[start..<end])) }
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

/// The lines of one shipment, item and unit, and which of them cover which districts.
private struct SharedPromises {
  /// The rows in byte order of district.
  private let rows: [Int]
  /// The rows that cover the districts at or below a name, in byte order of district.
  private var coversFrom: [Symbol: [Int]] = [:]
  /// The rows that cover the districts below a name, their own.
  private var coversBelow: [Symbol: [Int]] = [:]

  init(
    _ group: [Int], _ deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable
  ) {
    rows = symbols.sorted(group) { deliveries.lines[$0].key.district }
    for row in rows where deliveries.lines[row].isPromise {
      let covered = deliveries.shares[row]?.covered ?? []
      for name in covered { coversFrom[name, default: []].append(row) }
      if covered.isEmpty {
        coversBelow[deliveries.lines[row].key.district, default: []].append(row)
      }
    }
  }

  /// The rows that cover a line, nearest first: the covering name with the most names, then district.
  private func covering(
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
      rest -= taken.thousandths
    }
  }
}
