import EventLog
public import Shipments

/// The row of an event among all the events of a log, each counted once.
public typealias EventRow = Int

/// A second line with an id that the log has already.
public struct Copy: Sendable {
  /// The event of which it is a copy.
  public var original: EventRow
  /// Where the copy stands.
  public var place: Place
  /// The first field in which it says something else, if it does.
  public var conflict: Conflict.Part?
}

/// Two lines with the same id that do not mean the same.
public struct Conflict: Sendable {
  /// What differs: a field of the event.
  public typealias Part = Field

  /// The id.
  public var id: EventKey
  /// Where the first line stands.
  public var first: Place
  /// Where the second line stands.
  public var second: Place
  /// The field that differs.
  public var field: Field
}

/// Counts every id once, over all journals, with the earliest `recordedAt` of its copies.
struct Census: ~Copyable, Sendable {
  /// A row's batch is its number divided by the batch's capacity.
  private static let rowBits = Batch.capacity.trailingZeroBitCount

  private(set) var batches: [Batch] = []
  private(set) var copies: [Copy] = []
  private(set) var eventCount = 0
  private var index: HashIndex
  private let key = HashKey()

  init(minimumCapacity: Int) { index = HashIndex(minimumCapacity: minimumCapacity) }

  /// Takes the events of one partition; shipments and the ids that are no UUIDs join the symbols.
  init(_ scan: borrowing LogScan, _ partition: Int, _ symbols: inout SymbolTable) {
    self.init(minimumCapacity: scan.lineCount(of: partition))
    scan.forEachBatch(of: partition, &symbols) { take($0) }
  }

  /// Takes those events of one partition that have relations, or whose ids are wanted.
  init(
    _ scan: borrowing LogScan, _ partition: Int, _ symbols: inout SymbolTable, wanted: KeySet
  ) {
    self.init(minimumCapacity: 16)
    scan.forEachBatch(of: partition, &symbols, wanted: wanted.contains) { take($0) }
  }

  /// Takes a batch and keeps those of its events that are not there yet.
  mutating func take(_ batch: Batch) {
    let number = batches.count
    batches.append(batch)
    var kept = 0
    for row in batch.records.indices {
      let id = batch.records[row].id
      let original = index.row(hash: id.hash(key), orAdd: number << Census.rowBits | kept) {
        batches[$0 >> Census.rowBits].records[$0 & (Batch.capacity - 1)].id == id
      }
      if let original {
        note(batch.records[row], of: batch, copyOf: original)
        continue
      }
      if kept != row { batches[number].records[kept] = batch.records[row] }
      kept += 1
    }
    if kept < batch.records.count {
      batches[number].records.removeLast(batch.records.count - kept)
    }
    eventCount += kept
  }

  private mutating func note(_ event: EventRecord, of batch: Batch, copyOf original: EventRow) {
    let (held, row) = position(original)
    let difference = Meaning.difference(
      batches[held].records[row], batches[held], event, batch)
    var place = event.place
    if difference == nil, place < batches[held].records[row].place {
      // Of lines that mean the same the first one is the original, in whatever order they are taken.
      swap(&place, &batches[held].records[row].place)
    }
    copies.append(Copy(original: original, place: place, conflict: difference))
    if event.recordedAt < batches[held].records[row].recordedAt {
      batches[held].records[row].recordedAt = event.recordedAt
    }
  }

  private func position(_ row: EventRow) -> (batch: Int, row: Int) {
    (row >> Census.rowBits, row & (Batch.capacity - 1))
  }

  /// The event of a row.
  subscript(row: EventRow) -> EventRecord {
    let (batch, row) = position(row)
    return batches[batch].records[row]
  }

  /// The batch that holds an event.
  func batch(of row: EventRow) -> Batch { batches[position(row).batch] }

  /// The row of an id.
  func row(of id: EventKey) -> EventRow? {
    index.row(hash: id.hash(key)) { self[$0].id == id }
  }

  /// Every event's row, in the order of reading.
  func forEachRow(_ visit: (EventRow, EventRecord, Batch) -> Void) {
    for (number, batch) in batches.enumerated() {
      for (row, event) in batch.records.enumerated() {
        visit(number << Census.rowBits | row, event, batch)
      }
    }
  }

  /// The row of an event in a batch.
  static func row(batch: Int, _ row: Int) -> EventRow { batch << rowBits | row }
}
