public import Shipments

/// How long one delivery line took: when it was promised, for when, and when its goods came.
public struct LineTime: Sendable {
  /// What names the line.
  public var key: LineKey
  /// The day of the first promise of its goods, to it or to where they were promised at first.
  public fileprivate(set) var promisedOn: Day?
  /// The day for which its goods were promised first.
  public fileprivate(set) var firstExpectedOn: Day?
  /// How many delivered items it has.
  public fileprivate(set) var deliveries = 0
  /// The sum of their days, as numbers of days since 1970-01-01.
  public fileprivate(set) var deliveryDays: Int64 = 0
  /// The latest of their days.
  public fileprivate(set) var lastDelivery: Day?
  /// The latest day on which something of it was delivered or cancelled.
  public fileprivate(set) var settledOn: Day?
  /// Who gave with the donor, here or where the goods were promised at first.
  public fileprivate(set) var jointly: Set<Symbol> = []
  /// The earliest day of its own pledged, allocated, purchased and dispatched events.
  fileprivate var ownPromise: Day?
  /// Who gave with the donor, by its own events.
  fileprivate var ownJointly: Set<Symbol> = []
  /// The promised day that its own earliest event names.
  fileprivate var ownExpected: Mark<Day>?
  /// Whether something was pledged to it, and not only to an area that it shares in.
  fileprivate var isPledged = false
  /// The districts from which goods were allocated to it.
  fileprivate var allocatedFrom: Set<Symbol> = []

  fileprivate init(key: LineKey) { self.key = key }

  /// Adds one item of an event.
  fileprivate mutating func add(
    _ event: EventRecord, _ posting: Posting, _ symbols: borrowing SymbolTable
  ) {
    let day = event.occurredOn
    if posting.items != nil { ownPromise = min(ownPromise ?? day, day) }
    if let expectedOn = event.expectedOn {
      ownExpected.keepEarliest(Mark(expectedOn, at: Moment(event)), symbols)
    }
    switch event.type {
    case .pledged: isPledged = true
    case .delivered:
      deliveries += 1
      deliveryDays += Int64(day.number)
      lastDelivery = max(lastDelivery ?? day, day)
      settledOn = max(settledOn ?? day, day)
    case .cancelled: settledOn = max(settledOn ?? day, day)
    default: break
    }
  }

  fileprivate mutating func merge(_ other: LineTime, _ symbols: borrowing SymbolTable) {
    ownPromise = [ownPromise, other.ownPromise].compactMap(\.self).min()
    if let mark = other.ownExpected { ownExpected.keepEarliest(mark, symbols) }
    isPledged = isPledged || other.isPledged
    allocatedFrom.formUnion(other.allocatedFrom)
    deliveries += other.deliveries
    deliveryDays += other.deliveryDays
    lastDelivery = [lastDelivery, other.lastDelivery].compactMap(\.self).max()
    settledOn = [settledOn, other.settledOn].compactMap(\.self).max()
    ownJointly.formUnion(other.ownJointly)
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
    guard let row = row(of: key) else { return nil }
    return lines[row]
  }

  private func row(of key: LineKey) -> Int? {
    index.row(hash: key.hash(hashKey)) { lines[$0].key == key }
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
        if let relations {
          if !relations.jointly.isEmpty {
            lines[line].ownJointly.formUnion(batch.paths(relations.jointly))
          }
          if posting.lineOfFrom != nil {
            lines[line].allocatedFrom.insert(relations.from)
            // The line it leaves may have no events of its own, and yet be covered by others.
            var leaving = lines[line].key
            leaving.district = relations.from
            _ = self.row(leaving)
          }
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
      lines[row].merge(theirs, symbols)
    }
    for (key, mark) in other.rescheduled { rescheduled[key].keepEarliest(mark, symbols) }
  }
}

extension LineTimes {
  /// Settles when the goods of each line were promised first, and for which day.
  ///
  /// What was pledged to a line itself is measured by its own events. Other goods come from a promise
  /// to another line: the one from which they were allocated, or the nearest that covers the line;
  /// so its events count, too, and in the same way those of where its own goods come from. Where none
  /// of them says for which day, the nearest covering line that does says it, as it does for `expectedOn`.
  public mutating func settle(
    _ deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable
  ) {
    for row in lines.indices {
      lines[row].promisedOn = lines[row].ownPromise
      lines[row].jointly = lines[row].ownJointly
      let key = ShipmentDistrict(
        shipment: lines[row].key.shipment, district: lines[row].key.district)
      if let moved = rescheduled[key] { lines[row].ownExpected.keepEarliest(moved, symbols) }
      lines[row].firstExpectedOn = lines[row].ownExpected?.value
    }
    let covering = deliveries.covering(symbols)
    for row in lines.indices where !lines[row].isPledged || lines[row].ownExpected == nil {
      let origins = origins(of: row, covering)
      var promise: Day?
      var expected: Mark<Day>?
      for origin in origins {
        lines[row].jointly.formUnion(lines[origin].ownJointly)
        if let day = lines[origin].ownPromise { promise = min(promise ?? day, day) }
        if let mark = lines[origin].ownExpected { expected.keepEarliest(mark, symbols) }
      }
      for area in covering[lines[row].key] ?? [] where expected == nil {
        if let area = self.row(of: area) { expected = lines[area].ownExpected }
      }
      (lines[row].promisedOn, lines[row].firstExpectedOn) = (promise, expected?.value)
    }
  }

  /// A line, and those to which its goods were promised before.
  private func origins(of row: Int, _ covering: [LineKey: [LineKey]]) -> [Int] {
    var found = [row]
    var next = 0
    while next < found.count {
      let line = lines[found[next]]
      next += 1
      guard !line.isPledged else { continue }
      var keys: [LineKey] = []
      for district in line.allocatedFrom {
        var key = line.key
        key.district = district
        keys.append(key)
      }
      if let area = covering[line.key]?.first { keys.append(area) }
      for key in keys {
        if let origin = self.row(of: key), !found.contains(origin) { found.append(origin) }
      }
    }
    return found
  }
}
