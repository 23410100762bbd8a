public import Shipments

/// A sum of a district's row: how many lines, and amounts in thousandths.
///
/// Those that most events change come first, so that they lie together in memory.
public enum DistrictCounter: Int, CaseIterable, Sendable {
  case lines, openLines, pledged, purchased, promised, delivered, outstanding, received, onHand
  case overdueLines, overdueQuantity
  // Delivery lines without a quantity; open ones whose amounts are rough, or the least that may come
  case unspecifiedLines, aboutLines, atLeastLines
  // Amounts of delivery lines
  case dispatched, allocated, allocatedOut, cancelled, drawnDown, damaged, missing
  // Stock; the items requested without a quantity, or with a qualified one, are counts
  case requested, requestedUnspecified, requestedAbout, requestedAtLeast
  case transferredIn, transferredOut, issued, adjusted

  /// The sums of the stock.
  static let ofStock: [DistrictCounter] = [
    .requested, .requestedUnspecified, .requestedAbout, .requestedAtLeast, .received,
    .transferredIn, .transferredOut, .issued, .adjusted, .onHand,
  ]
}

/// What the delivery lines and the stock of one item in one unit at one district add up to.
public struct DistrictSums: Sendable {
  @usableFromInline
  internal var sums = InlineArray<29, Int64>(repeating: 0)

  /// Makes sums of nothing.
  public init() {}

  /// One of the sums, in thousandths or as a count.
  @inlinable @inline(__always)
  public subscript(counter: DistrictCounter) -> Int64 {
    get { sums[counter.rawValue] }
    set { sums[counter.rawValue] = newValue }
  }

  /// Reads several of the sums, by the raw values of their counters, without a copy for each.
  @inlinable @inline(__always)
  public func read<Result>(_ body: (Span<Int64>) -> Result) -> Result { body(sums.span) }

  /// An amount as a quantity.
  @inlinable
  public func quantity(_ counter: DistrictCounter) -> Quantity {
    Quantity(thousandths: self[counter])
  }

  /// How sure the outstanding amount is: as the vaguest of its lines.
  public var qualifier: Qualifier? {
    if self[.aboutLines] != 0 { return .about }
    return self[.atLeastLines] != 0 ? .atLeast : nil
  }

  /// How sure the requested amount is: as the vaguest request.
  public var requestedQualifier: Qualifier? {
    if self[.requestedAbout] != 0 { return .about }
    return self[.requestedAtLeast] != 0 ? .atLeast : nil
  }

  /// Whether all sums of the stock are zero.
  public var isStockZero: Bool { DistrictCounter.ofStock.allSatisfy { self[$0] == 0 } }

  /// Whether every sum is zero.
  @inlinable
  public var isNothing: Bool {
    // No branch in the loop, so that the machine takes several sums at once. So below.
    let own = sums.span
    var bits: Int64 = 0
    for counter in own.indices { bits |= own[counter] }
    return bits == 0
  }

  /// Adds one line as it is at a day.
  public mutating func add(_ line: DeliveryLine, at day: Day) throws(Overflow) {
    let outstanding = line.outstanding.thousandths
    let isUnspecified = line.isUnspecified
    try add(1, to: .lines)
    if outstanding > 0 || isUnspecified {
      try add(1, to: .openLines)
      if let qualifier = line.qualifier {
        try add(1, to: qualifier == .about ? .aboutLines : .atLeastLines)
      }
      if line.isOverdue(at: day) {
        try add(1, to: .overdueLines)
        try add(outstanding, to: .overdueQuantity)
      }
    }
    if isUnspecified { try add(1, to: .unspecifiedLines) }
    try add(line[.pledged], to: .pledged)
    try add(line[.purchased], to: .purchased)
    try add(line.promised.thousandths, to: .promised)
    try add(line[.delivered], to: .delivered)
    try add(outstanding, to: .outstanding)
    guard !line.isPlain else { return }
    try add(line[.dispatched], to: .dispatched)
    try add(line.allocated.thousandths, to: .allocated)
    try add(line[.allocatedOut], to: .allocatedOut)
    try add(line[.cancelled], to: .cancelled)
    try add(line.drawnDown.thousandths, to: .drawnDown)
    try add(line[.damaged], to: .damaged)
    try add(line[.missing], to: .missing)
  }

  /// Adds a stock row.
  public mutating func add(_ stock: StockRow) throws(Overflow) {
    try add(stock[.received], to: .received)
    try add(stock.onHand.thousandths, to: .onHand)
    guard !stock.isPlain else { return }
    try add(stock[.requested], to: .requested)
    try add(stock[.requestedUnstated], to: .requestedUnspecified)
    try add(stock[.requestedAbout], to: .requestedAbout)
    try add(stock[.requestedAtLeast], to: .requestedAtLeast)
    try add(stock[.transferredIn], to: .transferredIn)
    try add(stock[.transferredOut], to: .transferredOut)
    try add(stock[.issued], to: .issued)
    try add(stock.adjusted.thousandths, to: .adjusted)
  }

  /// Adds other sums.
  public mutating func add(_ other: DistrictSums) throws(Overflow) {
    let others = other.sums.span
    var own = sums.mutableSpan
    var overflows: Int64 = 0
    for counter in others.indices {
      let sum = own[counter] &+ others[counter]
      // The sign bit of what both have that the sum has not.
      overflows |= (own[counter] ^ sum) & (others[counter] ^ sum)
      own[counter] = sum
    }
    guard overflows >= 0 else { throw Overflow() }
  }

  /// Takes other sums away.
  public mutating func subtract(_ other: DistrictSums) throws(Overflow) {
    _ = try setChange(from: other, to: self)
  }

  /// Becomes the difference of two sums; tells whether there is any.
  public mutating func setChange(
    from old: DistrictSums, to new: DistrictSums
  ) throws(Overflow) -> Bool {
    let (old, new) = (old.sums.span, new.sums.span)
    var own = sums.mutableSpan
    var (overflows, bits): (Int64, Int64) = (0, 0)
    for counter in own.indices {
      let change = new[counter] &- old[counter]
      overflows |= (new[counter] ^ old[counter]) & (new[counter] ^ change)
      bits |= change
      own[counter] = change
    }
    guard overflows >= 0 else { throw Overflow() }
    return bits != 0
  }

  @inline(__always)
  private mutating func add(_ amount: Int64, to counter: DistrictCounter) throws(Overflow) {
    let (sum, overflow) = sums[counter.rawValue].addingReportingOverflow(amount)
    guard !overflow else { throw Overflow() }
    sums[counter.rawValue] = sum
  }
}

extension Totals {
  /// The sums of every district, item and unit at a day, once the totals are settled.
  public func districtSums(at day: Day) throws(Overflow) -> [StockKey: DistrictSums] {
    var sums: [StockKey: DistrictSums] = [:]
    for stock in inventory.rows { try sums[stock.key, default: DistrictSums()].add(stock) }
    for row in deliveries.lines.indices {
      let line = deliveries.lines[row]
      try sums[line.key.stock, default: DistrictSums()].add(line, at: day)
    }
    return sums
  }
}

extension Deliveries {
  /// The next day on which a line that is open becomes overdue, if none is delivered before.
  public func nextOverdue(after day: Day) -> Day? {
    var next: Day?
    let lines = lines.span
    for line in lines.indices {
      guard let expectedOn = lines[line].expectedOn, expectedOn >= day, expectedOn < .last,
        lines[line].isOpen
      else { continue }
      let flip = Day(number: expectedOn.number + 1)
      next = min(next ?? flip, flip)
    }
    return next
  }
}
