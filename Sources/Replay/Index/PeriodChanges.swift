package import Projections
package import Shipments

/// What each period changes in the sums of the districts: a period is a day, or a week, and is named by
/// its last day.
///
/// The sums of a district change on the days of its events, and on the day after a promised one, when
/// what is open becomes overdue. They are those of the fold itself: it is run for each shipment at the end of
/// each such period, and what differs from the one before is noted.
package struct PeriodChanges: Sendable {
  /// What a period changes in the sums of one row.
  package struct Cell: Sendable {
    /// The row: the place of its district, item and unit among the keys.
    package var row: Int
    /// The last day of the period.
    package var day: Day
    /// By how much.
    package var sums: DistrictSums
  }

  /// The districts, items and units that are changed, in the order in which they were met.
  package private(set) var keys: [StockKey] = []
  /// What the periods change, in the order in which it was met.
  package private(set) var cells: [Cell] = []
  /// How many events that a report counts happened in each period.
  package private(set) var eventCounts: [Day: Int] = [:]
  private var keyIndex = HashIndex()
  private var cellIndex = HashIndex()
  private var shipment = ShipmentSums()
  private let hashKey = HashKey()
  /// A day on which a period ends, and how many days one has.
  private let end: Day
  private let length: Int32

  /// Begins with nothing; a period of so many days ends on `end`, and all others follow from that.
  package init(of length: Int32 = 1, endingOn end: Day = Day(number: 0)) {
    self.length = length
    self.end = end
  }

  /// Adds what is in force of a part of a log, as known at an instant.
  package mutating func add(
    _ history: borrowing History, _ versions: Versions, knownAt: Instant
  ) throws(Overflow) {
    var totals = Totals()
    var events = EventsByShipment(history, versions, knownAt: knownAt)
    while let group = events.nextGroup() { try add(group, events, history.symbols, &totals) }
  }

  /// Adds what other parts change.
  package mutating func merge(_ other: PeriodChanges) throws(Overflow) {
    let rows = other.keys.map { row(of: $0) }
    for cell in other.cells { try add(cell.sums, to: rows[cell.row], on: cell.day) }
    for (day, count) in other.eventCounts { eventCounts[day, default: 0] += count }
  }

  /// Lets go of the changes that were taken; the counts of events stay.
  mutating func removeCells() {
    cells.removeAll(keepingCapacity: true)
    cellIndex.removeAll()
  }

  /// The end of a day's period.
  private func end(of day: Day) -> Day {
    guard length > 1 else { return day }
    let rest = (day.number - end.number) % length
    return Day(number: day.number + (rest > 0 ? length - rest : -rest))
  }

  private mutating func add(
    _ group: Range<Int>, _ events: borrowing EventsByShipment, _ symbols: borrowing SymbolTable,
    _ totals: inout Totals
  ) throws(Overflow) {
    totals.removeAll()
    shipment.removeAll()
    var next = group.lowerBound
    var flip: Day?
    while next < group.upperBound || flip != nil {
      let nextDay = next < group.upperBound ? events.day(next) : .last
      let day = end(of: min(nextDay, flip ?? .last))
      var count = 0
      while next < group.upperBound, events.day(next) <= day {
        count += events.counts(next) ? 1 : 0
        try totals.apply(events.record(next), of: events.batch(next), symbols: symbols)
        next += 1
      }
      if count > 0 { eventCounts[day, default: 0] += count }
      try totals.settle(symbols)
      try note(totals, on: day)
      flip = totals.deliveries.nextOverdue(after: day)
    }
  }

  /// Notes what differs from the period before in the rows of a shipment.
  private mutating func note(_ totals: borrowing Totals, on day: Day) throws(Overflow) {
    shipment.clearSums()
    let lines = totals.deliveries.lines.span
    for line in lines.indices {
      if line == shipment.lines.count {
        shipment.lines.append(shipment.place(of: row(of: lines[line].key.stock)))
      }
      try shipment.rows[shipment.lines[line]].sums.add(lines[line], at: day)
    }
    let stocks = totals.inventory.rows.span
    for stock in stocks.indices {
      if stock == shipment.stocks.count {
        shipment.stocks.append(shipment.place(of: row(of: stocks[stock].key)))
      }
      try shipment.rows[shipment.stocks[stock]].sums.add(stocks[stock])
    }
    for place in shipment.rows.indices {
      var change = shipment.rows[place].sums
      try change.subtract(shipment.rows[place].before)
      guard !change.isNothing else { continue }
      shipment.rows[place].before = shipment.rows[place].sums
      try add(change, to: shipment.rows[place].number, on: day)
    }
  }

  private mutating func add(
    _ change: DistrictSums, to row: Int, on day: Day
  ) throws(Overflow) {
    let hash = HashKey.mix(hashKey.start(UInt64(row)), UInt64(bitPattern: Int64(day.number)))
    let known = cellIndex.row(hash: hash, orAdd: cells.count) {
      cells[$0].row == row && cells[$0].day == day
    }
    if let known {
      try cells[known].sums.add(change)
    } else {
      cells.append(Cell(row: row, day: day, sums: change))
    }
  }

  /// The row of a key, which is made where it is new.
  private mutating func row(of key: StockKey) -> Int {
    let known = keyIndex.row(hash: key.hash(hashKey), orAdd: keys.count) { keys[$0] == key }
    if let known { return known }
    keys.append(key)
    return keys.count - 1
  }
}

