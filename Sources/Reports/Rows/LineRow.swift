import Console
import Projections
import Replay
import Shipments

/// One delivery line as reports show it; its columns pass it around as one reference.
final class LineRow: Sendable {
  private let line: DeliveryLine
  private let shipment: String
  private let donor: String?
  private let district: String
  private let item: String
  private let unit: String
  let among: [String]
  private let at: Day
  /// How urgent it is; kept, since sorting asks for it again and again.
  let urgency: Urgency
  private let order: SortKey

  init(_ row: Int, _ state: borrowing State, _ symbols: borrowing SymbolTable) {
    let line = state.totals.deliveries.lines[row]
    self.line = line
    shipment = symbols.text(of: line.key.shipment)
    donor = line.donor.map { symbols.text(of: $0.value) }
    district = symbols.text(of: line.key.district)
    item = symbols.text(of: line.key.item)
    unit = symbols.text(of: line.key.unit)
    var among: [String] = []
    for symbol in state.totals.deliveries.among(row) { among.append(symbols.text(of: symbol)) }
    self.among = among.sorted { ByteOrder.precedes([$0], [$1]) }
    at = state.at
    urgency = Urgency(line, at: state.at)
    order = SortKey([shipment, district, item, unit])
  }

  private var overdueDays: Int { urgency.overdueDays }

  var isOverdue: Bool { overdueDays > 0 }

  var donorText: String? { donor }

  /// Whether the line comes first by district, item and unit.
  func precedesByPlace(_ other: LineRow) -> Bool {
    ByteOrder.precedes([district, item, unit], [other.district, other.item, other.unit])
  }

  /// What is still to come: `≥500,000`, `2,000 + ?`, `?`.
  private var expected: String {
    Shown.orBlank(line.outstanding, line.qualifier, unstated: line.isUnspecified ? 1 : 0)
  }

  private var districts: String { Shown.districts(district, among: among) }

  private var delay: String {
    isOverdue ? Shown.count(overdueDays, "day") : ""
  }

  static let columns: [Column<LineRow>] = [
    Column("shipment", "Shipment", { .text($0.shipment) }),
    Column("donor") { Value($0.donor) },
    Column("district", "District", { .text($0.district) }, shown: { $0.districts }),
    Column("among") { .list($0.among) },
    Column("item", "Item", { .text($0.item) }),
    Column("unit", "Unit", .useful, { .text($0.unit) }),
    Column(
      "status", "Status", .detail, { .text($0.line.status.rawValue) },
      shown: { $0.line.status.words }),
    Column("pledged") { .quantity($0.line.quantity(.pledged)) },
    Column("purchased") { .quantity($0.line.quantity(.purchased)) },
    Column("dispatched") { .quantity($0.line.quantity(.dispatched)) },
    Column("allocated") { .quantity($0.line.allocated) },
    Column("promised") { .quantity($0.line.promised) },
    Column(
      "delivered", "Delivered", .detail, { .quantity($0.line.quantity(.delivered)) },
      shown: { Shown.orBlank($0.line.quantity(.delivered)) }),
    Column("cancelled") { .quantity($0.line.quantity(.cancelled)) },
    Column("drawnDown") { .quantity($0.line.drawnDown) },
    Column(
      "outstanding", "Outstanding", { .quantity($0.line.outstanding) }, shown: { $0.expected }),
    Column("unspecified") { .flag($0.line.isUnspecified) },
    Column("qualifier") { Value($0.line.qualifier?.name) },
    Column("expectedOn", "Expected", .useful, { Value($0.line.expectedOn) }),
    Column(
      "overdue", "Overdue", { .flag($0.isOverdue) }, role: { _ in .alert }, shown: { $0.delay }),
    Column("overdueDays") { .count($0.overdueDays) },
    Column("since") { .day($0.line.since) },
    Column("ageDays") { .count($0.at - $0.line.since) },
  ]
}

extension LineRow {
  /// Writes the row as a list, whose fields `WeekState` in the page's script names.
  func write(
    _ names: PageNames, jointly: [Int], covered: [Int], to writer: inout JSONWriter
  ) {
    writer.array { writer in
      writer.write(.text(shipment))
      writer.optional(donor.map { names.number(of: $0) })
      writer.numbers(jointly)
      for text in [district, item, unit] { writer.exact(Int64(names.number(of: text))) }
      writer.numbers(among.map { names.number(of: $0) })
      writer.numbers(covered)
      writer.write(.text(line.status.rawValue))
      writer.exact(line[.delivered])
      writer.exact(line.outstanding.thousandths)
      writer.exact(line.isUnspecified ? 1 : 0)
      writer.write(Value(line.qualifier?.name))
      writer.optional(line.expectedOn.map { Int($0.number) })
      writer.exact(Int64(overdueDays))
      writer.exact(Int64(line.since.number))
      writer.exact(Int64(at - line.since))
    }
  }
}

extension LineRow: Comparable {
  /// Most urgent first, then by shipment, district, item and unit.
  static func < (left: LineRow, right: LineRow) -> Bool {
    left.urgency != right.urgency ? left.urgency < right.urgency : left.order < right.order
  }

  static func == (left: LineRow, right: LineRow) -> Bool { left.line.key == right.line.key }
}

/// How urgent a line is: most overdue first, then by promised day, those without one last.
struct Urgency: Comparable, Sendable {
  /// By how many days the line is overdue.
  let overdueDays: Int
  private let expectedOn: Day

  @inline(__always)
  init(_ line: DeliveryLine, at day: Day) {
    overdueDays = line.overdueDays(at: day)
    // Later than every day that can be written.
    expectedOn = line.expectedOn ?? Day(number: .max)
  }

  static func < (left: Urgency, right: Urgency) -> Bool {
    if left.overdueDays != right.overdueDays { return left.overdueDays > right.overdueDays }
    return left.expectedOn < right.expectedOn
  }
}

extension LineRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(
      shipment: shipment, district: district, item: item, unit: unit,
      withPools: line.expectedMark == nil && line.expectedOn != nil,
      withDraws: line.drawnDown > .zero)
  }
}
