import EventLog
import Projections
import Shipments

/// The districts' sums on any day: the sums before a window of days, and what each day of it changes.
///
/// A window ends when its days have changed a few times as many rows as there are, so that a question
/// about a day reads as much as there are rows, and not the course of time before it.
enum Windows {
  /// Writes all windows; returns the section that says where each stands, or nil where a sum of many
  /// lines is beyond 64 bits.
  static func write(
    _ days: [Int32: DayChanges], _ sizes: IndexSizes, to writer: inout IndexWriter
  ) throws(FileError) -> [UInt8]? {
    var state: [StockKey: DistrictSums] = [:]
    var directory = IndexBytes()
    var window = IndexBytes()
    var first: Int32?
    var changes = 0
    for day in days.keys.sorted() {
      guard let change = days[day], change.rowCount > 0 else { continue }
      if first == nil {
        first = day
        window = base(state)
      }
      window.signed(Int64(day))
      window.number(change.rowCount)
      window.append(change.bytes)
      changes += change.rowCount
      guard isApplied(change, to: &state) else { return nil }
      let wanted = max(sizes.changesAWindow, sizes.changesARow * state.count)
      guard changes >= wanted, let start = first else { continue }
      try add(window, from: start, to: &writer, &directory)
      first = nil
      changes = 0
    }
    if let first { try add(window, from: first, to: &writer, &directory) }
    return directory.bytes
  }

  private static func add(
    _ window: IndexBytes, from day: Int32, to writer: inout IndexWriter,
    _ directory: inout IndexBytes
  ) throws(FileError) {
    let span = try writer.add(window.bytes)
    directory.signed(Int64(day))
    directory.number(span.offset)
    directory.number(span.length)
    directory.word(span.checksum)
  }

  /// The sums with which a window begins.
  private static func base(_ state: [StockKey: DistrictSums]) -> IndexBytes {
    var bytes = IndexBytes()
    let rows = state.filter { !$0.value.isNothing }
    bytes.number(rows.count)
    for (key, sums) in rows { sums.write(key, to: &bytes) }
    return bytes
  }

  private static func isApplied(
    _ change: DayChanges, to state: inout [StockKey: DistrictSums]
  ) -> Bool {
    var reader = IndexReader(change.bytes.bytes)
    do {
      for _ in 0..<change.rowCount {
        let (key, sums) = try DistrictSums.read(&reader, nameCount: .max)
        try state[key, default: DistrictSums()].add(sums)
      }
      return true
    } catch {
      return false
    }
  }

  /// The sums at the end of a day.
  static func sums(
    at day: Day, _ index: LogIndex
  ) throws(IndexFault) -> [StockKey: DistrictSums] {
    var directory = try index.section(.windows)
    var found: (offset: Int, length: Int, checksum: UInt64)?
    while !directory.isAtEnd {
      let first = try directory.signed()
      let span = (
        offset: try directory.count(), length: try directory.count(),
        checksum: try directory.word()
      )
      if first > Int64(day.number) { break }
      found = span
    }
    guard let found else { return [:] }
    var window = try index.part(found.offset, found.length, checksum: found.checksum)
    var sums: [StockKey: DistrictSums] = [:]
    let names = index.header.nameCount
    try add(try window.count(), of: &window, nameCount: names, to: &sums)
    while !window.isAtEnd {
      if try window.signed() > Int64(day.number) { break }
      try add(try window.count(), of: &window, nameCount: names, to: &sums)
    }
    return sums
  }

  private static func add(
    _ rows: Int, of window: inout IndexReader, nameCount: Int,
    to sums: inout [StockKey: DistrictSums]
  ) throws(IndexFault) {
    for _ in 0..<rows {
      let (key, row) = try DistrictSums.read(&window, nameCount: nameCount)
      do throws(Overflow) {
        try sums[key, default: DistrictSums()].add(row)
      } catch {
        throw .damaged
      }
    }
  }
}