/// What a shipment that is replayed comes to in its rows.
private struct ShipmentSums {
  /// One of the rows: at the end of the period at hand, and of the one before.
  struct Row {
    let number: Int
    var sums = DistrictSums()
    var before = DistrictSums()
  }

  var rows: [Row] = []
  /// The places among the rows of each line and of each stock.
  var lines: [Int] = []
  var stocks: [Int] = []
  /// By the number of a row its place, if the row of that place has this number.
  private var places: [Int32] = []

  /// Begins with another shipment.
  mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    lines.removeAll(keepingCapacity: true)
    stocks.removeAll(keepingCapacity: true)
  }

  /// Begins with another period.
  mutating func clearSums() {
    for place in rows.indices { rows[place].sums = DistrictSums() }
  }

  /// The place of the row of a number, which is made where it is new.
  mutating func place(of number: Int) -> Int {
    while places.count <= number { places.append(0) }
    let place = Int(places[number])
    if place < rows.count, rows[place].number == number { return place }
    places[number] = Int32(rows.count)
    rows.append(Row(number: number))
    return rows.count - 1
  }
}

/// The events in force of a history, by what hangs together and then by day.
private struct EventsByShipment: ~Copyable {
  private let batches: [Batch]
  private var events: [(order: UInt64, batch: Int32, row: Int32)] = []
  private var next = 0

  init(_ history: borrowing History, _ versions: Versions, knownAt: Instant) {
    batches = history.census.batches
    for (number, batch) in batches.enumerated() {
      for (row, event) in batch.records.enumerated()
      where event.type != .voided && event.recordedAt <= knownAt && versions.isInForce(event.id) {
        events.append((EventsByShipment.order(event), Int32(number), Int32(row)))
      }
    }
    events.sort { $0.order < $1.order }
  }

  /// By shipment, then by day, in one word.
  private static func order(_ event: EventRecord) -> UInt64 {
    UInt64(event.shipment.number) << 32
      | UInt64(UInt32(bitPattern: event.occurredOn.number) ^ 1 << 31)
  }

  /// The next events that hang together: those of a shipment, or one that has none.
  mutating func nextGroup() -> Range<Int>? {
    guard next < events.count else { return nil }
    let start = next
    let shipment = events[start].order >> 32
    next += 1
    // An event without a shipment hangs together with none.
    while shipment != 0, next < events.count, events[next].order >> 32 == shipment { next += 1 }
    return start..<next
  }

  func day(_ number: Int) -> Day { record(number).occurredOn }

  /// Whether an event is one of those that a report counts.
  func counts(_ number: Int) -> Bool { record(number).type != .rescheduled }

  func record(_ number: Int) -> EventRecord {
    batch(number).records[Int(events[number].row)]
  }

  /// The batch of an event.
  func batch(_ number: Int) -> Batch { batches[Int(events[number].batch)] }
}
