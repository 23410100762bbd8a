public import EventLog
public import Shipments

extension History {
  /// The event of a row.
  public subscript(row: EventRow) -> EventRecord { census[row] }

  /// The batch in which an event stands, with its items and relations.
  public func batch(of row: EventRow) -> Batch { census.batch(of: row) }

  /// Every event, each once, in the order of reading, in force or not.
  public func forEachEvent(_ visit: (EventRow, EventRecord, Batch) -> Void) {
    census.forEachRow(visit)
  }

  /// The lines that repeat an id.
  public var copies: [Copy] { census.copies }

  /// The key of an id, if the log has ever named it.
  public func key(of id: String) -> EventKey? {
    EventKey(lowerCaseUUID: id) ?? symbols.find(id).map(EventKey.init(text:))
  }

  /// The row of an id, if the log has an event of it.
  public func row(of id: String) -> EventRow? {
    key(of: id).flatMap { census.row(of: $0) }
  }

  /// The row of an id, if the log has an event of it.
  public func row(of key: EventKey) -> EventRow? { census.row(of: key) }

  /// Rows in the order of day, recording and id.
  public func chronological(_ rows: [EventRow]) -> [EventRow] {
    rows.sorted { isBefore(census[$0], census[$1]) }
  }

  private func isBefore(_ left: EventRecord, _ right: EventRecord) -> Bool {
    if left.occurredOn != right.occurredOn { return left.occurredOn < right.occurredOn }
    if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
    return symbols.precedes(left.id, right.id)
  }

  /// The name of the journal in which a line stands.
  public func journal(of place: Place) -> String { journals[place.journal].name }

  /// Reads the whole events of some rows again, in the rows' order.
  public func events(
    _ rows: [EventRow], in folder: LogFolder, threads: Int = 1
  ) throws(LogError) -> [Event] {
    try folder.events(at: rows.map { census[$0].place }, of: journals.map(\.name), threads: threads)
  }
}
