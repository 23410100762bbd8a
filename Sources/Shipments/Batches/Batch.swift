/// Some events in the form for folds: a column of records, and what they refer to.
public struct Batch: Sendable {
  /// How many events a full batch holds.
  public static let capacity = 1 << 10

  /// The events.
  public var records: [EventRecord] = []
  /// The items of all events; a record names its range.
  public var items: [ItemRecord] = []
  /// What few events have beside their record.
  public var relations: [Relations] = []
  /// The paths that relations refer to.
  public var paths: [Symbol] = []

  /// Makes an empty batch.
  public init() {}

  /// Makes an empty batch with room for so many events and items.
  public static func withRoom(_ count: Int, items: Int) -> Batch {
    var batch = Batch()
    batch.records.reserveCapacity(count)
    batch.items.reserveCapacity(items)
    return batch
  }

  /// The rows of an event's items.
  @inlinable
  public func itemRows(of record: EventRecord) -> Range<Int> {
    Int(record.firstItem)..<Int(record.firstItem) + Int(record.itemCount)
  }

  /// What an event has beside its record, if anything.
  @inlinable
  public func relations(of record: EventRecord) -> Relations? {
    record.relationsRow < 0 ? nil : relations[Int(record.relationsRow)]
  }

  /// Some of the batch's paths.
  public func paths(_ rows: Range<Int32>) -> ArraySlice<Symbol> {
    paths[Int(rows.lowerBound)..<Int(rows.upperBound)]
  }
}
