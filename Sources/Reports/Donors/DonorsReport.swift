import Console
public import EventLog
import Projections
public import Replay
public import Shipments

/// What each donor promised and delivered, and how late: what `donors` shows.
public struct DonorsReport: SheetReport, HistorySummary, Sendable {
  /// Lines are added up by donor, item and unit, so that goods and currencies are never mixed.
  private struct Key: Hashable {
    var donor: Symbol?
    var item: Symbol
    var unit: Symbol
  }

  private let dates: ReportDates
  private let knownAt: Instant
  private let filter: RowFilter
  /// Names the command behind each row, if that is asked for.
  public var explanation: Explanation?
  /// What the lines of the log say that goods are worth; without it the report has no worths.
  public var stated = StatedWorths()
  private var eventCount = 0
  private var worths = DonorWorths()
  private var sums: [Key: DonorSums] = [:]
  private var names: [Symbol: String] = [:]
  /// Under whose names those give jointly who are asked for, but as whose gifts these do not count.
  public private(set) var mainDonors: Set<String> = []

  /// Begins a report on the lines that a filter shows.
  public init(at: Day, knownAt: Instant, knownAtText: String?, filter: RowFilter = RowFilter()) {
    dates = ReportDates(at: at, knownAt: knownAtText)
    self.knownAt = knownAt
    self.filter = filter
  }

  /// By when the log is known.
  public var instants: [Instant] { [knownAt] }

  /// Adds the lines of a part of the log.
  public mutating func add(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) {
    let state = try history.state(at: dates.at, knownAt: knownAt, versions[0])
    eventCount += state.eventCount
    func counts(_ event: EventRecord) -> Bool {
      event.occurredOn <= dates.at && event.recordedAt <= knownAt
        && versions[0].isInForce(event.id)
    }
    var times = LineTimes()
    _ = try history.fold(into: &times, where: counts)
    times.settle(state.totals.deliveries, history.symbols)
    try worths.add(stated, history, state, filter, where: counts)
    let lines = state.totals.deliveries.lines
    for row in lines.indices {
      let (key, donor) = (lines[row].key, lines[row].donor?.value)
      guard filter.shows(key.stock, history.symbols) else { continue }
      let time = times.time(of: key)
      guard filter.shows(donor: donor, history.symbols) else {
        noteMainDonor(donor, time, history.symbols)
        continue
      }
      name(key, donor, time?.jointly ?? [], history.symbols)
      let place = Key(donor: donor, item: key.item, unit: key.unit)
      try sums[place, default: DonorSums()].add(lines[row], time, at: dates.at)
    }
  }

  /// Notes under whose name somebody gives who is asked for and gives with others.
  private mutating func noteMainDonor(
    _ donor: Symbol?, _ time: LineTime?, _ symbols: borrowing SymbolTable
  ) {
    guard filter.donor != nil, let donor, let time else { return }
    for giver in time.jointly where filter.shows(donor: giver, symbols) {
      mainDonors.insert(symbols.text(of: donor))
    }
  }

  /// Notes the texts of symbols that the rows will show.
  private mutating func name(
    _ key: LineKey, _ donor: Symbol?, _ jointly: Set<Symbol>, _ symbols: borrowing SymbolTable
  ) {
    for symbol in [donor ?? .none, key.item, key.unit] where names[symbol] == nil {
      names[symbol] = symbols.text(of: symbol)
    }
    for symbol in jointly where names[symbol] == nil { names[symbol] = symbols.text(of: symbol) }
  }

  /// Adds the rows of other parts.
  public mutating func merge(_ other: DonorsReport) throws(Overflow) {
    eventCount += other.eventCount
    for (key, row) in other.sums { try sums[key, default: DonorSums()].add(row) }
    try worths.merge(other.worths)
    names.merge(other.names) { first, _ in first }
    mainDonors.formUnion(other.mainDonors)
  }

  private var rows: [DonorRow] {
    sums.map { key, sums in
      DonorRow(
        donor: key.donor.map(text), item: text(key.item), unit: text(key.unit),
        jointly: jointly(key), sums)
    }.sorted()
  }

  private var worthRows: [WorthRow] {
    worths.rows(text) { donor, item, unit in
      jointly(Key(donor: donor, item: item, unit: unit))
    }
  }

  /// Who gives some of the goods together with the donor, in byte order.
  private func jointly(_ key: Key) -> [String] {
    (sums[key]?.jointly ?? []).map(text).sorted { ByteOrder.precedes([$0], [$1]) }
  }

