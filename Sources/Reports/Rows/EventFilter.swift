public import Replay
public import Shipments

/// Which events a listing shows.
public struct EventFilter: Sendable {
  /// By district (that of the event, or the one it leaves), item, and the event's donor.
  public var rows = RowFilter()
  /// Only those of one shipment.
  public var shipment: Symbol?
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
    if self.rows.donor != nil {
      guard event.donor != .none, self.rows.shows(donor: event.donor, symbols) else { return false }
    }
    if self.rows.district != nil {
      let from = batch.relations(of: event)?.from ?? .none
      let isThere =
        self.rows.shows(district: event.district, symbols)
        || self.rows.shows(district: from, symbols)
      guard isThere else { return false }
    }
    guard self.rows.item != nil else { return true }
    for row in batch.itemRows(of: event)
    where self.rows.shows(item: batch.items[row].item, symbols) { return true }
    return false
  }
}
