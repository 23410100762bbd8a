import Console
import Projections
import Shipments

/// The stock of one item in one unit at a district, or at all below it.
struct InventoryRow: Sendable {
  private let row: SharedRow<DistrictSums>

  /// Shows the stock of a row; nil where every number of it is 0.
  init?(_ row: SharedRow<DistrictSums>) {
    guard !row.sums.isStockZero else { return nil }
    self.row = row
  }

  private subscript(counter: DistrictCounter) -> Quantity { row.sums.quantity(counter) }

  static let columns: [Column<InventoryRow>] = [
    Column("district", "District", { .text($0.row.key.district) }),
    Column("item", "Item", { .text($0.row.key.item) }),
    Column("unit", "Unit", .useful, { .text($0.row.key.unit) }),
    Column(
      "requested", "Requested", .useful, { .quantity($0[.requested]) },
      shown: { $0.row.sums.shown(.requested) }),
    Column("requestedUnspecified") { $0.row.sums.value(.requestedUnspecified) },
    amount("received", "Received", .useful, .received),
    amount("transferredIn", "In", .detail, .transferredIn),
    amount("transferredOut", "Out", .detail, .transferredOut),
    amount("issued", "Issued", .useful, .issued),
    amount("adjusted", "Adjusted", .detail, .adjusted),
    Column(
      "onHand", "On hand", { .quantity($0[.onHand]) },
      role: { $0[.onHand] < .zero ? .alert : nil }),
  ]

  /// An amount that is left blank where it is zero.
  private static func amount(
    _ name: String, _ title: String, _ usefulness: TextTable.Usefulness,
    _ counter: DistrictCounter
  ) -> Column<InventoryRow> {
    Column(
      name, title, usefulness, { .quantity($0[counter]) }, shown: { Shown.orBlank($0[counter]) })
  }
}

extension InventoryRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(district: row.key.district, item: row.key.item, unit: row.key.unit)
  }
}