  private func text(_ symbol: Symbol) -> String { names[symbol] ?? "" }

  static var sheetColumns: [Column<TwoKinds<DonorRow, WorthRow>>] {
    TwoKinds.columns(("donors", DonorRow.columns), ("worth", WorthRow.columns))
  }

  /// Both kinds of rows, told apart by the first column.
  var sheetRows: [TwoKinds<DonorRow, WorthRow>] {
    rows.map { .first($0) } + worthRows.map { .second($0) }
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("donors")
      writer.rows(rows, DonorRow.columns(DonorRow.columns, explanation))
      writer.member("worth")
      writer.rows(worthRows, WorthRow.columns(WorthRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let worths = worthRows
    let donors =
      dates.heading("Donors", events: eventCount, style)
      + tableText(
        rows, DonorRow.columns, none: "Nothing was promised.", style,
        note: DonorRow.note(explanation))
    guard !worths.isEmpty else { return donors }
    return donors + "\n" + style.heading("What it is worth, where that is stated")
      + tableText(worths, WorthRow.columns, none: "", style, note: WorthRow.note(explanation))
  }
}

/// What one donor gives of one item in one unit.
final class DonorRow: Sendable {
  private let donor: String?
  private let item: String
  private let unit: String
  private let jointly: [String]
  private let sums: DonorSums
  private let order: SortKey

  init(donor: String?, item: String, unit: String, jointly: [String], _ sums: DonorSums) {
    self.donor = donor
    self.item = item
    self.unit = unit
    self.jointly = jointly
    self.sums = sums
    order = SortKey(donor: donor, [item, unit])
  }

  /// Donors as a table names them: `Japan (with Omura)`, or `Japan (2 of 5 with Omura)` where only some
  /// lines are given with others.
  static func givers(_ donor: String?, with jointly: [String], some: String = "") -> String {
    let others = jointly.count > 2 ? "\(jointly.count) others" : jointly.joined(separator: ", ")
    return (donor ?? "not named") + (jointly.isEmpty ? "" : " (\(some)with \(others))")
  }

  private var givers: String {
    let isSome = sums.jointLines < sums.lines
    return DonorRow.givers(
      donor, with: jointly, some: isSome ? "\(sums.jointLines) of \(sums.lines) " : "")
  }

  private static func amount(_ thousandths: Int64) -> Value {
    .quantity(Quantity(thousandths: thousandths))
  }

  private static func blank(_ thousandths: Int64) -> String {
    Shown.orBlank(Quantity(thousandths: thousandths))
  }

  private var expected: String {
    Shown.orBlank(
      Quantity(thousandths: sums.outstanding), sums.qualifier, unstated: sums.unspecifiedLines)
  }

  static let columns: [Column<DonorRow>] =
    [
      Column("donor", "Donor", { Value($0.donor) }, shown: { $0.givers }),
      Column("item", "Item", { .text($0.item) }),
      Column("unit", "Unit", .useful, { .text($0.unit) }),
      Column("jointly") { .list($0.jointly) },
      Column("lines") { .count($0.sums.lines) },
      Column("jointLines") { .count($0.sums.jointLines) },
      Column("openLines") { .count($0.sums.openLines) },
      Column("overdueLines") { .count($0.sums.overdueLines) },
      Column("unspecifiedLines") { .count($0.sums.unspecifiedLines) },
      Column(
        "promised", "Promised", { amount($0.sums.promised) }, shown: { blank($0.sums.promised) }),
      Column(
        "delivered", "Delivered", .useful, { amount($0.sums.delivered) },
        shown: { blank($0.sums.delivered) }),
      Column(
        "cancelled", "Cancelled", .detail, { amount($0.sums.cancelled) },
        shown: { blank($0.sums.cancelled) }),
      Column(
        "outstanding", "Outstanding", { amount($0.sums.outstanding) }, shown: { $0.expected }),
      Column("qualifier") { Value($0.sums.qualifier?.name) },
      Column(
        "overdueQuantity", "Overdue", .useful, { amount($0.sums.overdueQuantity) },
        role: { _ in .alert },
        shown: { blank($0.sums.overdueQuantity) }),
    ] + DonorSums.columns { $0.sums }
}

extension DonorRow: Comparable {
  static func < (left: DonorRow, right: DonorRow) -> Bool {
    left.order < right.order
  }

  static func == (left: DonorRow, right: DonorRow) -> Bool { left.order == right.order }
}

extension DonorRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    explanation.command(donor: donor, item: item, unit: unit)
  }
}
