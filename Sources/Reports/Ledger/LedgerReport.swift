import Console
import Projections
public import Replay
public import Shipments

/// Opening, movements and closing of the districts' stocks between two days: what `ledger` shows.
public struct LedgerReport: SheetReport, HistorySummary, Sendable {
  /// Which days a ledger is of.
  public struct Dates: Sendable {
    /// The first day; where there is none, the first on which a stock moved.
    public var from: Day?
    /// The last day.
    public var to: Day
    /// The periods into which it is cut.
    public var period: Period?
    /// By when the log is known.
    public var knownAt: Instant
    /// The same as it was given.
    public var knownAtText: String?

    /// Names the days.
    public init(from: Day?, to: Day, period: Period?, knownAt: Instant, knownAtText: String?) {
      self.from = from
      self.to = to
      self.period = period
      self.knownAt = knownAt
      self.knownAtText = knownAtText
    }
  }

  private let dates: Dates
  /// Names the command behind each row, if that is asked for.
  public var explanation: Explanation?
  private var stocks: RowSums<StockPeriods>
  private var firstDay: Day?
  /// How many events moved something, whatever the filters.
  private var eventCount = 0
  /// The rows, once the report is finished.
  private(set) var rows: [LedgerRow] = []

  /// Begins a ledger that adds rows up at the districts, or at the first `depth` names of theirs.
  public init(_ dates: Dates, filter: RowFilter = RowFilter(), depth: Int? = nil) {
    self.dates = dates
    stocks = RowSums(filter, depth: depth)
  }

  /// By when the log is known.
  public var instants: [Instant] { [dates.knownAt] }

  /// Adds what moved stocks in a part of the log.
  public mutating func add(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) {
    // Where replay refuses a total that is too great, so does the ledger, whatever its periods.
    _ = try history.state(at: dates.to, knownAt: dates.knownAt, versions[0])
    var ledger = StockLedger(from: dates.from, by: dates.period)
    eventCount += try history.fold(into: &ledger) { event in
      event.occurredOn <= dates.to && event.recordedAt <= dates.knownAt
        && versions[0].isInForce(event.id)
    }
    firstDay = [firstDay, ledger.firstDay].compactMap(\.self).min()
    for entry in ledger.entries {
      let movement = StockMovement(entry.movements)
      try stocks.add(entry.movements.key, history.symbols) { (sums) throws(Overflow) in
        try sums.add(movement, in: entry.period)
      }
    }
  }

  /// Adds the movements of other parts.
  public mutating func merge(_ other: LedgerReport) throws(Overflow) {
    eventCount += other.eventCount
    firstDay = [firstDay, other.firstDay].compactMap(\.self).min()
    try stocks.merge(other.stocks)
  }

  private var from: Day { min(dates.from ?? firstDay ?? dates.to, dates.to) }

  /// The first and the last day of each period.
  private var spans: [(key: Day, from: Day, to: Day)] {
    guard let period = dates.period else { return [(dates.from ?? .first, from, dates.to)] }
    var spans: [(key: Day, from: Day, to: Day)] = []
    var start = period.start(of: from)
    while start <= dates.to {
      let next = period.next(after: start)
      spans.append(
        (
          max(start, dates.from ?? .first), max(start, from),
          min(Day(number: next.number - 1), dates.to)
        ))
      start = next
    }
    return spans
  }

  /// Runs from each opening to each closing.
  public mutating func finish(_ symbols: borrowing SymbolTable) throws(Overflow) {
    let spans = spans
    for stock in stocks.sorted {
      var opening = try stock.sums.movements[nil]?.change() ?? 0
      guard
        opening != 0
          || stock.sums.movements.contains(where: { $0.key != nil && !$0.value.isNothing })
      else { continue }
      for span in spans {
        let movement = stock.sums.movements[span.key] ?? StockMovement()
        let closing = try Int64.sum(opening, movement.change())
        rows.append(
          LedgerRow(
            key: stock.key, from: span.from, to: span.to, opening: opening, movement: movement,
            closing: closing))
        opening = closing
      }
    }
  }

