import Console
import Shipments

/// What goods are worth in one currency, as their events say, for each type of event on its own.
struct WorthSums: RowSum {
  /// The types of which worths are added up; an allocation is part of a pledge that has one.
  static let types: [EventType] = [.pledged, .purchased, .dispatched, .delivered, .cancelled]

  private struct Amount {
    var thousandths: Int64 = 0
    var qualifier: Qualifier?

    mutating func add(_ thousandths: Int64, _ qualifier: Qualifier?) throws(Overflow) {
      let sum = try Int64.sum(self.thousandths, thousandths)
      guard sum <= Quantity.maximumTotal.thousandths else { throw Overflow() }
      self.thousandths = sum
      self.qualifier = self.qualifier.vaguest(qualifier)
    }
  }

  private var amounts: [EventType: Amount] = [:]

  /// What the events of a type add up to; zero where none says it.
  subscript(type: EventType) -> Quantity {
    Quantity(thousandths: amounts[type]?.thousandths ?? 0)
  }

  /// How sure that is.
  func qualifier(_ type: EventType) -> Qualifier? { amounts[type]?.qualifier }

  /// Adds what one item of an event is worth.
  mutating func add(_ worth: Shipments.Value, of type: EventType) throws(Overflow) {
    try amounts[type, default: Amount()].add(worth.amount.thousandths, worth.qualifier)
  }

  mutating func add(_ other: WorthSums) throws(Overflow) {
    for (type, amount) in other.amounts {
      try amounts[type, default: Amount()].add(amount.thousandths, amount.qualifier)
    }
  }
}

/// What the goods of one donor, item and unit are worth in one currency.
struct WorthRow: Sendable {
  let donor: String?
  /// Who gives some of the goods together with the donor.
  var jointly: [String] = []
  let item: String
  let unit: String
  let currency: String
  var sums = WorthSums()

  /// The columns that name the goods.
  private static let goods: [Column<WorthRow>] = [
    Column("item", "Item", { .text($0.item) }),
    Column("unit", "Unit", .useful, { .text($0.unit) }),
    Column("currency", "Currency", { .text($0.currency) }),
  ]

  /// The columns of rows of all donors together.
  static let columnsWithoutDonor =
    goods + WorthSums.types.flatMap { [amount($0), qualifier($0)] }

  static let columns =
    [
      Column(
        "donor", "Donor", { Value($0.donor) },
        shown: { DonorRow.givers($0.donor, with: $0.jointly) }),
      Column("jointly") { .list($0.jointly) },
    ] + columnsWithoutDonor

  private static func amount(_ type: EventType) -> Column<WorthRow> {
    let isMain = type == .pledged || type == .delivered
    return Column(
      "\(type.name)Worth", type.name.prefix(1).uppercased() + type.name.dropFirst(),
      isMain ? .essential : .detail, { .quantity($0.sums[type]) },
      shown: { row in
        let sum = row.sums[type]
        return sum == .zero ? "" : Shown.quantity(sum, row.sums.qualifier(type))
      })
  }

  private static func qualifier(_ type: EventType) -> Column<WorthRow> {
    Column("\(type.name)WorthQualifier") { Value($0.sums.qualifier(type)?.name) }
  }

  /// Whether the left row comes first: by donor, those that are not named last, then by the goods.
  static func precedes(_ left: WorthRow, _ right: WorthRow) -> Bool {
    left.order < right.order
  }

  private var order: SortKey { SortKey(donor: donor, [item, unit, currency]) }
}

extension WorthRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(donor: donor, item: item, unit: unit)
  }
}
