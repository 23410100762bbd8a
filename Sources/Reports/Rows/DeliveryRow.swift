import Console
import Projections
import Shipments

/// The delivery lines of one item in one unit at a district, or at all below it, added up.
struct DeliveryRow: SummedRow {
  let key: RowKey
  private var lines = 0
  private var openLines = 0
  private var overdueLines = 0
  private var unspecifiedLines = 0
  private var amounts = InlineArray<13, Quantity>(repeating: .zero)

  private enum Amount: Int, CaseIterable {
    case pledged, purchased, dispatched, allocated, allocatedOut, promised, delivered
    case cancelled, drawnDown, outstanding, overdueQuantity, damaged, missing
  }

  init(key: RowKey) { self.key = key }

  /// Adds one line.
  mutating func add(_ line: DeliveryLine, at day: Day) throws(Overflow) {
    let isOverdue = line.isOverdue(at: day)
    lines += 1
    openLines += line.isOpen ? 1 : 0
    overdueLines += isOverdue ? 1 : 0
    unspecifiedLines += line.isUnspecified ? 1 : 0
    try add(line.quantity(.pledged), to: .pledged)
    try add(line.quantity(.purchased), to: .purchased)
    try add(line.quantity(.dispatched), to: .dispatched)
    try add(line.allocated, to: .allocated)
    try add(line.quantity(.allocatedOut), to: .allocatedOut)
    try add(line.promised, to: .promised)
    try add(line.quantity(.delivered), to: .delivered)
    try add(line.quantity(.cancelled), to: .cancelled)
    try add(line.drawnDown, to: .drawnDown)
    try add(line.outstanding, to: .outstanding)
    try add(isOverdue ? line.outstanding : .zero, to: .overdueQuantity)
    try add(line.quantity(.damaged), to: .damaged)
    try add(line.quantity(.missing), to: .missing)
  }

  /// Adds another row.
  mutating func add(_ other: DeliveryRow) throws(Overflow) {
    lines += other.lines
    openLines += other.openLines
    overdueLines += other.overdueLines
    unspecifiedLines += other.unspecifiedLines
    for amount in Amount.allCases { try add(other[amount], to: amount) }
  }

  private mutating func add(_ quantity: Quantity, to amount: Amount) throws(Overflow) {
    amounts[amount.rawValue] = try .sum(amounts[amount.rawValue], quantity)
  }

  private subscript(amount: Amount) -> Quantity { amounts[amount.rawValue] }

  /// What the row as a whole has come to.
  var status: DeliveryStatus {
    if overdueLines > 0 { return .overdue }
    if openLines > 0 {
      if self[.delivered] > .zero { return .partiallyDelivered }
      if self[.dispatched] > .zero { return .dispatched }
      return self[.purchased] > .zero ? .purchased : .pledged
    }
    if self[.delivered] > .zero { return .delivered }
    return self[.drawnDown] > .zero || self[.allocatedOut] > .zero ? .allocated : .cancelled
  }

  /// What is still to come, with a `?` where some of it is not stated.
  private var expected: String {
    let stated = Shown.orBlank(self[.outstanding])
    guard unspecifiedLines > 0 else { return stated }
    return stated.isEmpty ? "?" : "\(stated) + ?"
  }

  static let columns: [Column<DeliveryRow>] = [
    Column("district", "District", { .text($0.key.district) }),
    Column("item", "Item", { .text($0.key.item) }),
    Column("unit", "Unit", { .text($0.key.unit) }),
    Column(
      "status", "Status", { .text($0.status.rawValue) },
      role: { $0.status == .overdue ? .alert : nil }, shown: { $0.status.words }),
    Column("lines") { .count($0.lines) },
    Column("openLines") { .count($0.openLines) },
    Column("overdueLines") { .count($0.overdueLines) },
    Column("unspecifiedLines") { .count($0.unspecifiedLines) },
    Column("pledged") { .quantity($0[.pledged]) },
    Column("purchased") { .quantity($0[.purchased]) },
    Column("dispatched") { .quantity($0[.dispatched]) },
    Column("allocated") { .quantity($0[.allocated]) },
    Column(
      "promised", "Promised", { .quantity($0[.promised]) },
      shown: { Shown.orBlank($0[.promised]) }),
    Column(
      "delivered", "Delivered", { .quantity($0[.delivered]) },
      shown: { Shown.orBlank($0[.delivered]) }),
    Column("cancelled") { .quantity($0[.cancelled]) },
    Column(
      "drawnDown", "Drawn down", { .quantity($0[.drawnDown]) },
      shown: { Shown.orBlank($0[.drawnDown]) }),
    Column(
      "outstanding", "Outstanding", { .quantity($0[.outstanding]) }, shown: { $0.expected }),
    Column(
      "overdueQuantity", "Overdue", { .quantity($0[.overdueQuantity]) },
      role: { $0.overdueLines > 0 ? .alert : nil },
      shown: { Shown.orBlank($0[.overdueQuantity]) }),
    Column("damaged") { .quantity($0[.damaged]) },
    Column("missing") { .quantity($0[.missing]) },
  ]
}

extension DeliveryStatus {
  /// The status in words.
  var words: String {
    switch self {
    case .partiallyAllocated: "partly allocated"
    case .partiallyDelivered: "partly delivered"
    case .overDelivered: "over-delivered"
    default: rawValue
    }
  }
}
