/// One event as the folds see it: integers only, trivially copyable.
///
/// What few events have (`from`, `replaces`, `among`, `jointly`) stands aside in ``Relations``.
public struct EventRecord: Sendable {
  /// The event's id.
  public var id: EventKey
  /// When it was written down; of copies, the earliest.
  public var recordedAt: Instant
  /// When it happened.
  public var occurredOn: Day
  @usableFromInline
  internal var expectedDay: Int32
  /// What the promise is filed under.
  public var shipment: Symbol
  /// Who gives.
  public var donor: Symbol
  /// The recipient district.
  public var district: Symbol
  /// The row of the batch's relations, or -1.
  public var relationsRow: Int32 = -1
  /// The first of its items in the batch.
  public var firstItem: UInt32 = 0
  /// How many items it has.
  public var itemCount: UInt16 = 0
  /// What happened.
  public var type: EventType
  /// Whether nothing more is coming.
  public var isFinal: Bool
  /// Where its line stands.
  public var place: Place

  /// Makes a record without items and relations.
  @inlinable @inline(__always)
  public init(
    id: EventKey, type: EventType, occurredOn: Day, recordedAt: Instant, shipment: Symbol,
    donor: Symbol, district: Symbol, expectedOn: Day?, isFinal: Bool, place: Place
  ) {
    self.id = id
    self.type = type
    self.occurredOn = occurredOn
    self.recordedAt = recordedAt
    self.shipment = shipment
    self.donor = donor
    self.district = district
    self.expectedDay = expectedOn?.number ?? .min
    self.isFinal = isFinal
    self.place = place
  }

  /// The promised day of delivery.
  @inlinable @inline(__always)
  public var expectedOn: Day? { expectedDay == .min ? nil : Day(number: expectedDay) }
}

/// Where a line stands: a journal of the log and a byte offset in it.
public struct Place: Hashable, Comparable, Sendable {
  /// Both in one word, the journal first.
  public let packed: UInt64

  /// Makes a place from one word.
  @inlinable
  public init(packed: UInt64) { self.packed = packed }

  /// The most journals that a log may have: 16 million.
  public static let maximumJournals = 1 << 24

  /// Packs a journal's number and a byte offset below 1 TiB.
  public init(journal: Int, offset: Int) {
    precondition(journal < Place.maximumJournals && offset < 1 << 40, "a place out of range")
    packed = UInt64(journal) << 40 | UInt64(offset)
  }

  /// The place so many bytes on in the same journal, in which there are as many.
  @inlinable @inline(__always)
  public func advanced(by count: Int) -> Place {
    Place(packed: packed &+ UInt64(truncatingIfNeeded: count))
  }

  /// The number of the journal in the log.
  public var journal: Int { Int(packed >> 40) }
  /// The offset of the line's first byte in the journal.
  public var offset: Int { Int(packed & 0xFF_FFFF_FFFF) }

  /// Whether the left place is read first.
  public static func < (left: Place, right: Place) -> Bool { left.packed < right.packed }
}

/// What few events have beside their record.
public struct Relations: Sendable {
  /// The district that the quantity leaves.
  public var from: Symbol = .none
  /// The event that this one replaces.
  public var replaces: EventKey?
  /// The rows of the batch's paths with the districts that share a promise.
  public var among: Range<Int32> = 0..<0
  /// The rows of the batch's paths with those who give together.
  public var jointly: Range<Int32> = 0..<0

  /// Makes relations without any.
  public init() {}
}

/// One item of an event as the folds see it.
public struct ItemRecord: Hashable, Sendable {
  /// What.
  public var item: Symbol
  /// The unit that quantities count.
  public var unit: Symbol
  /// How much; zero where it is not stated.
  public var quantity: Quantity
  /// How much arrived broken.
  public var damaged: Quantity
  /// How much should have arrived and did not.
  public var missing: Quantity
  /// Whether anything arrived broken, or not at all.
  @inlinable @inline(__always)
  public var hasLosses: Bool { damaged.thousandths | missing.thousandths != 0 }
  /// Whether the quantity is stated.
  public var isStated: Bool
  /// How sure the quantity is.
  public var qualifier: Qualifier?

  /// Makes an item.
  @inlinable @inline(__always)
  public init(
    item: Symbol, unit: Symbol, quantity: Quantity, damaged: Quantity, missing: Quantity,
    isStated: Bool, qualifier: Qualifier?
  ) {
    self.item = item
    self.unit = unit
    self.quantity = quantity
    self.damaged = damaged
    self.missing = missing
    self.isStated = isStated
    self.qualifier = qualifier
  }
}
