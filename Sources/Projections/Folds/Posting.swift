public import Shipments

/// A sum of a delivery line: amounts in thousandths, and counts of items.
///
/// Those that most events add to come first, so that they lie together in memory.
public enum LineCounter: Int, CaseIterable, Sendable {
  case pledged, purchased, delivered, pledgedItems, purchasedItems
  // Amounts
  case allocatedIn, allocatedOut, dispatched, damaged, missing, cancelled
  // Items of a type, stated or not
  case allocatedItems, dispatchedItems
  // Items whose quantity is not stated
  case pledgedUnstated, purchasedUnstated, dispatchedUnstated
  // Final deliveries and cancellations without a quantity
  case closings
  // Qualified items
  case about, atLeast
}

/// A sum of a stock row: amounts in thousandths, and counts of items.
public enum StockCounter: Int, CaseIterable, Sendable {
  // Amounts; first the one that most events add to, beside the row's key in memory; adjustments up and
  // down apart, so that each only grows
  case received, requested, transferredIn, transferredOut, issued, adjustedUp, adjustedDown
  // Items whose quantity is not stated, or qualified
  case requestedUnstated, requestedAbout, requestedAtLeast
}

/// What an event of one type adds its quantities to.
public struct Posting: Equatable, Sendable {
  /// The counter of the line of `district`.
  public var line: LineCounter?
  /// The counter of the line of `from`.
  public var lineOfFrom: LineCounter?
  /// The counter of the stock of `district`.
  public var stock: StockCounter?
  /// The counter of the stock of `from`.
  public var stockOfFrom: StockCounter?
  /// Which counter of the line counts the items; such items make a line cover other districts.
  public var items: LineCounter?
  /// Which counter of the line counts an item without a quantity.
  public var unstated: LineCounter?

  /// The table of the log format (Docs/Meaning.md): which counter each event type adds to.
  ///
  /// An adjustment below zero adds its size to `adjustedDown`.
  public static func of(_ type: EventType) -> Posting {
    switch type {
    case .requested: Posting(stock: .requested)
    case .pledged: Posting(line: .pledged, items: .pledgedItems, unstated: .pledgedUnstated)
    case .allocated:
      Posting(line: .allocatedIn, lineOfFrom: .allocatedOut, items: .allocatedItems)
    case .purchased:
      Posting(line: .purchased, items: .purchasedItems, unstated: .purchasedUnstated)
    case .dispatched:
      Posting(line: .dispatched, items: .dispatchedItems, unstated: .dispatchedUnstated)
    case .delivered: Posting(line: .delivered, stock: .received)
    case .cancelled: Posting(line: .cancelled, unstated: .closings)
    case .transferred: Posting(stock: .transferredIn, stockOfFrom: .transferredOut)
    case .issued: Posting(stock: .issued)
    case .adjusted: Posting(stock: .adjustedUp)
    case .rescheduled, .voided: Posting()
    }
  }

  /// The postings of all types, by the type's raw value.
  public static var table: [Posting] { EventType.allCases.map(Posting.of) }
}

/// The order in which marks are decided: by day, then by when it was written down, then by id.
public struct Moment: Sendable {
  /// When it happened.
  public var occurredOn: Day
  /// When it was written down.
  public var recordedAt: Instant
  /// The event's id.
  public var id: EventKey

  /// The moment of an event.
  @inlinable
  public init(_ event: EventRecord) {
    occurredOn = event.occurredOn
    recordedAt = event.recordedAt
    id = event.id
  }

  /// Whether this moment comes before another one.
  public func precedes(_ other: Moment, _ symbols: borrowing SymbolTable) -> Bool {
    if occurredOn != other.occurredOn { return occurredOn < other.occurredOn }
    if recordedAt != other.recordedAt { return recordedAt < other.recordedAt }
    return symbols.precedes(id, other.id)
  }
}

/// A value that an event set, and the event's moment; the latest or the earliest one wins.
public struct Mark<Value: Sendable>: Sendable {
  /// When it was set.
  public var moment: Moment
  /// What was set.
  public var value: Value

  /// Makes a mark.
  @inlinable
  public init(_ value: Value, at moment: Moment) {
    self.moment = moment
    self.value = value
  }
}

extension Optional {
  /// Takes a mark that is later than the one held.
  mutating func keepLatest<Value>(_ mark: Mark<Value>, _ symbols: borrowing SymbolTable)
  where Wrapped == Mark<Value> {
    if let held = self, !held.moment.precedes(mark.moment, symbols) { return }
    self = mark
  }

  /// Takes a mark that is earlier than the one held.
  mutating func keepEarliest<Value>(_ mark: Mark<Value>, _ symbols: borrowing SymbolTable)
  where Wrapped == Mark<Value> {
    if let held = self, !mark.moment.precedes(held.moment, symbols) { return }
    self = mark
  }
}
