public import Shipments

/// What names a delivery line.
public struct LineKey: Hashable, Sendable {
  /// What the promise is filed under.
  public var shipment: Symbol
  /// The recipient district.
  public var district: Symbol
  /// What.
  public var item: Symbol
  /// The unit that its sums count.
  public var unit: Symbol

  /// Makes a key.
  @inlinable
  public init(shipment: Symbol, district: Symbol, item: Symbol, unit: Symbol) {
    self.shipment = shipment
    self.district = district
    self.item = item
    self.unit = unit
  }

  /// What names the stock of the same goods.
  @inlinable
  public var stock: StockKey { StockKey(district: district, item: item, unit: unit) }

  @inlinable
  func hash(_ key: HashKey) -> UInt64 {
    HashKey.mix(
      key.start(UInt64(shipment.number) << 32 | UInt64(district.number)),
      UInt64(item.number) << 32 | UInt64(unit.number))
  }
}

/// One promise and its deliveries: an item, in a unit, of a shipment, for a district.
///
/// The sums come from events; the words beneath are those of Docs/Meaning.md. What hangs on other
/// lines (`drawnDown`, `drawnFor`, an inherited `expectedOn`) is set by `SharedPromises`.
public struct DeliveryLine: Sendable {
  /// What names the line.
  public var key: LineKey
  /// The earliest day of its events.
  public private(set) var since: Day
  /// The promised day: its own, or that of the nearest line that covers it.
  public internal(set) var expectedOn: Day?
  /// The donor that its earliest event names.
  public internal(set) var donor: Mark<Symbol>?
  /// The promised day that its latest event names.
  public internal(set) var expectedMark: Mark<Day>?
  // Behind what else an event changes, those first that most events add to.
  @usableFromInline
  internal var sums = InlineArray<19, Int64>(repeating: 0)
  /// What other lines have drawn from this promise.
  public internal(set) var drawnDown = Quantity.zero
  /// What this line has drawn from promises that cover it.
  public internal(set) var drawnFor = Quantity.zero

  init(key: LineKey, since: Day) {
    self.key = key
    self.since = since
  }

  /// One of the sums, in thousandths or as a count.
  @inlinable @inline(__always)
  public subscript(counter: LineCounter) -> Int64 { sums[counter.rawValue] }

  /// An amount as a quantity.
  @inlinable
  public func quantity(_ counter: LineCounter) -> Quantity { Quantity(thousandths: self[counter]) }

  @inline(__always)
  mutating func add(_ amount: Int64, to counter: LineCounter) throws(Overflow) {
    // Both sides are at most the greatest total, so that the sum fits 64 bits.
    let sum = sums[counter.rawValue] + amount
    guard sum <= Quantity.maximumTotal.thousandths else { throw Overflow() }
    sums[counter.rawValue] = sum
  }

  /// Whether it has no amounts but those of pledges, purchases and deliveries.
  var isPlain: Bool {
    self[.allocatedIn] | self[.allocatedOut] | self[.dispatched] | self[.damaged] | self[.missing]
      | self[.cancelled] | drawnDown.thousandths == 0
  }

  @inline(__always)
  mutating func lower(since day: Day) { if day < since { since = day } }
}

extension DeliveryLine {
  @inlinable
  var lost: Int64 { self[.damaged] + self[.missing] }

  /// What is promised to this very line.
  @inlinable
  public var pledgedHere: Quantity {
    Quantity(thousandths: max(0, self[.pledged] + self[.allocatedIn] - self[.allocatedOut]))
  }

  /// The greatest that was promised in any stage, less what was allocated to others.
  @inlinable
  public var promised: Quantity {
    let greatest = max(
      self[.pledged] + self[.allocatedIn], self[.purchased] - lost, self[.dispatched] - lost)
    return Quantity(thousandths: greatest - self[.allocatedOut])
  }

