import Console
public import Shipments

/// Events one by one, and the sums that they make: what `log` shows.
public struct LogReport: Report, Sendable {
  private let dates: ReportDates
  private let listing: EventListing
  private let others: Others
  private let sums: [SumRow]
  private let worths: [WorthRow]
  private let totals: LogTotals

  /// Events of lines elsewhere that have to do with those that are listed, where they are asked for.
  public struct Others: Sendable {
    /// Those of promises to areas that the districts share in.
    public var pools: EventListing?
    /// Those of lines that drew from the promises.
    public var draws: EventListing?

    /// Lists no others.
    public init() {}

    /// Each listing with its name in JSON and its title.
    fileprivate var all: [(name: String, title: String, listing: EventListing)] {
      [
        ("pools", "Promises to areas that are shared in", pools),
        ("draws", "What was drawn from these promises", draws),
      ].compactMap { name, title, listing in listing.map { (name, title, $0) } }
    }
  }

  /// Lists events in the given order; those that are not in force are not summed.
  public init(
    _ listing: EventListing, others: Others = Others(), dates: ReportDates,
    totals: LogTotals = .none
  ) throws(Overflow) {
    self.dates = dates
    self.listing = listing
    self.others = others
    self.totals = totals
    sums = try SumRow.sums(of: listing)
    worths = try WorthRow.sums(of: listing)
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("events")
      writer.events(listing.events)
      for other in others.all {
        writer.member(other.name)
        writer.events(other.listing.events)
      }
      writer.member("sums")
      writer.rows(sums, SumRow.columns)
      totals.writeMembers(to: &writer)
      writer.member("worth")
      writer.rows(worths, WorthRow.columnsWithoutDonor)
    }
    return writer.bytes
  }

  /// The report's rows as comma-separated values.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    let rows = listing.rows + others.all.flatMap(\.listing.rows)
    return CSVWriter.bytes(rows, ItemEventRow.columns, columns)
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let events = ItemEventRow.columns.map(\.name)
    return format == .csv ? events : distinct(events + SumRow.columns.map(\.name))
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    var text = dates.heading("Events", events: listing.events.count, style)
    text += tableText(listing.rows, ItemEventRow.columns, none: "No events.", style)
    for other in others.all where !other.listing.events.isEmpty {
      text += "\n" + style.apply(.heading, to: other.title) + "\n"
      text += tableText(other.listing.rows, ItemEventRow.columns, none: "", style)
    }
    if !sums.isEmpty {
      text += "\n" + style.apply(.heading, to: "Sums of the events in force") + "\n"
      text += tableText(sums, SumRow.columns, none: "", style)
    }
    text += totals.table(style)
    if !worths.isEmpty {
      text += "\n" + style.apply(.heading, to: "What it is worth, where that is stated") + "\n"
      text += tableText(worths, WorthRow.columnsWithoutDonor, none: "", style)
    }
    return text
  }
}

/// What the events of one type add up to, for one item in one unit.
struct SumRow: Sendable {
  private var item: String
  private var unit: String
  private var type: EventType
  private var events = 0
  private var quantity = Quantity.zero
  private var unstated = 0
  private var damaged = Quantity.zero
  private var missing = Quantity.zero

  private struct Key: Hashable, Comparable {
    var item: Path
    var unit: Name
    var type: EventType

    static func < (left: Key, right: Key) -> Bool {
      (left.item, left.unit, left.type.rawValue) < (right.item, right.unit, right.type.rawValue)
    }
  }

  /// Adds up the items that are shown, in the order of item, unit and type.
  static func sums(of listing: EventListing) throws(Overflow) -> [SumRow] {
    var rows: [Key: SumRow] = [:]
    for listed in listing.events where listed.isInForce {
      for item in listing.items(of: listed) {
        let key = Key(item: item.item, unit: item.unit, type: listed.event.type)
        var row = rows[key] ?? SumRow(item: item.item.text, unit: item.unit.text, type: key.type)
        try row.add(item)
        rows[key] = row
      }
    }
    return rows.sorted { $0.key < $1.key }.map(\.value)
  }

  private init(item: String, unit: String, type: EventType) {
    self.item = item
    self.unit = unit
    self.type = type
  }

  private mutating func add(_ item: Item) throws(Overflow) {
    events += 1
    quantity = try .sum(quantity, item.quantity ?? .zero)
    unstated += item.quantity == nil ? 1 : 0
    damaged = try .sum(damaged, item.damaged)
    missing = try .sum(missing, item.missing)
  }

  static let columns: [Column<SumRow>] = [
    Column("item", "Item", { .text($0.item) }),
    Column("unit", "Unit", { .text($0.unit) }),
    Column("type", "Event", { .text($0.type.name) }),
    Column("items", "Times", .detail, { .count($0.events) }),
    Column(
      "quantity", "Quantity", { .quantity($0.quantity) },
      shown: {
        $0.unstated == 0
          ? Shown.quantity($0.quantity) : Shown.orBlank($0.quantity, unstated: $0.unstated)
      }),
    Column("unstated") { .count($0.unstated) },
    Column(
      "damaged", "Damaged", .useful, { .quantity($0.damaged) },
      shown: { Shown.orBlank($0.damaged) }),
    Column(
      "missing", "Missing", .useful, { .quantity($0.missing) },
      shown: { Shown.orBlank($0.missing) }),
  ]
}

extension WorthRow {
  /// What the items that are shown are worth, in the order of item, unit and currency.
  fileprivate static func sums(of listing: EventListing) throws(Overflow) -> [WorthRow] {
    var sums: [SortKey: WorthRow] = [:]
    for listed in listing.events
    where listed.isInForce && WorthSums.types.contains(listed.event.type) {
      for item in listing.items(of: listed) {
        guard let worth = item.value else { continue }
        let key = SortKey([item.item.text, item.unit.text, worth.currency.text])
        try sums[
          key,
          default: WorthRow(
            donor: nil, item: item.item.text, unit: item.unit.text,
            currency: worth.currency.text)
        ].sums.add(worth, of: listed.event.type)
      }
    }
    return sums.values.sorted(by: precedes)
  }
}
