package import Projections
package import Shipments

/// What each period changes in the sums of the districts: a period is a day, or a week, and is named by
/// its last day.
///
/// The sums of a district change on the days of its events, and on the day after a promised one, when
/// what is open becomes overdue. They are those of the fold itself: it is run for each shipment at the end of
/// each such period, and what differs from the one before is noted.
package struct PeriodChanges: Sendable {
  /// The districts, items and units that are changed, in the order in which they were met.
  package private(set) var keys: [StockKey] = []
  /// What the periods change, by the places of the keys.
  package private(set) var cells = PeriodCells()
  private var keyIndex = HashIndex()
  private var days: [Day] = []
  private var counts: [Int] = []
  private var dayIndex = HashIndex()
  private var shipment = ShipmentSums()
  private var change = DistrictSums()
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
    try cells.enter()
  }

  /// Adds what other parts change.
  package mutating func merge(_ other: PeriodChanges) throws(Overflow) {
    let rows = other.keys.map { row(of: $0) }
    for place in other.cells.indices {
      let cell = other.cells[place]
      try cells.add(other.cells.sums(of: place), to: PeriodCell(row: rows[cell.row], day: cell.day))
    }
    try cells.enter()
    for (day, events) in zip(other.days, other.counts) { count(events, on: day) }
  }

  /// How many events that a report counts happened in each period.
  package var eventCounts: [Day: Int] { Dictionary(uniqueKeysWithValues: zip(days, counts)) }

  private mutating func count(_ events: Int, on day: Day) {
    let hash = hashKey.start(UInt64(bitPattern: Int64(day.number)))
    if let known = dayIndex.row(hash: hash, orAdd: days.count, where: { days[$0] == day }) {
      counts[known] += events
    } else {
      days.append(day)
      counts.append(events)
    }
  }

  /// Lets go of the changes that were taken; the counts of events stay.
  mutating func removeCells() { cells.removeAll() }

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
      var counted = 0
      while next < group.upperBound, events.day(next) <= day {
        counted += events.counts(next) ? 1 : 0
        try events.apply(next, to: &totals, symbols)
        next += 1
      }
      if counted > 0 { count(counted, on: day) }
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
    for place in shipment.rows.indices where try shipment.rows[place].takeChange(into: &change) {
      try cells.add(change, to: PeriodCell(row: shipment.rows[place].number, day: day))
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

    /// Notes what has changed since the period before, which the one at hand is from now on; tells
    /// whether anything has.
    mutating func takeChange(into change: inout DistrictSums) throws(Overflow) -> Bool {
      guard try change.setChange(from: before, to: sums) else { return false }
      before = sums
      return true
    }
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
  /// Where an event stands, and what it is ordered by.
  private struct Entry {
    let shipment: Symbol
    let day: Day
    let batch: Int32
    let row: Int32
  }

  private let batches: [Batch]
  private var events: [Entry] = []
  private var next = 0

  init(_ history: borrowing History, _ versions: Versions, knownAt: Instant) {
    batches = history.census.batches
    var found: [Entry] = []
    found.reserveCapacity(history.eventCount)
    // By shipment how many events it has, and then the place of its next one.
    var places = [Int32](repeating: 0, count: history.symbols.count)
    for (number, batch) in batches.enumerated() {
      for (row, event) in batch.records.enumerated()
      where event.type != .voided && event.recordedAt <= knownAt && versions.isInForce(event.id) {
        places[Int(event.shipment.number)] += 1
        found.append(
          Entry(
            shipment: event.shipment, day: event.occurredOn, batch: Int32(number), row: Int32(row)))
      }
    }
    guard let first = found.first else { return }
    var end: Int32 = 0
    for shipment in places.indices {
      (places[shipment], end) = (end, end + places[shipment])
    }
    events = Array(repeating: first, count: found.count)
    for entry in found {
      let shipment = Int(entry.shipment.number)
      events[Int(places[shipment])] = entry
      places[shipment] += 1
    }
  }

  /// The next events that hang together: those of a shipment, or one that has none.
  mutating func nextGroup() -> Range<Int>? {
    guard next < events.count else { return nil }
    let start = next
    let shipment = events[start].shipment
    var isInOrder = true
    next += 1
    // An event without a shipment hangs together with none.
    while shipment != .none, next < events.count, events[next].shipment == shipment {
      isInOrder = isInOrder && events[next - 1].day <= events[next].day
      next += 1
    }
    if !isInOrder { events[start..<next].sort { $0.day < $1.day } }
    return start..<next
  }

  func day(_ number: Int) -> Day { events[number].day }

  /// Whether an event is one of those that a report counts.
  func counts(_ number: Int) -> Bool {
    let entry = events[number]
    return batches[Int(entry.batch)].records[Int(entry.row)].type != .rescheduled
  }

  /// Adds an event to totals.
  func apply(
    _ number: Int, to totals: inout Totals, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let entry = events[number]
    let batches = batches.span
    try totals.apply(
      batches[Int(entry.batch)].records[Int(entry.row)], of: batches[Int(entry.batch)],
      symbols: symbols)
  }
}
