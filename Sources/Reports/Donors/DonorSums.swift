import Console
import Projections
import Shipments

/// What the lines of one donor, item and unit add up to.
struct DonorSums: Sendable {
  var lines = 0
  var jointLines = 0
  var openLines = 0
  var overdueLines = 0
  var unspecifiedLines = 0
  /// How sure the amounts of the open lines are.
  var qualifier: Qualifier?
  var promised: Int64 = 0
  var delivered: Int64 = 0
  var cancelled: Int64 = 0
  var outstanding: Int64 = 0
  var overdueQuantity: Int64 = 0
  /// From the first promise to each delivered item.
  var waits = DayCount()
  /// From the first promised day to the end of each line.
  var slips = DayCount()
  var slippedLines = 0
  var jointly: Set<Symbol> = []

  /// Adds a line as it is at a day.
  mutating func add(
    _ line: DeliveryLine, _ time: LineTime?, at day: Day
  ) throws(Overflow) {
    lines += 1
    openLines += line.isOpen ? 1 : 0
    unspecifiedLines += line.isUnspecified ? 1 : 0
    // What is promised to an area, and on its way to a district, is one promise.
    let once = line.promised.thousandths - line.promisedElsewhere.thousandths
    promised = try Int64.sum(promised, once)
    delivered = try Int64.sum(delivered, line[.delivered])
    cancelled = try Int64.sum(cancelled, line[.cancelled])
    if line.isOpen { qualifier = qualifier.vaguest(line.qualifier) }
    outstanding = try Int64.sum(outstanding, line.outstanding.thousandths)
    if line.isOverdue(at: day) {
      overdueLines += 1
      overdueQuantity = try Int64.sum(overdueQuantity, line.outstanding.thousandths)
    }
    guard let time else { return }
    jointLines += time.jointly.isEmpty ? 0 : 1
    jointly.formUnion(time.jointly)
    if let promise = time.promisedOn, let last = time.lastDelivery {
      waits.add(
        time.deliveries, days: time.deliveryDays - Int64(time.deliveries) * Int64(promise.number),
        worst: last - promise)
    }
    if let first = time.firstExpectedOn, let end = DonorSums.end(of: line, time, at: day) {
      let days = max(0, end - first)
      slips.add(1, days: Int64(days), worst: days)
      slippedLines += days > 0 ? 1 : 0
    }
  }

  /// The day from which on nothing more is to come of a line, or on which it is to come by now.
  private static func end(of line: DeliveryLine, _ time: LineTime, at day: Day) -> Day? {
    guard line.isOpen else { return time.settledOn }
    return line.isOverdue(at: day) ? max(line.expectedOn ?? day, day) : line.expectedOn
  }

  mutating func add(_ other: DonorSums) throws(Overflow) {
    lines += other.lines
    jointLines += other.jointLines
    openLines += other.openLines
    overdueLines += other.overdueLines
    unspecifiedLines += other.unspecifiedLines
    promised = try Int64.sum(promised, other.promised)
    delivered = try Int64.sum(delivered, other.delivered)
    cancelled = try Int64.sum(cancelled, other.cancelled)
    qualifier = qualifier.vaguest(other.qualifier)
    outstanding = try Int64.sum(outstanding, other.outstanding)
    overdueQuantity = try Int64.sum(overdueQuantity, other.overdueQuantity)
    waits.add(other.waits.count, days: other.waits.days, worst: other.waits.worst)
    slips.add(other.slips.count, days: other.slips.days, worst: other.slips.worst)
    slippedLines += other.slippedLines
    jointly.formUnion(other.jointly)
  }
}

extension DonorSums {
  /// The columns of how long it took, and how late it is, of rows that have such sums.
  static func columns<Row>(_ sums: @escaping @Sendable (Row) -> DonorSums) -> [Column<Row>] {
    [
      Column("deliveries") { .count(sums($0).waits.count) },
      Column(
        "meanDays", "Days", .detail, { sums($0).waits.mean.map(Value.quantity) ?? .none },
        shown: { shown(sums($0).waits.mean) }),
      Column(
        "worstDays", "Worst days", .detail, { sums($0).waits.worst.map(Value.count) ?? .none }),
      Column("slippedLines") { .count(sums($0).slippedLines) },
      Column(
        "meanSlippedDays", "Slipped", .detail,
        { sums($0).slips.mean.map(Value.quantity) ?? .none },
        shown: { shown(sums($0).slips.mean) }),
      Column(
        "worstSlippedDays", "Worst slip", .detail,
        { sums($0).slips.worst.map(Value.count) ?? .none }),
    ]
  }

  /// A mean, shown with one decimal.
  private static func shown(_ mean: Quantity?) -> String {
    guard let mean else { return "" }
    let tenths = (mean.thousandths + (mean.thousandths < 0 ? -50 : 50)) / 100
    return Shown.quantity(Quantity(thousandths: tenths * 100))
  }
}

/// Some spans of days: how many, their sum, and the longest.
struct DayCount: Sendable {
  private(set) var count = 0
  private(set) var days: Int64 = 0
  private(set) var worst: Int?

  mutating func add(_ count: Int, days: Int64, worst: Int?) {
    self.count += count
    self.days += days
    self.worst = [self.worst, worst].compactMap(\.self).max()
  }

  /// The mean, rounded to thousandths half away from zero; nil of nothing.
  var mean: Quantity? {
    guard count > 0 else { return nil }
    let count = Int64(count)
    let (whole, rest) = (days * 1000).quotientAndRemainder(dividingBy: count)
    let isHalf = abs(rest) * 2 >= count
    return Quantity(thousandths: isHalf ? whole + rest.signum() : whole)
  }
}
