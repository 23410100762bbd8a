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
    try worths.add(stated, history, state, filter, where: counts)
    let lines = state.totals.deliveries.lines
    for row in lines.indices {
      let (key, donor) = (lines[row].key, lines[row].donor?.value)
      guard filter.shows(key.stock, history.symbols), filter.shows(donor: donor, history.symbols)
      else { continue }
      let time = times.time(of: key)
      let day = time.flatMap { times.firstExpectedOn($0, history.symbols) }
      name(key, donor, time?.jointly ?? [], history.symbols)
      let place = Key(donor: donor, item: key.item, unit: key.unit)
      try sums[place, default: DonorSums()].add(
        lines[row], time, firstExpectedOn: day, at: dates.at)
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
  }

  private var rows: [DonorRow] {
    sums.map { key, sums in
      DonorRow(
        donor: key.donor.map(text), item: text(key.item), unit: text(key.unit),
        jointly: sums.jointly.map(text), sums)
    }.sorted()
  }

  private func text(_ symbol: Symbol) -> String { names[symbol] ?? "" }

  static var sheetColumns: [Column<TwoKinds<DonorRow, WorthRow>>] {
    TwoKinds.columns(("donors", DonorRow.columns), ("worth", WorthRow.columns))
  }

  /// Both kinds of rows, told apart by the first column.
  var sheetRows: [TwoKinds<DonorRow, WorthRow>] {
    rows.map { .first($0) } + worths.rows(text).map { .second($0) }
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("donors")
      writer.rows(rows, DonorRow.columns(DonorRow.columns, explanation))
      writer.member("worth")
      writer.rows(worths.rows(text), WorthRow.columns(WorthRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let worths = worths.rows(text)
    let donors =
      dates.heading("Donors", events: eventCount, style)
      + tableText(
        rows, DonorRow.columns, none: "Nothing was promised.", style,
        note: DonorRow.note(explanation))
    guard !worths.isEmpty else { return donors }
    return donors + "\n" + style.apply(.heading, to: "What it is worth, where that is stated")
      + "\n"
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
    self.jointly = jointly.sorted { ByteOrder.precedes([$0], [$1]) }
    self.sums = sums
    order = SortKey(donor: donor, [item, unit])
  }

  /// The donor, with those who give with it.
  private var givers: String {
    let others = jointly.count > 2 ? "\(jointly.count) others" : jointly.joined(separator: ", ")
    let names = jointly.isEmpty ? "" : " (with \(others))"
    return (donor ?? "not named") + names
  }

  private static func amount(_ thousandths: Int64) -> Value {
    .quantity(Quantity(thousandths: thousandths))
  }

  private static func blank(_ thousandths: Int64) -> String {
    Shown.orBlank(Quantity(thousandths: thousandths))
  }

  private var expected: String {
    let stated = DonorRow.blank(sums.outstanding)
    guard sums.unspecifiedLines > 0 else { return stated }
    return stated.isEmpty ? "?" : "\(stated) + ?"
  }

  /// A mean, shown with one decimal.
  private static func shown(_ mean: Quantity?) -> String {
    guard let mean else { return "" }
    let tenths = (mean.thousandths + (mean.thousandths < 0 ? -50 : 50)) / 100
    return Quantity(thousandths: tenths * 100).description
  }

  static let columns: [Column<DonorRow>] = [
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
      "delivered", "Delivered", { amount($0.sums.delivered) },
      shown: { blank($0.sums.delivered) }),
    Column(
      "outstanding", "Outstanding", { amount($0.sums.outstanding) }, shown: { $0.expected }),
    Column(
      "overdueQuantity", "Overdue", .useful, { amount($0.sums.overdueQuantity) },
      role: { _ in .alert },
      shown: { blank($0.sums.overdueQuantity) }),
    Column("deliveries") { .count($0.sums.waits.count) },
    Column(
      "meanDays", "Days", .detail, { $0.sums.waits.mean.map(Value.quantity) ?? .none },
      shown: { shown($0.sums.waits.mean) }),
    Column(
      "worstDays", "Worst days", .detail, { $0.sums.waits.worst.map(Value.count) ?? .none }),
    Column("slippedLines") { .count($0.sums.slippedLines) },
    Column(
      "meanSlippedDays", "Slipped", .detail, { $0.sums.slips.mean.map(Value.quantity) ?? .none },
      shown: { shown($0.sums.slips.mean) }),
    Column(
      "worstSlippedDays", "Worst slip", .detail, { $0.sums.slips.worst.map(Value.count) ?? .none }),
  ]
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
