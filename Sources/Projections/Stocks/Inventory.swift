public import Shipments

/// The stock of one item in one unit at one district.
public struct StockRow: Sendable {
  /// The district, the item and the unit.
  public var key: StockKey
  private var sums = InlineArray<10, Int64>(repeating: 0)

  init(key: StockKey) { self.key = key }

  /// One of the sums, in thousandths or as a count.
  public subscript(counter: StockCounter) -> Int64 { sums[counter.rawValue] }

  @inline(__always)
  fileprivate func sum(_ counter: Int) -> Int64 { sums[counter] }

  /// The net adjustment.
  public var adjusted: Quantity {
    Quantity(thousandths: self[.adjustedUp] - self[.adjustedDown])
  }

  /// What should be there; negative where reports are missing.
  ///
  /// Received and transferred in, less transferred out and issued, with adjustments.
  public var onHand: Quantity {
    Quantity(
      thousandths: self[.received] + self[.transferredIn] - self[.transferredOut] - self[.issued]
        + adjusted.thousandths)
  }

  /// Whether it has no sums but what was received.
  var isPlain: Bool {
    var others: Int64 = 0
    for counter in StockCounter.allCases where counter != .received { others |= self[counter] }
    return others == 0
  }

  /// An amount as a quantity.
  public func quantity(_ counter: StockCounter) -> Quantity {
    Quantity(thousandths: self[counter])
  }

  /// Adds an item of an event: to a counter, or to `adjustedDown` where its quantity is below zero.
  @inline(__always)
  mutating func post(_ item: ItemRecord, to counter: StockCounter) throws(Overflow) {
    let amount = item.quantity.thousandths
    try add(abs(amount), to: amount < 0 ? .adjustedDown : counter)
    if !item.isStated { try add(1, to: .requestedUnstated) }
    if counter == .requested, let qualifier = item.qualifier {
      try add(1, to: qualifier == .about ? .requestedAbout : .requestedAtLeast)
    }
  }

  @inline(__always)
  mutating func add(_ amount: Int64, to counter: StockCounter) throws(Overflow) {
    // Both sides are at most the greatest total, so that the sum fits 64 bits.
    let sum = sums[counter.rawValue] + amount
    guard sum <= Quantity.maximumTotal.thousandths else { throw Overflow() }
    sums[counter.rawValue] = sum
  }
}

/// What names a stock row.
public struct StockKey: Hashable, Sendable {
  /// The district that holds it.
  public var district: Symbol
  /// What.
  public var item: Symbol
  /// The unit that its sums count.
  public var unit: Symbol

  /// Makes a key.
  @inlinable
  public init(district: Symbol, item: Symbol, unit: Symbol) {
    self.district = district
    self.item = item
    self.unit = unit
  }

  /// A hash of the key.
  @inlinable
  public func hash(_ key: HashKey) -> UInt64 {
    HashKey.mix(
      key.start(UInt64(district.number)), UInt64(item.number) << 32 | UInt64(unit.number))
  }
}

/// The fold of the districts' stocks.
public struct Inventory: Projection, Sendable {
  /// The rows, in the order in which they were first seen.
  public private(set) var rows: [StockRow] = []
  private var index: HashIndex
  private let hashKey = HashKey()
  private let postings = Posting.table

  /// Makes an empty inventory, with room for some rows before it grows.
  public init(minimumCapacity: Int = 16) {
    index = HashIndex(minimumCapacity: minimumCapacity)
    rows.reserveCapacity(minimumCapacity)
  }

  /// Forgets everything, in the memory that is there.
  public mutating func removeAll() {
    rows.removeAll(keepingCapacity: true)
    index.removeAll()
  }

  /// Adds the events of a batch.
  public mutating func apply(
    _ batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for event in batch.records { try apply(event, of: batch) }
  }

  /// Adds one of the events of a batch.
  @inline(__always)
  mutating func apply(_ event: EventRecord, of batch: Batch) throws(Overflow) {
    let posting = postings[Int(event.type.rawValue)]
    guard let counter = posting.stock else { return }
    do throws(Overflow) {
      for row in batch.itemRows(of: event) {
        try post(batch.items[row], of: event, counter, posting.stockOfFrom, batch)
      }
    } catch {
      throw Overflow(at: event.place)
    }
  }

  private mutating func post(
    _ item: ItemRecord, of event: EventRecord, _ counter: StockCounter, _ out: StockCounter?,
    _ batch: Batch
  ) throws(Overflow) {
    try post(item, event.district, counter)
    if let out { try post(item, batch.relations(of: event)?.from ?? .none, out) }
  }

  private mutating func post(
    _ item: ItemRecord, _ district: Symbol, _ counter: StockCounter
  ) throws(Overflow) {
    let row = row(StockKey(district: district, item: item.item, unit: item.unit))
    try rows[row].post(item, to: counter)
  }

  private mutating func row(_ key: StockKey) -> Int {
    let hash = key.hash(hashKey)
    if let row = index.row(hash: hash, orAdd: rows.count, where: { rows[$0].key == key }) {
      return row
    }
    rows.append(StockRow(key: key))
    return rows.count - 1
  }

  /// Whether so many inventories like this one add up to totals that counters hold.
  ///
  /// Stocks are summed over partitions without a look at the greatest total; where this says no, the
  /// whole log is folded as one, and says where the overflow is, if there is one.
  public func canBeAdded(times count: Int) -> Bool {
    let share = Quantity.maximumTotal.thousandths / Int64(max(1, count))
    for row in rows {
      for counter in 0..<StockCounter.allCases.count where row.sum(counter) > share { return false }
    }
    return true
  }

  /// Adds the sums of another inventory.
  public mutating func merge(
    _ other: Inventory, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    try merge(other)
  }

  /// Adds the sums of another inventory.
  public mutating func merge(_ other: Inventory) throws(Overflow) {
    for theirs in other.rows {
      let row = row(theirs.key)
      for counter in StockCounter.allCases { try rows[row].add(theirs[counter], to: counter) }
    }
  }
}
