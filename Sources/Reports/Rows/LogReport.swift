import Console
public import Shipments

/// Events one by one, and the sums that they make: what `log` shows.
public struct LogReport: EventReport {
  private let dates: ReportDates
  private let listing: EventListing
  private let others: Others
  private let totals: LogTotals

  /// Events of lines elsewhere that have to do with those that are listed, where they are asked for.
  public struct Others: Sendable {
    /// Those of promises to areas that the districts share in.
    public var pools: EventListing?
    /// Those of lines that drew from the promises.
    public var draws: EventListing?
    /// Those before the first day.
    public var opening: EventListing?

    /// Lists no others.
    public init() {}

    /// Each listing with its name in JSON and its title.
    fileprivate var all: [(name: String, title: String, listing: EventListing)] {
      [
        ("pools", "Promises to areas that are shared in", pools),
        ("draws", "What was drawn from these promises", draws),
        ("opening", "Before, which makes the opening", opening),
      ].compactMap { name, title, listing in listing.map { (name, title, $0) } }
    }
  }

  /// How many events are listed.
  public var eventCount: Int {
    ([listing] + others.all.map(\.listing)).reduce(0) { $0 + $1.entries.count }
  }

  /// Lists events in the given order; those that are not in force are not summed.
  public init(
    _ listing: EventListing, others: Others = Others(), dates: ReportDates,
    totals: LogTotals = .none
  ) {
    self.dates = dates
    self.listing = listing
    self.others = others
    self.totals = totals
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let events = ItemEventRow.columns.map(\.name)
    return format == .csv
      ? events : distinct(events + SumRow.columns.map(\.name) + LogTotals.columnNames)
  }

  /// Reads the events and writes the report; sums that are too great end as the error that `overflow`
  /// makes of them.
  public func write<Failure>(
    as format: ReportFormat, _ style: TableStyle, reading read: EventReader<Failure>,
    to write: ReportWriter<Failure>, overflow: (Overflow) -> Failure
  ) throws(Failure) {
    switch format {
    case .json: try writeJSON(read, write, overflow)
    case .csv: try writeCSV(style.columns, read, write)
    case .table: try writeTable(style, read, write, overflow)
    }
  }

  /// Reads the main listing, shows each part, and adds it up.
  private func sums<Failure>(
    _ read: EventReader<Failure>, _ overflow: (Overflow) -> Failure,
    _ show: ([ListedEvent]) throws(Failure) -> Void
  ) throws(Failure) -> EventSums {
    var sums = EventSums()
    try listing.forEachPart(reading: read) { (events) throws(Failure) in
      try show(events)
      do throws(Overflow) {
        try sums.add(events, listing)
      } catch {
        throw overflow(error)
      }
    }
    return sums
  }

  /// The report as one JSON object.
  private func writeJSON<Failure>(
    _ read: EventReader<Failure>, _ write: ReportWriter<Failure>,
    _ overflow: (Overflow) -> Failure
  ) throws(Failure) {
    var writer = JSONWriter()
    try writer.object { (writer) throws(Failure) in
      dates.writeMembers(to: &writer)
      writer.member("events")
      var sums = EventSums()
      try writer.array { (writer) throws(Failure) in
        sums = try self.sums(read, overflow) { (events) throws(Failure) in
          try writer.events(events, to: write)
        }
      }
      for other in others.all {
        writer.member(other.name)
        try writer.events(other.listing, read, write)
      }
      writer.member("sums")
      writer.rows(sums.rows, SumRow.columns)
      totals.writeMembers(to: &writer)
      writer.member("worth")
      writer.rows(sums.worths, WorthRow.columnsWithoutDonor)
    }
    try write(writer.bytes + [UInt8(ascii: "\n")])
  }

  /// The events' items as comma-separated values.
  private func writeCSV<Failure>(
    _ columns: ColumnChoice, _ read: EventReader<Failure>, _ write: ReportWriter<Failure>
  ) throws(Failure) {
    try write(CSVWriter.header(ItemEventRow.columns, columns))
    for listing in [listing] + others.all.map(\.listing) {
      try listing.forEachPart(reading: read) { (events) throws(Failure) in
        try write(CSVWriter.lines(listing.rows(of: events), ItemEventRow.columns, columns))
      }
    }
  }

