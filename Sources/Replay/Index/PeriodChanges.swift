package import Projections
package import Shipments

/// What each period changes in the sums of the districts: a period is a day, or a week, and is named by
/// its last day.
///
/// The sums of a district change on the days of its events, and on the day after a promised one, when
/// what is open becomes overdue. They are those of the fold itself: it is run for each shipment at the end of
/// each such period, and what differs from the one before is noted.
package struct PeriodChanges: Sendable {
  /// The row of a district's item and unit, and the period.
  package struct Cell: Hashable, Sendable {
    package var row: Int
    package var day: Day
  }

  /// The districts, items and units that are changed, in the order in which they were met.
  package private(set) var keys: [StockKey] = []
  /// What the periods change.
  package private(set) var cells: [Cell: DistrictSums] = [:]
  private var rows: [StockKey: Int] = [:]
  /// How many events that a report counts happened in each period.
  package private(set) var eventCounts: [Day: Int] = [:]
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
    for (cell, sums) in other.cells {
      try cells[Cell(row: rows[cell.row], day: cell.day), default: DistrictSums()].add(sums)
    }
    for (day, count) in other.eventCounts { eventCounts[day, default: 0] += count }
  }

  /// Lets go of the changes that were taken; the counts of events stay.
  mutating func removeCells() { cells.removeAll(keepingCapacity: true) }

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
    var before: [StockKey: DistrictSums] = [:]
    var next = group.lowerBound
    var flip: Day?
    while next < group.upperBound || flip != nil {
      let nextDay = next < group.upperBound ? events.day(next) : .last
      let day = end(of: min(nextDay, flip ?? .last))
      while next < group.upperBound, events.day(next) <= day {
        if events.counts(next) { eventCounts[day, default: 0] += 1 }
        try totals.apply(events.batch(next), symbols: symbols)
        next += 1
      }
      try totals.settle(symbols)
      let sums = try totals.districtSums(at: day)
      try note(sums, before, on: day)
      before = sums
      flip = totals.deliveries.nextOverdue(after: day)
    }
  }

  private mutating func note(
    _ sums: [StockKey: DistrictSums], _ before: [StockKey: DistrictSums], on day: Day
  ) throws(Overflow) {
    for (key, sums) in sums {
      var change = sums
      if let before = before[key] { try change.subtract(before) }
      guard !change.isNothing else { continue }
      try cells[Cell(row: row(of: key), day: day), default: DistrictSums()].add(change)
    }
  }

  /// The row of a key, which is made where it is new.
  private mutating func row(of key: StockKey) -> Int {
    if let row = rows[key] { return row }
    rows[key] = keys.count
    keys.append(key)
    return keys.count - 1
  }
}

/// The events in force of a history, by what hangs together and then by day.
private struct EventsByShipment: ~Copyable {
  private var batches: [Batch] = []
  private var events: [(group: UInt64, day: Day, batch: Int, row: Int)] = []
  private var next = 0

  init(_ history: borrowing History, _ versions: Versions, knownAt: Instant) {
    var alone: UInt64 = 1 << 32
    for (number, batch) in history.census.batches.enumerated() {
      batches.append(batch)
      for (row, event) in batch.records.enumerated()
      where event.type != .voided && event.recordedAt <= knownAt && versions.isInForce(event.id) {
        var group = UInt64(event.shipment.number)
        if group == 0 {
          group = alone
          alone += 1
        }
        events.append((group, event.occurredOn, number, row))
      }
    }
    events.sort { ($0.group, $0.day.number) < ($1.group, $1.day.number) }
  }

  /// The next events that hang together.
  mutating func nextGroup() -> Range<Int>? {
    guard next < events.count else { return nil }
    let start = next
    while next < events.count, events[next].group == events[start].group { next += 1 }
    return start..<next
  }

  func day(_ number: Int) -> Day { events[number].day }

  /// Whether an event is one of those that a report counts.
  func counts(_ number: Int) -> Bool {
    batches[events[number].batch].records[events[number].row].type != .rescheduled
  }

  /// A batch of one event.
  func batch(_ number: Int) -> Batch {
    let event = events[number]
    var batch = batches[event.batch]
    batch.records = [batch.records[event.row]]
    return batch
  }
}
