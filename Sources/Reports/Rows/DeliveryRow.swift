import Console
import Projections
import Shipments

/// The delivery lines of one item in one unit at a district, or at all below it, added up.
struct DeliveryRow: Sendable {
  private let row: SharedRow<DistrictSums>

  /// Shows the lines of a row; nil where it has none.
  init?(_ row: SharedRow<DistrictSums>) {
    guard row.sums[.lines] > 0 else { return nil }
    self.row = row
  }

  private subscript(counter: DistrictCounter) -> Quantity { row.sums.quantity(counter) }

  private func count(_ counter: DistrictCounter) -> Int { Int(row.sums[counter]) }

  /// What the row as a whole has come to.
  var status: DeliveryStatus {
    if count(.overdueLines) > 0 { return .overdue }
    if count(.openLines) > 0 {
      if self[.delivered] > .zero { return .partiallyDelivered }
      if self[.dispatched] > .zero { return .dispatched }
      return self[.purchased] > .zero ? .purchased : .pledged
    }
    if self[.delivered] > .zero { return .delivered }
    return self[.drawnDown] > .zero || self[.allocatedOut] > .zero ? .allocated : .cancelled
  }

  static let columns: [Column<DeliveryRow>] = [
    Column("district", "District", { .text($0.row.key.district) }),
    Column("item", "Item", { .text($0.row.key.item) }),
    Column("unit", "Unit", .useful, { .text($0.row.key.unit) }),
    Column(
      "status", "Status", .useful, { .text($0.status.rawValue) },
      role: { $0.status == .overdue ? .alert : nil }, shown: { $0.status.words }),
    Column("lines") { .count($0.count(.lines)) },
    Column("openLines") { .count($0.count(.openLines)) },
    Column("overdueLines") { .count($0.count(.overdueLines)) },
    Column("unspecifiedLines") { .count($0.count(.unspecifiedLines)) },
    Column("pledged") { .quantity($0[.pledged]) },
    Column("purchased") { .quantity($0[.purchased]) },
    Column("dispatched") { .quantity($0[.dispatched]) },
    Column("allocated") { .quantity($0[.allocated]) },
    Column(
      "promised", "Promised", .useful, { .quantity($0[.promised]) },
      shown: { Shown.orBlank($0[.promised]) }),
    Column(
      "delivered", "Delivered", .useful, { .quantity($0[.delivered]) },
      shown: { Shown.orBlank($0[.delivered]) }),
    Column("cancelled") { .quantity($0[.cancelled]) },
    Column(
      "drawnDown", "Drawn down", .detail, { .quantity($0[.drawnDown]) },
      shown: { Shown.orBlank($0[.drawnDown]) }),
    Column(
      "outstanding", "Outstanding", { .quantity($0[.outstanding]) },
      shown: { $0.row.sums.shown(.outstanding) }),
    Column(
      "overdueQuantity", "Overdue", .useful, { .quantity($0[.overdueQuantity]) },
      role: { $0.count(.overdueLines) > 0 ? .alert : nil },
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

extension DeliveryRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(
      district: row.key.district, item: row.key.item, unit: row.key.unit,
      withDraws: row.sums[.drawnDown] > 0)
  }
}
