public import Shipments

extension Deliveries {
  /// Settles what hangs on several lines: draw-downs, inherited days, and the donors of shipments.
  ///
  /// Run it once, on the whole state; filters choose afterwards what is shown.
  public mutating func settle(_ symbols: borrowing SymbolTable) throws(Overflow) {
    for row in lines.indices { lines[row].expectedOn = ownExpectedOn(row, symbols) }
    for group in groups() {
      try SharedPromises(group, self, symbols).settle(&self, symbols)
    }
    settleDonors(symbols)
  }

  /// The rows of each shipment, item and unit that has lines at several districts.
  private func groups() -> [[Int]] {
    groups(by: {
      LineKey(shipment: $0.shipment, district: .none, item: $0.item, unit: $0.unit)
    })
  }

  /// The rows that share a part of their key, where several do.
  private func groups(by part: (LineKey) -> LineKey) -> [[Int]] {
    var groups: [[Int]] = []
    var places: [Int: Int] = [:]
    var index = HashIndex(minimumCapacity: lines.count)
    let hashKey = HashKey()
    for row in lines.indices {
      let key = part(lines[row].key)
      let hash = key.hash(hashKey)
      guard let first = index.row(hash: hash, where: { part(lines[$0].key) == key }) else {
        index.insert(hash: hash, row: row)
        continue
      }
      if let place = places[first] {
        groups[place].append(row)
      } else {
        places[first] = groups.count
        groups.append([first, row])
      }
    }
    return groups
  }

  /// A shipment's donor is the one that the earliest event of any of its lines names.
  private mutating func settleDonors(_ symbols: borrowing SymbolTable) {
    let shipments = groups(by: {
      LineKey(shipment: $0.shipment, district: .none, item: .none, unit: .none)
    })
    for rows in shipments {
      var donor: Mark<Symbol>?
      for row in rows {
        if let mark = lines[row].donor { donor.keepEarliest(mark, symbols) }
      }
      for row in rows { lines[row].donor = donor }
    }
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