  /// What is promised and neither cancelled nor delivered.
  @inlinable
  public var capacity: Quantity {
    Quantity(thousandths: max(0, promised.thousandths - self[.cancelled] - self[.delivered]))
  }

  /// What has come, or is on its way, here.
  var reached: Int64 {
    guard !isClosed else { return self[.delivered] }
    let onItsWay = max(self[.purchased], self[.dispatched])
    return max(self[.delivered], onItsWay - lost - self[.allocatedOut] - self[.cancelled])
  }

  /// What has reached the line beyond its own promise: promised to an area that covers it.
  public var claim: Quantity {
    guard self[.pledgedUnstated] == 0 else { return .zero }
    return Quantity(thousandths: max(0, reached - pledgedHere.thousandths))
  }

  /// What of the promise is promised to an area, too, from which the line has drawn it.
  public var promisedElsewhere: Quantity {
    let beyond = promised.thousandths - pledgedHere.thousandths
    return Quantity(thousandths: max(0, min(drawnFor.thousandths, beyond)))
  }

  /// Whether nothing more is coming, for good.
  @inlinable
  public var isClosed: Bool { self[.closings] > 0 }

  /// Whether a promise for the line does not say how much.
  @inlinable
  public var isAnyUnstated: Bool {
    self[.pledgedUnstated] + self[.purchasedUnstated] + self[.dispatchedUnstated] > 0
  }

  /// Whether something of unknown quantity is still to come.
  @inlinable
  public var isUnspecified: Bool { isAnyUnstated && !isClosed }

  /// What is still to come.
  @inlinable
  public var outstanding: Quantity {
    guard !isClosed else { return .zero }
    return Quantity(thousandths: max(0, capacity.thousandths - drawnDown.thousandths))
  }

  /// Whether something is still to come.
  @inlinable
  public var isOpen: Bool { outstanding > .zero || isUnspecified }

  /// What was allocated to the line, less what was allocated from it.
  @inlinable
  public var allocated: Quantity {
    Quantity(thousandths: self[.allocatedIn] - self[.allocatedOut])
  }

  /// How sure its quantities are: the vaguest of them.
  @inlinable
  public var qualifier: Qualifier? {
    if self[.about] > 0 { return .about }
    return self[.atLeast] > 0 ? .atLeast : nil
  }

  /// Whether the line may be drawn on by others: it was promised something, in any stage.
  @inlinable
  public var isPromise: Bool {
    self[.pledgedItems] + self[.allocatedItems] + self[.purchasedItems] + self[.dispatchedItems] > 0
  }

  /// Whether it is open and its promised day is past.
  @inlinable
  public func isOverdue(at day: Day) -> Bool {
    guard isOpen, let expectedOn else { return false }
    return expectedOn < day
  }

  /// By how many days it is overdue.
  @inlinable
  public func overdueDays(at day: Day) -> Int {
    guard isOverdue(at: day), let expectedOn else { return 0 }
    return day - expectedOn
  }

  /// What the line has come to.
  public var status: DeliveryStatus {
    if isOpen {
      if self[.delivered] > 0 { return .partiallyDelivered }
      if drawnDown > .zero || self[.allocatedOut] > 0 { return .partiallyAllocated }
      if self[.dispatchedItems] > 0 { return .dispatched }
      return self[.purchasedItems] > 0 ? .purchased : .pledged
    }
    if self[.delivered] > 0 { return isOverDelivered ? .overDelivered : .delivered }
    return drawnDown > .zero || self[.allocatedOut] > 0 ? .allocated : .cancelled
  }

  private var isOverDelivered: Bool {
    let due = max(promised.thousandths, pledgedHere.thousandths + drawnFor.thousandths)
    return !isAnyUnstated && due > 0 && due < self[.delivered]
  }
}

/// What a line, or a row of lines, has come to.
public enum DeliveryStatus: String, CaseIterable, Sendable {
  case pledged, purchased, dispatched
  case partiallyAllocated, partiallyDelivered, overdue
  case delivered, overDelivered, allocated, cancelled
}
