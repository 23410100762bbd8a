import Projections
public import Replay
public import Shipments

/// Which events a listing shows.
public struct EventFilter: Sendable {
  /// By district (that of the event, or the one it leaves), item, and the event's donor.
  public var rows = RowFilter()
  /// Only those of one shipment.
  public var shipment: Symbol?
  /// Only those of the shipments that the filter by donor shows, once they are looked up.
  private var shipments: Set<Symbol>?
  /// Only those of these delivery lines.
  private var lines: Set<LineKey>?
  /// From this day on.
  public var from: Day?
  /// Only those of one type.
  public var type: EventType?
  /// Up to this day.
  public var at: Day
  /// Recorded by this instant.
  public var knownAt: Instant
  /// Those that are replaced or voided too.
  public var includesReplaced = false

  /// Shows every event in force up to a day, as known at an instant.
  public init(at: Day, knownAt: Instant, rows: RowFilter = RowFilter()) {
    self.at = at
    self.knownAt = knownAt
    self.rows = rows
  }

  /// The rows of the events that pass, in the order of day, recording and id.
  public func rows(_ history: borrowing History, _ versions: Versions) -> [EventRow] {
    var rows: [EventRow] = []
    history.forEachEvent { row, event, batch in
      guard event.occurredOn <= at, event.recordedAt <= knownAt,
        from.map({ $0 <= event.occurredOn }) ?? true,
        includesReplaced || versions.isInForce(event.id),
        matches(event, batch, history.symbols)
      else { return }
      rows.append(row)
    }
    return history.chronological(rows)
  }

  /// Whether an event passes all but the dates.
  func matches(
    _ event: EventRecord, _ batch: Batch, _ symbols: borrowing SymbolTable
  ) -> Bool {
    if let shipment, event.shipment != shipment { return false }
    if let type, event.type != type { return false }
    if let shipments, !shipments.contains(event.shipment) { return false }
    if let lines, !LineKey.all(of: event, batch).contains(where: lines.contains) { return false }
    if self.rows.district != nil {
      let from = batch.relations(of: event)?.from ?? .none
      let isThere =
        self.rows.shows(district: event.district, symbols)
        || self.rows.shows(district: from, symbols)
      guard isThere else { return false }
    }
    guard self.rows.item != nil || self.rows.unit != nil else { return true }
    for row in batch.itemRows(of: event)
    where self.rows.shows(item: batch.items[row].item, symbols)
      && self.rows.shows(unit: batch.items[row].unit, symbols)
    {
      return true
    }
    return false
  }
}

extension EventFilter {
  /// Whether it chooses delivery lines, which stocks have no part in.
  var isOfLines: Bool { shipment != nil || rows.donor != nil || rows.lacksDonor }

  /// Whether a delivery line is one whose events pass.
  func shows(_ line: DeliveryLine, _ symbols: borrowing SymbolTable) -> Bool {
    if let shipment, line.key.shipment != shipment { return false }
    return rows.shows(line.key.stock, symbols) && rows.shows(donor: line.donor?.value, symbols)
  }

  /// The open promises elsewhere that the districts share in, which the filter is of.
  func pools(_ state: borrowing State, _ symbols: borrowing SymbolTable) -> [Int] {
    guard let scope = DistrictScope(rows) else { return [] }
    let lines = state.totals.deliveries.lines
    var elsewhere = self
    elsewhere.rows.district = nil
    var found: [Int] = []
    for row in lines.indices
    where lines[row].isOpen && elsewhere.shows(lines[row], symbols)
      && !rows.shows(district: lines[row].key.district, symbols)
      && scope.isShared(byLine: row, of: state.totals.deliveries, symbols)
    {
      found.append(row)
    }
    return found
  }

  /// The same dates and events, for the lines of promises elsewhere that the districts share in.
  public func ofPools(_ state: borrowing State, _ symbols: borrowing SymbolTable) -> EventFilter {
    var filter = self
    filter.rows = RowFilter()
    filter.lines = Set(pools(state, symbols).map { state.totals.deliveries.lines[$0].key })
    return filter
  }

  /// Looks up the shipments of the donors that are wanted: an event need not name its donor.
  public mutating func lookUpDonors(
    in state: borrowing State, _ symbols: borrowing SymbolTable
  ) {
    guard rows.donor != nil || rows.lacksDonor else { return }
    let lines = state.totals.deliveries.lines
    var found: Set<Symbol> = []
    for row in lines.indices where rows.shows(donor: lines[row].donor?.value, symbols) {
      found.insert(lines[row].key.shipment)
    }
    shipments = found
  }
}

extension LineKey {
  /// The lines that an event adds to: those of its district, and of the one that it leaves.
  fileprivate static func all(of event: EventRecord, _ batch: Batch) -> [LineKey] {
    let districts = [event.district] + (batch.relations(of: event).map { [$0.from] } ?? [])
    return batch.itemRows(of: event).flatMap { row in
      districts.map {
        LineKey(
          shipment: event.shipment, district: $0, item: batch.items[row].item,
          unit: batch.items[row].unit)
      }
    }
  }
}