  /// The report for people; of very many events each part has titles of its own.
  private func writeTable<Failure>(
    _ style: TableStyle, _ read: EventReader<Failure>, _ write: ReportWriter<Failure>,
    _ overflow: (Overflow) -> Failure
  ) throws(Failure) {
    func say(_ text: String) throws(Failure) { try write(Array(text.utf8)) }
    func show(_ listing: EventListing, _ events: [ListedEvent]) throws(Failure) {
      try say(tableText(listing.rows(of: events), ItemEventRow.columns, none: "", style))
    }
    try say(dates.heading("Events", events: listing.entries.count, style))
    if listing.entries.isEmpty { try say("No events.\n") }
    let sums = try sums(read, overflow) { (events) throws(Failure) in try show(listing, events) }
    for other in others.all where !other.listing.entries.isEmpty {
      try say("\n" + style.heading(other.title))
      try other.listing.forEachPart(reading: read) { (events) throws(Failure) in
        try show(other.listing, events)
      }
    }
    try say(sums.table(style, totals))
  }
}

/// What the listed events in force add up to, and what they are worth.
private struct EventSums {
  private var byKey: [SumRow.Key: SumRow] = [:]
  private var worthsByKey: [SortKey: WorthRow] = [:]

  /// Adds the items that are shown.
  mutating func add(_ events: [ListedEvent], _ listing: EventListing) throws(Overflow) {
    for listed in events where listed.isInForce {
      for item in listing.items(of: listed) {
        let key = SumRow.Key(item: item.item, unit: item.unit, type: listed.event.type)
        try byKey[key, default: SumRow(key)].add(item)
        guard WorthSums.types.contains(listed.event.type), let worth = item.value else { continue }
        let texts = [item.item.text, item.unit.text, worth.currency.text]
        try worthsByKey[
          SortKey(texts),
          default: WorthRow(donor: nil, item: texts[0], unit: texts[1], currency: texts[2])
        ].sums.add(worth, of: listed.event.type)
      }
    }
  }

  /// The rows in the order of item, unit and type.
  var rows: [SumRow] { byKey.sorted { $0.key < $1.key }.map(\.value) }

  /// The worths in the order of item, unit and currency.
  var worths: [WorthRow] { worthsByKey.values.sorted(by: WorthRow.precedes) }

  /// What stands below the events.
  func table(_ style: TableStyle, _ totals: LogTotals) -> String {
    var text = ""
    if !byKey.isEmpty {
      text += "\n" + style.heading("Sums of the events in force")
      text += tableText(rows, SumRow.columns, none: "", style.forFigures(of: SumRow.columns))
    }
    text += totals.table(style)
    if !worthsByKey.isEmpty {
      text += "\n" + style.heading("What it is worth, where that is stated")
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
  private var qualifier: Qualifier?
  private var unstated = 0
  private var damaged = Quantity.zero
  private var missing = Quantity.zero

  struct Key: Hashable, Comparable {
    var item: Path
    var unit: Name
    var type: EventType

    static func < (left: Key, right: Key) -> Bool {
      (left.item, left.unit, left.type.rawValue) < (right.item, right.unit, right.type.rawValue)
    }
  }

  init(_ key: Key) {
    item = key.item.text
    unit = key.unit.text
    type = key.type
  }

  mutating func add(_ item: Item) throws(Overflow) {
    events += 1
    quantity = try .sum(quantity, item.quantity ?? .zero)
    qualifier = qualifier.vaguest(item.qualifier)
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
          ? Shown.quantity($0.quantity, $0.qualifier)
          : Shown.orBlank($0.quantity, $0.qualifier, unstated: $0.unstated)
      }),
    Column("qualifier") { Value($0.qualifier?.name) },
    Column("unstated") { .count($0.unstated) },
    Column(
      "damaged", "Damaged", .useful, { .quantity($0.damaged) },
      shown: { Shown.orBlank($0.damaged) }),
    Column(
      "missing", "Missing", .useful, { .quantity($0.missing) },
      shown: { Shown.orBlank($0.missing) }),
  ]
}
