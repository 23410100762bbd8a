import Console
import Projections
import Shipments

/// The stock of one item in one unit at a district, or at all below it.
struct InventoryRow: SummedRow {
  let key: RowKey
  private var requested = Quantity.zero
  private var requestedUnspecified = 0
  private var received = Quantity.zero
  private var transferredIn = Quantity.zero
  private var transferredOut = Quantity.zero
  private var issued = Quantity.zero
  private var adjusted = Quantity.zero
  private var onHand = Quantity.zero

  init(key: RowKey) { self.key = key }

  mutating func add(_ stock: StockRow) throws(Overflow) {
    requested = try .sum(requested, stock.quantity(.requested))
    requestedUnspecified += Int(stock[.requestedUnstated])
    received = try .sum(received, stock.quantity(.received))
    transferredIn = try .sum(transferredIn, stock.quantity(.transferredIn))
    transferredOut = try .sum(transferredOut, stock.quantity(.transferredOut))
    issued = try .sum(issued, stock.quantity(.issued))
    adjusted = try .sum(adjusted, stock.adjusted)
    onHand = try .sum(onHand, stock.onHand)
  }

  mutating func add(_ other: InventoryRow) throws(Overflow) {
    requested = try .sum(requested, other.requested)
    requestedUnspecified += other.requestedUnspecified
    received = try .sum(received, other.received)
    transferredIn = try .sum(transferredIn, other.transferredIn)
    transferredOut = try .sum(transferredOut, other.transferredOut)
    issued = try .sum(issued, other.issued)
    adjusted = try .sum(adjusted, other.adjusted)
    onHand = try .sum(onHand, other.onHand)
  }

  var isAllZero: Bool {
    let amounts = [
      requested, received, transferredIn, transferredOut, issued, adjusted, onHand,
    ]
    return amounts.allSatisfy { $0 == .zero } && requestedUnspecified == 0
  }

  /// What is asked for, with a `?` where some of it is not stated.
  private var need: String {
    let stated = Shown.orBlank(requested)
    guard requestedUnspecified > 0 else { return stated }
    return stated.isEmpty ? "?" : "\(stated) + ?"
  }

  static let columns: [Column<InventoryRow>] = [
    Column("district", "District", { .text($0.key.district) }),
    Column("item", "Item", { .text($0.key.item) }),
    Column("unit", "Unit", { .text($0.key.unit) }),
    Column("requested", "Requested", { .quantity($0.requested) }, shown: { $0.need }),
    Column("requestedUnspecified") { .count($0.requestedUnspecified) },
    Column(
      "received", "Received", { .quantity($0.received) }, shown: { Shown.orBlank($0.received) }),
    Column(
      "transferredIn", "In", { .quantity($0.transferredIn) },
      shown: { Shown.orBlank($0.transferredIn) }),
    Column(
      "transferredOut", "Out", { .quantity($0.transferredOut) },
      shown: { Shown.orBlank($0.transferredOut) }),
    Column("issued", "Issued", { .quantity($0.issued) }, shown: { Shown.orBlank($0.issued) }),
    Column(
      "adjusted", "Adjusted", { .quantity($0.adjusted) }, shown: { Shown.orBlank($0.adjusted) }),
    Column(
      "onHand", "On hand", { .quantity($0.onHand) },
      role: { $0.onHand < .zero ? .alert : nil }),
  ]
}
