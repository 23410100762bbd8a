import EventLog
import Projections
import Shipments

/// What a day changes in the districts' sums, encoded, and how many events happened on it.
struct DayChanges: Sendable {
  var eventCount = 0
  /// How many rows are changed, and by how much.
  var rowCount = 0
  var bytes = IndexBytes()

  func joined(_ other: DayChanges) -> DayChanges {
    var joined = self
    joined.eventCount += other.eventCount
    joined.rowCount += other.rowCount
    joined.bytes.append(other.bytes)
    return joined
  }
}

/// Finds out what each day changes, as everything is known now.
///
/// The sums of a district change on the days of its events, and on the day after a promised one, when
/// what is open becomes overdue. They are those of the fold itself: it is run for each shipment on
/// each such day, and what differs from the day before is noted.
struct ChangeCollector: ~Copyable {
  private static let maximumCells = 1 << 16

  private struct Cell: Hashable {
    var key: StockKey
    var day: Int32
  }

  private var totals = Totals()
  private var cells: [Cell: DistrictSums] = [:]
  private var days: [Int32: DayChanges] = [:]

  /// Adds what is in force of a partition.
  mutating func add(_ history: borrowing History) throws(Overflow) {
    var events = InForce(history)
    while let group = events.nextGroup() { try add(group, events, history.symbols) }
    if cells.count > ChangeCollector.maximumCells { write() }
  }

  private mutating func add(
    _ group: Range<Int>, _ events: borrowing InForce, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    totals.removeAll()
    var before: [StockKey: DistrictSums] = [:]
    var next = group.lowerBound
    var flip: Day?
    while next < group.upperBound || flip != nil {
      let nextDay = next < group.upperBound ? events.day(next) : .last
      let day = min(nextDay, flip ?? .last)
      while next < group.upperBound, events.day(next) == day {
        let batch = events.batch(next)
        if events.counts(next) { days[day.number, default: DayChanges()].eventCount += 1 }
        try totals.apply(batch, symbols: symbols)
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
      try cells[Cell(key: key, day: day.number), default: DistrictSums()].add(change)
    }
  }

  private mutating func write() {
    for (cell, sums) in cells where !sums.isNothing {
      days[cell.day, default: DayChanges()].rowCount += 1
      sums.write(cell.key, to: &days[cell.day, default: DayChanges()].bytes)
    }
    cells.removeAll(keepingCapacity: true)
  }

  /// What every day changes.
  consuming func finish() -> [Int32: DayChanges] {
    write()
    return days
  }
}

/// The events in force of a history, by what hangs together and then by day.
private struct InForce: ~Copyable {
  private var batches: [Batch] = []
  private var events: [(group: UInt64, day: Day, batch: Int, row: Int)] = []
  private var next = 0

  init(_ history: borrowing History) {
    let versions = history.versions()
    var alone: UInt64 = 1 << 32
    for (number, batch) in history.census.batches.enumerated() {
      batches.append(batch)
      for (row, event) in batch.records.enumerated()
      where event.type != .voided && versions.isInForce(event.id) {
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

extension DistrictSums {
  /// Writes a row: its key, which sums are not zero, and these.
  func write(_ key: StockKey, to bytes: inout IndexBytes) {
    bytes.number(UInt64(key.district.number))
    bytes.number(UInt64(key.item.number))
    bytes.number(UInt64(key.unit.number))
    var mask: UInt64 = 0
    for counter in DistrictCounter.allCases where self[counter] != 0 {
      mask |= 1 << UInt64(counter.rawValue)
    }
    bytes.number(mask)
    for counter in DistrictCounter.allCases where self[counter] != 0 { bytes.signed(self[counter]) }
  }

  /// Reads a row, whose names are among so many.
  static func read(
    _ reader: inout IndexReader, nameCount: Int
  ) throws(IndexFault) -> (key: StockKey, sums: DistrictSums) {
    func symbol() throws(IndexFault) -> Symbol {
      guard let number = UInt32(exactly: try reader.number()), Int(number) < nameCount else {
        throw .damaged
      }
      return Symbol(number: number)
    }
    let key = StockKey(district: try symbol(), item: try symbol(), unit: try symbol())
    var sums = DistrictSums()
    var mask = try reader.number()
    while mask != 0 {
      let bit = mask.trailingZeroBitCount
      mask &= mask - 1
      guard let counter = DistrictCounter(rawValue: bit) else { throw .damaged }
      sums[counter] = try reader.signed()
    }
    return (key, sums)
  }
}
