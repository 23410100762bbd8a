import Projections
public import Replay
public import Shipments

/// Which events a listing shows.
public struct EventFilter: Sendable {
  /// By district (that of the event, or the one it leaves), item, and the event's donor.
  public var rows = RowFilter()
  /// Only those of one shipment.
  public var shipment: Symbol?
  /// Only those of the pending delivery lines that this wants.
  public var pending: PendingReport.Query?
  /// Only those of the shipments that the filter by donor shows, once they are looked up.
  private var shipments: Set<Symbol>?
  /// Only those of these delivery lines, once they are looked up.
  private var lines: Set<LineKey>?
  /// Where there are lines of the items that are shown, once they are looked up: what moves a promised
  /// day names no items.
  private var places: Set<ShipmentDistrict> = []
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
        includesReplaced
          || versions.isInForce(event.id) && (event.type != .voided || type == .voided),
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
    if self.rows.district != nil {
      let from = batch.relations(of: event)?.from ?? .none
      let isThere =
        self.rows.shows(district: event.district, symbols)
        || self.rows.shows(district: from, symbols)
      guard isThere else { return false }
    }
    guard choosesItems else { return true }
    guard event.type != .rescheduled else {
      return places.contains(
        ShipmentDistrict(shipment: event.shipment, district: event.district))
    }
    for row in batch.itemRows(of: event)
    where self.rows.shows(item: batch.items[row].item, symbols)
      && self.rows.shows(unit: batch.items[row].unit, symbols)
    {
      guard let lines else { return true }
      if LineKey.all(of: event, batch.items[row], batch).contains(where: lines.contains) {
        return true
      }
    }
    return false
  }

  /// Whether some items of an event may be shown, and others not.
  private var choosesItems: Bool { rows.item != nil || rows.unit != nil || lines != nil }
}

extension EventFilter {
  /// Whether it chooses delivery lines, which stocks have no part in.
  public var isOfLines: Bool {
    shipment != nil || pending != nil || rows.donor != nil || rows.lacksDonor
  }

  /// Whether a delivery line is one whose events pass.
  func shows(_ line: DeliveryLine, _ symbols: borrowing SymbolTable) -> Bool {
    if let shipment, line.key.shipment != shipment { return false }
    if let lines, !lines.contains(line.key) { return false }
    return rows.shows(line.key.stock, symbols) && rows.shows(donor: line.donor?.value, symbols)
  }

  /// The open promises elsewhere that the districts share in, which the filter is of.
  func pools(_ state: borrowing State, _ symbols: borrowing SymbolTable) -> [Int] {
    guard let scope = DistrictScope(rows) else { return [] }
    let lines = state.totals.deliveries.lines
    var elsewhere = self
    elsewhere.rows.district = nil
    var found: [Int] = []
    // A closed one is still where lines of its shipment, or of its donor, have their days from.
    let isOfPromises = shipment != nil || rows.donor != nil || rows.lacksDonor
    for row in lines.indices
    where (lines[row].isOpen || isOfPromises) && elsewhere.shows(lines[row], symbols)
      && !rows.shows(district: lines[row].key.district, symbols)
      && scope.isShared(byLine: row, of: state.totals.deliveries, symbols)
    {
      found.append(row)
    }
    return found
  }

  /// The lines elsewhere that drew from the promises that the filter is of, or from some pools.
  private func draws(
    _ pools: [Int], _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) -> [Int] {
    let lines = state.totals.deliveries.lines
    let pools = Set(pools)
    var found: [Int] = []
    for draw in state.totals.deliveries.draws {
      guard pools.contains(draw.promise) || shows(lines[draw.promise], symbols) else { continue }
      if !pools.contains(draw.line), !shows(lines[draw.line], symbols) { found.append(draw.line) }
    }
    return found
  }

  /// The same dates and events, for the lines of promises elsewhere that the districts share in.
  public func ofPools(_ state: borrowing State, _ symbols: borrowing SymbolTable) -> EventFilter {
    of(pools(state, symbols), state, symbols)
  }

  /// The same dates and events, for the lines elsewhere that drew from the promises, or from the pools.
  public func ofDraws(
    _ state: borrowing State, _ symbols: borrowing SymbolTable, withPools: Bool
  ) -> EventFilter {
    of(draws(withPools ? pools(state, symbols) : [], state, symbols), state, symbols)
  }

  /// The same events up to the day before the first one: what stocks had before.
  public var before: EventFilter? {
    guard let from else { return nil }
    var filter = self
    filter.from = nil
    filter.at = Day(number: from.number - 1)
    return filter
  }

  /// The same dates and events, for other lines.
  private func of(
    _ rows: [Int], _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) -> EventFilter {
    var filter = EventFilter(at: at, knownAt: knownAt)
    (filter.from, filter.type, filter.includesReplaced) = (from, type, includesReplaced)
    filter.lines = Set(rows.map { state.totals.deliveries.lines[$0].key })
    filter.lookUp(in: state, symbols)
    return filter
  }

  /// Looks up what the events themselves do not say: the donors of shipments, which lines are pending,
  /// and which items a shipment has.
  public mutating func lookUp(in state: borrowing State, _ symbols: borrowing SymbolTable) {
    let all = state.totals.deliveries.lines
    if rows.donor != nil || rows.lacksDonor {
      var found: Set<Symbol> = []
      for row in all.indices where rows.shows(donor: all[row].donor?.value, symbols) {
        found.insert(all[row].key.shipment)
      }
      shipments = found
    }
    if let pending {
      var found: Set<LineKey> = []
      for row in all.indices
      where all[row].isOpen && pending.wants(all[row], at: state.at, symbols) {
        found.insert(all[row].key)
      }
      lines = found
    }
    guard choosesItems else { return }
    for row in all.indices where shows(all[row], symbols) {
      places.insert(
        ShipmentDistrict(shipment: all[row].key.shipment, district: all[row].key.district))
    }
  }

  /// Which items of the listed events are shown.
  public func items(_ symbols: borrowing SymbolTable) -> ItemFilter {
    var filter = ItemFilter(rows: rows)
    if let lines {
      var names: Set<SortKey> = []
      for line in lines {
        names.insert(
          SortKey(
            [line.shipment, line.district, line.item, line.unit].map { symbols.text(of: $0) }))
      }
      filter.lines = names
    }
    return filter
  }
}

/// Which items of an event a listing shows and sums.
public struct ItemFilter: Sendable {
  fileprivate var rows = RowFilter()
  /// The shipment, district, item and unit of the delivery lines that are shown; nil where all are.
  fileprivate var lines: Set<SortKey>?

  /// Shows the items that a filter of rows does.
  public init(rows: RowFilter = RowFilter()) { self.rows = rows }

  func shows(_ item: Item, of event: Event) -> Bool {
    guard rows.shows(item) else { return false }
    guard let lines, let shipment = event.shipment else { return lines == nil }
    return [event.district, event.from].compactMap(\.self).contains { district in
      lines.contains(SortKey([shipment.text, district.text, item.item.text, item.unit.text]))
    }
  }
}

extension LineKey {
  /// The lines to which an event adds an item: that of its district, and of the one that it leaves.
  fileprivate static func all(
    of event: EventRecord, _ item: ItemRecord, _ batch: Batch
  ) -> [LineKey] {
    let districts = [event.district] + (batch.relations(of: event).map { [$0.from] } ?? [])
    return districts.map {
      LineKey(shipment: event.shipment, district: $0, item: item.item, unit: item.unit)
    }
  }
}
