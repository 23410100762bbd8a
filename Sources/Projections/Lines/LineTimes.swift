public import Shipments

/// How long one delivery line took: when it was promised, for when, and when its goods came.
public struct LineTime: Sendable {
  /// What names the line.
  public var key: LineKey
  /// The earliest day of its pledged, allocated, purchased and dispatched events.
  public internal(set) var firstPromise: Day?
  /// The promised day that its earliest event names.
  var expected: Mark<Day>?
  /// How many delivered items it has.
  public internal(set) var deliveries = 0
  /// The sum of their days, as numbers of days since 1970-01-01.
  public internal(set) var deliveryDays: Int64 = 0
  /// The latest of their days.
  public internal(set) var lastDelivery: Day?
  /// Who gave with the donor.
  public internal(set) var jointly: Set<Symbol> = []

  /// Adds one item of an event.
  mutating func add(
    _ event: EventRecord, _ posting: Posting, _ symbols: borrowing SymbolTable
  ) {
    let day = event.occurredOn
    if posting.items != nil { firstPromise = min(firstPromise ?? day, day) }
    if let expectedOn = event.expectedOn {
      expected.keepEarliest(Mark(expectedOn, at: Moment(event)), symbols)
    }
    guard event.type == .delivered else { return }
    deliveries += 1
    deliveryDays += Int64(day.number)
    lastDelivery = max(lastDelivery ?? day, day)
  }
}

/// The fold of the times of delivery lines.
public struct LineTimes: Projection, ~Copyable, Sendable {
  /// The lines, in the order in which they were first seen.
  public private(set) var lines: [LineTime] = []
  private var rescheduled: [ShipmentDistrict: Mark<Day>] = [:]
  private var index = HashIndex()
  private let hashKey = HashKey()
  private let postings = Posting.table

  /// Makes an empty fold.
  public init() {}

  /// The times of a line, if it has events.
  public func time(of key: LineKey) -> LineTime? {
    index.row(hash: key.hash(hashKey)) { lines[$0].key == key }.map { lines[$0] }
  }

  /// The day for which a line was promised first.
  public func firstExpectedOn(
    _ line: LineTime, _ symbols: borrowing SymbolTable
  ) -> Day? {
    var mark = line.expected
    let key = ShipmentDistrict(shipment: line.key.shipment, district: line.key.district)
    if let moved = rescheduled[key] { mark.keepEarliest(moved, symbols) }
    return mark?.value
  }

  /// Adds the events of a batch.
  public mutating func apply(
    _ batch: Batch, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for event in batch.records {
      let posting = postings[Int(event.type.rawValue)]
      guard posting.line != nil else {
        if event.type == .rescheduled, let day = event.expectedOn {
          let key = ShipmentDistrict(shipment: event.shipment, district: event.district)
          rescheduled[key].keepEarliest(Mark(day, at: Moment(event)), symbols)
        }
        continue
      }
      let relations = batch.relations(of: event)
      for row in batch.itemRows(of: event) {
        let item = batch.items[row]
        let line = self.row(
          LineKey(
            shipment: event.shipment, district: event.district, item: item.item, unit: item.unit))
        lines[line].add(event, posting, symbols)
        if let relations, !relations.jointly.isEmpty {
          lines[line].jointly.formUnion(batch.paths(relations.jointly))
        }
      }
    }
  }

  private mutating func row(_ key: LineKey) -> Int {
    let known = index.row(hash: key.hash(hashKey), orAdd: lines.count) { lines[$0].key == key }
    if let known { return known }
    lines.append(LineTime(key: key))
    return lines.count - 1
  }

  /// Adds the times of another fold.
  public mutating func merge(
    _ other: borrowing LineTimes, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for theirs in other.lines {
      let row = row(theirs.key)
      lines[row].firstPromise = [lines[row].firstPromise, theirs.firstPromise].compactMap(\.self)
        .min()
      if let mark = theirs.expected { lines[row].expected.keepEarliest(mark, symbols) }
      lines[row].deliveries += theirs.deliveries
      lines[row].deliveryDays += theirs.deliveryDays
      lines[row].lastDelivery = [lines[row].lastDelivery, theirs.lastDelivery].compactMap(\.self)
        .max()
      lines[row].jointly.formUnion(theirs.jointly)
    }
    for (key, mark) in other.rescheduled { rescheduled[key].keepEarliest(mark, symbols) }
  }
}
