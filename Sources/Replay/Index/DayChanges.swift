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
struct ChangeCollector: ~Copyable {
  private static let maximumCells = 1 << 16

  private var changes = PeriodChanges()
  private var days: [Int32: DayChanges] = [:]

  /// Adds what is in force of a partition.
  mutating func add(_ history: borrowing History) throws(Overflow) {
    try changes.add(history, history.versions(), knownAt: .distantFuture)
    if changes.cells.indices.count > ChangeCollector.maximumCells { write() }
  }

  private mutating func write() {
    for place in changes.cells.indices {
      let (cell, sums) = (changes.cells[place], changes.cells.sums(of: place))
      guard !sums.isNothing else { continue }
      days[cell.day.number, default: DayChanges()].rowCount += 1
      sums.write(changes.keys[cell.row], to: &days[cell.day.number, default: DayChanges()].bytes)
    }
    changes.removeCells()
  }

  /// What every day changes.
  consuming func finish() -> [Int32: DayChanges] {
    write()
    for (day, count) in changes.eventCounts {
      days[day.number, default: DayChanges()].eventCount = count
    }
    return days
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