  static var sheetColumns: [Column<LedgerRow>] { LedgerRow.columns }
  var sheetRows: [LedgerRow] { rows }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("fromDate", .day(from))
      writer.member("toDate", .day(dates.to))
      writer.member("period", Value(dates.period?.rawValue))
      writer.member("knownAt", Value(dates.knownAtText))
      writer.member("ledger")
      writer.rows(rows, LedgerRow.columns(LedgerRow.columns, explanation))
    }
    return writer.bytes
  }

  /// The names of the columns that a form can show: in a table of periods, their last days, too.
  public func columnNames(_ format: ReportFormat) -> [String] {
    let names = LedgerReport.columnNames(format)
    return dates.period == nil || format != .table ? names : names + periodNames
  }

  private var periodNames: [String] { spans.map(\.to.description) }

  /// Whether a table shows the stocks at the ends of periods, and not what moved them.
  private func isOfPeriods(_ columns: ColumnChoice) -> Bool {
    guard dates.period != nil else { return false }
    return columns == .usual || !Set(periodNames).isDisjoint(with: columns.names)
  }

  /// The report for people; with periods, what there was at the end of each, on one line unless
  /// columns are asked for.
  public func table(_ style: TableStyle) -> String {
    let known = dates.knownAtText.map { ", as known at \($0)" } ?? ""
    let each = dates.period.map { ", at the end of each \($0.rawValue)" } ?? ""
    let title = style.heading("Ledger from \(from) to \(dates.to)\(known)\(each)")
    guard isOfPeriods(style.columns) else {
      // The days are the same in every row, but for the periods.
      let isPlain = style.columns == .usual
      let shown = LedgerRow.columns.filter { !isPlain || ($0.name != "from" && $0.name != "to") }
      return title
        + tableText(
          rows, shown, none: "No stock moved.", style, note: LedgerRow.note(explanation))
    }
    let lines = PeriodLine.lines(of: rows)
    let columns = PeriodLine.columns(of: spans.map(\.to))
    return title
      + tableText(
        lines, columns, none: "No stock moved.", style,
        note: PeriodLine.note(explanation?.between(from, dates.to)))
      + (explanation == nil || lines.isEmpty || spans.count == 1
        ? "" : style.remark(PeriodLine.explainedToo))
  }
}

/// The movements of one stock in one period.
struct LedgerRow: Sendable {
  let key: RowKey
  let from: Day
  let to: Day
  let opening: Int64
  let movement: StockMovement
  let closing: Int64

  static let columns: [Column<LedgerRow>] = [
    Column("district", "District", { .text($0.key.district) }),
    Column("item", "Item", { .text($0.key.item) }),
    Column("unit", "Unit", .useful, { .text($0.key.unit) }),
    Column("from", "From", { .day($0.from) }),
    Column("to", "To", { .day($0.to) }),
    Column("opening", "Opening", .useful, { amount($0.opening) }),
    movement("received", "Received", { $0.received }),
    movement("transferredIn", "In", { $0.transferredIn }),
    movement("transferredOut", "Out", { $0.transferredOut }),
    movement("issued", "Issued", { $0.issued }),
    movement("adjusted", "Adjusted", { $0.adjusted }),
    Column(
      "closing", "Closing", { amount($0.closing) }, role: { $0.closing < 0 ? .alert : nil }),
  ]

  private static func amount(_ thousandths: Int64) -> Value {
    .quantity(Quantity(thousandths: thousandths))
  }

  /// A movement, which is left blank where there was none.
  private static func movement(
    _ name: String, _ title: String, _ thousandths: @escaping @Sendable (StockMovement) -> Int64
  ) -> Column<LedgerRow> {
    Column(
      name, title, .detail, { amount(thousandths($0.movement)) },
      shown: { Shown.orBlank(Quantity(thousandths: thousandths($0.movement))) })
  }
}

/// What there was of one stock at the end of each period, on one line.
private struct PeriodLine: Sendable {
  let key: RowKey
  var opening: Int64
  var closings: [Int64] = []

  /// The rows of each stock, which follow each other, as one line.
  static func lines(of rows: [LedgerRow]) -> [PeriodLine] {
    var lines: [PeriodLine] = []
    for row in rows {
      if lines.last?.key != row.key {
        lines.append(PeriodLine(key: row.key, opening: row.opening))
      }
      lines[lines.count - 1].closings.append(row.closing)
    }
    return lines
  }

  static func columns(of days: [Day]) -> [Column<PeriodLine>] {
    let stock: [Column<PeriodLine>] = [
      Column("district", "District", { .text($0.key.district) }),
      Column("item", "Item", { .text($0.key.item) }),
      Column("unit", "Unit", .useful, { .text($0.key.unit) }),
      Column("opening", "Opening", .useful, { .quantity(Quantity(thousandths: $0.opening)) }),
    ]
    return stock + days.indices.map { closing($0, of: days) }
  }

  private static func closing(_ place: Int, of days: [Day]) -> Column<PeriodLine> {
    let day = days[place].description
    return Column(
      day, day, place == days.count - 1 ? .essential : .useful,
      { .quantity(Quantity(thousandths: $0.closings[place])) },
      role: { $0.closings[place] < 0 ? .alert : nil })
  }
}

extension LedgerRow: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    (opening == 0 ? explanation : explanation.withOpening).between(from, to)
      .command(district: key.district, item: key.item, unit: key.unit)
  }
}

extension PeriodLine: ExplainedRow {
  /// The command of a row ends with the last period.
  static let explainedToo =
    "The end of another period is explained by the same command, with its day behind --at=."

  func command(_ explanation: Explanation) -> String {
    (opening == 0 ? explanation : explanation.withOpening)
      .command(district: key.district, item: key.item, unit: key.unit)
  }
}
