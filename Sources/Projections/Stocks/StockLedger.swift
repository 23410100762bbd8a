public import Shipments

/// The fold of what moved the districts' stocks, period by period.
public struct StockLedger: Projection, ~Copyable, Sendable {
  /// What moved one stock in one period.
  public struct Entry: Sendable {
    /// The first day of the period; nil for all that happened before the ledger begins.
    public var period: Day?
    /// The sums of the movements.
    public var movements: StockRow
  }

  /// The entries, in the order in which they were first seen.
  public private(set) var entries: [Entry] = []
  /// The first day on which a stock moved.
  public private(set) var firstDay: Day?
  private let start: Day?
  private let period: Period?
  private var index = HashIndex()
  private let hashKey = HashKey()
  private let postings = Posting.table

  /// Begins a ledger on a day, or on the first day that moves a stock; without a period it is one entry.
  public init(from start: Day?, by period: Period?) {
    self.start = start
    self.period = period
  }

  /// Adds the events of a batch; those that ask for goods move nothing.
  public mutating func apply(
    _ batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for event in batch.records {
      let posting = postings[Int(event.type.rawValue)]
      guard let counter = posting.stock, counter != .requested else { continue }
      firstDay = min(firstDay ?? event.occurredOn, event.occurredOn)
      do throws(Overflow) {
        for row in batch.itemRows(of: event) {
          let item = batch.items[row]
          try add(item, of: event, at: event.district, counter)
          if let out = posting.stockOfFrom {
            try add(item, of: event, at: batch.relations(of: event)?.from ?? .none, out)
          }
        }
      } catch {
        throw Overflow(at: event.place)
      }
    }
  }

  private mutating func add(
    _ item: ItemRecord, of event: EventRecord, at district: Symbol, _ counter: StockCounter
  ) throws(Overflow) {
    let key = StockKey(district: district, item: item.item, unit: item.unit)
    let row = entry(key, period(of: event.occurredOn))
    try entries[row].movements.post(item, to: counter)
  }

  private func period(of day: Day) -> Day? {
    if let start, day < start { return nil }
    guard let period else { return start ?? .first }
    return max(period.start(of: day), start ?? .first)
  }

  private mutating func entry(_ key: StockKey, _ period: Day?) -> Int {
    let hash = HashKey.mix(key.hash(hashKey), UInt64(bitPattern: Int64(period?.number ?? .min)))
    let known = index.row(hash: hash, orAdd: entries.count) {
      entries[$0].movements.key == key && entries[$0].period == period
    }
    if let known { return known }
    entries.append(Entry(period: period, movements: StockRow(key: key)))
    return entries.count - 1
  }

  /// Adds the entries of another ledger of the same periods.
  public mutating func merge(
    _ other: borrowing StockLedger, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    if let day = other.firstDay { firstDay = min(firstDay ?? day, day) }
    for theirs in other.entries {
      let row = entry(theirs.movements.key, theirs.period)
      for counter in StockCounter.allCases {
        try entries[row].movements.add(theirs.movements[counter], to: counter)
      }
    }
  }
}
