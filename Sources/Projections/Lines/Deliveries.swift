public import Shipments

/// What a rescheduled event moves: the lines of a shipment at a district.
public struct ShipmentDistrict: Hashable, Sendable {
  /// What the promise is filed under.
  public var shipment: Symbol
  /// The recipient district.
  public var district: Symbol

  /// Makes a key.
  public init(shipment: Symbol, district: Symbol) {
    self.shipment = shipment
    self.district = district
  }
}

/// What one line drew from the promise of another, by their rows.
public struct Draw: Sendable {
  /// The line of the promise.
  public var promise: Int
  /// The line that drew on it.
  public var line: Int
  /// How much.
  public var quantity: Quantity
}

/// The fold of the delivery lines.
public struct Deliveries: Projection, ~Copyable, Sendable {
  /// The lines, in the order in which they were first seen.
  public internal(set) var lines: [DeliveryLine] = []
  /// What was drawn from promises to areas, once they are settled.
  public internal(set) var draws: [Draw] = []
  /// The districts that share a line's promise, of the few lines that name some.
  var shares: [Int: Shares] = [:]
  /// The newest promised day of the rescheduled events, by shipment and district.
  private var rescheduled: [ShipmentDistrict: Mark<Day>] = [:]
  private var index: HashIndex
  private let hashKey = HashKey()
  private let postings = Posting.table

  /// The districts that share a line.
  struct Shares: Sendable {
    /// Those that its promises name, which it covers.
    var covered: Set<Symbol> = []
    /// Those that any of its events names, which are shown.
    var named: Set<Symbol> = []
  }

  /// Makes an empty fold, with room for some lines before it grows.
  public init(minimumCapacity: Int = 16) {
    index = HashIndex(minimumCapacity: minimumCapacity)
    lines.reserveCapacity(minimumCapacity)
  }

  /// Forgets everything, in the memory that is there.
  public mutating func removeAll() {
    lines.removeAll(keepingCapacity: true)
    draws.removeAll(keepingCapacity: true)
    if !shares.isEmpty { shares = [:] }
    if !rescheduled.isEmpty { rescheduled = [:] }
    index.removeAll()
  }

  /// Adds the events of a batch.
  public mutating func apply(
    _ batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for event in batch.records { try apply(event, of: batch, symbols: symbols) }
  }

  /// Adds one of the events of a batch.
  @inline(__always)
  mutating func apply(
    _ event: EventRecord, of batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let posting = postings[Int(event.type.rawValue)]
    guard let counter = posting.line else {
      if event.type == .rescheduled { reschedule(event, symbols) }
      return
    }
    do throws(Overflow) {
      for row in batch.itemRows(of: event) {
        try post(batch.items[row], of: event, counter, posting, batch, symbols)
      }
    } catch {
      throw Overflow(at: event.place)
    }
  }

  /// Adds one item to the line of its district and, of an allocation, to the one that it leaves.
  @inline(__always)
  private mutating func post(
    _ item: ItemRecord, of event: EventRecord, _ counter: LineCounter, _ posting: Posting,
    _ batch: Batch, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let row = row(event, district: event.district, item)
    try Deliveries.add(item, event, counter, posting, to: &lines[row], symbols)
    guard let relations = batch.relations(of: event) else { return }
    if !relations.among.isEmpty {
      let districts = batch.paths(relations.among)
      shares[row, default: Shares()].named.formUnion(districts)
      if posting.items != nil { shares[row, default: Shares()].covered.formUnion(districts) }
    }
    if let out = posting.lineOfFrom {
      let leaving = self.row(event, district: relations.from, item)
      lines[leaving].lower(since: event.occurredOn)
      try lines[leaving].add(item.quantity.thousandths, to: out)
    }
  }

  @inline(__always)
  private static func add(
    _ item: ItemRecord, _ event: EventRecord, _ counter: LineCounter, _ posting: Posting,
    to line: inout DeliveryLine, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    line.lower(since: event.occurredOn)
    if event.donor != .none {
      line.donor.keepEarliest(Mark(event.donor, at: Moment(event)), symbols)
    }
    if let day = event.expectedOn {
      line.expectedMark.keepLatest(Mark(day, at: Moment(event)), symbols)
    }
    try line.add(item.quantity.thousandths, to: counter)
    // Only a delivery may have losses, or be final.
    if item.hasLosses {
      try line.add(item.damaged.thousandths, to: .damaged)
      try line.add(item.missing.thousandths, to: .missing)
    }
    if event.isFinal { try line.add(1, to: .closings) }
    if let items = posting.items {
      try line.add(1, to: items)
      if let qualifier = item.qualifier {
        try line.add(1, to: qualifier == .about ? .about : .atLeast)
      }
    }
    if !item.isStated, let unstated = posting.unstated { try line.add(1, to: unstated) }
  }

  private mutating func reschedule(_ event: EventRecord, _ symbols: borrowing SymbolTable) {
    guard let day = event.expectedOn else { return }
    let key = ShipmentDistrict(shipment: event.shipment, district: event.district)
    rescheduled[key].keepLatest(Mark(day, at: Moment(event)), symbols)
  }

  /// The row of a line, which is made where it is new.
  @inline(__always)
  private mutating func row(
    _ event: EventRecord, district: Symbol, _ item: ItemRecord
  ) -> Int {
    let key = LineKey(
      shipment: event.shipment, district: district, item: item.item, unit: item.unit)
    return row(key, since: event.occurredOn)
  }

  @inline(__always)
  private mutating func row(_ key: LineKey, since day: Day) -> Int {
    let hash = key.hash(hashKey)
    if let row = index.row(hash: hash, orAdd: lines.count, where: { lines[$0].key == key }) {
      return row
    }
    lines.append(DeliveryLine(key: key, since: day))
    return lines.count - 1
  }

  /// Adds the sums and marks of another fold.
  public mutating func merge(
    _ other: borrowing Deliveries, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for (theirRow, theirs) in other.lines.enumerated() {
      let row = row(theirs.key, since: theirs.since)
      for counter in LineCounter.allCases { try lines[row].add(theirs[counter], to: counter) }
      lines[row].lower(since: theirs.since)
      if let donor = theirs.donor { lines[row].donor.keepEarliest(donor, symbols) }
      if let mark = theirs.expectedMark { lines[row].expectedMark.keepLatest(mark, symbols) }
      if let shares = other.shares[theirRow] {
        self.shares[row, default: Shares()].named.formUnion(shares.named)
        self.shares[row, default: Shares()].covered.formUnion(shares.covered)
      }
    }
    for (key, mark) in other.rescheduled { rescheduled[key].keepLatest(mark, symbols) }
  }

  /// The promised day of a line by its own events and the rescheduled ones.
  func ownExpectedOn(_ row: Int, _ symbols: borrowing SymbolTable) -> Day? {
    let key = ShipmentDistrict(
      shipment: lines[row].key.shipment, district: lines[row].key.district)
    var mark = lines[row].expectedMark
    if let moved = rescheduled[key] { mark.keepLatest(moved, symbols) }
    return mark?.value
  }

  /// The districts that a line covers by name; where there is none, it covers all below its own.
  public func covered(_ row: Int) -> Set<Symbol> { shares[row]?.covered ?? [] }

  /// The districts that share a line, of those that any of its events names.
  public func among(_ row: Int) -> Set<Symbol> { shares[row]?.named ?? [] }
}
