import Console
import Projections
public import Shipments

/// What changed between the reports of two days, and why: what `diff` shows.
public struct DiffReport: EventReport {
  private let pair: ReportPair
  /// What was learned between, by cause; of each the events.
  private let entered: [Cause: EventListing]
  private let corrections: [DiffSummary.Correction]
  private let effects: [EffectRow]

  /// How many corrections are read at once.
  private static let partCount = 1 << 13

  /// Shows a comparison.
  public init(_ summary: DiffSummary) {
    pair = summary.pair
    entered = summary.entered.mapValues { events in
      EventListing(events.map { EventListing.Entry($0.place, isInForce: true) })
    }
    corrections = summary.corrections
    effects = EffectRow.rows(summary.effects)
  }

  /// How many events are listed.
  public var eventCount: Int {
    entered.values.reduce(2 * corrections.count) { $0 + $1.entries.count }
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let effects = EffectRow.columns.map(\.name)
    let events = ItemEventRow.columns.map(\.name) + CorrectionLine.columns.map(\.name)
    return format == .csv ? effects : distinct(events + effects)
  }

  /// Reads the events and writes the report.
  public func write<Failure>(
    as format: ReportFormat, _ style: TableStyle, reading read: EventReader<Failure>,
    to write: ReportWriter<Failure>, overflow: (Overflow) -> Failure
  ) throws(Failure) {
    switch format {
    case .json: try writeJSON(read, write)
    case .csv: try write(CSVWriter.bytes(effects, EffectRow.columns, style.columns))
    case .table: try writeTable(style, read, write)
    }
  }

  /// Reads the corrected facts, so many at once, and visits them.
  private func forEachCorrection<Failure>(
    _ read: EventReader<Failure>, _ visit: ([CorrectionRow]) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while start < corrections.count {
      let part = corrections[start..<min(start + DiffReport.partCount, corrections.count)]
      let places = part.flatMap { [$0.old, $0.new].compactMap { $0?.place } }
      var events = try read(places.map { EventListing.Entry($0, isInForce: true) })[...]
      try visit(
        part.map { correction in
          CorrectionRow(
            old: correction.old.flatMap { _ in events.popFirst()?.outOfForce },
            new: correction.new.flatMap { _ in events.popFirst()?.inForce })
        })
      start = part.endIndex
    }
  }

  /// The report as one JSON object.
  private func writeJSON<Failure>(
    _ read: EventReader<Failure>, _ write: ReportWriter<Failure>
  ) throws(Failure) {
    func add(_ cause: Cause, _ writer: inout JSONWriter) throws(Failure) {
      writer.member(cause.name)
      try writer.events(entered[cause] ?? EventListing([]), read, write)
    }
    var writer = JSONWriter()
    try writer.object { (writer) throws(Failure) in
      writer.member("from", .day(pair.from))
      writer.member("to", .day(pair.to))
      try add(.newFacts, &writer)
      try add(.lateFacts, &writer)
      writer.member(Cause.corrections.name)
      try writer.array { (writer) throws(Failure) in
        try forEachCorrection(read) { (rows) throws(Failure) in
          for row in rows { row.write(to: &writer) }
          try write(writer.takeBytes())
        }
      }
      try add(.rescheduled, &writer)
      writer.member("effects")
      writer.rows(effects, EffectRow.columns)
    }
    try write(writer.bytes + [UInt8(ascii: "\n")])
  }

  /// The report for people; of very many events each part has titles of its own.
  private func writeTable<Failure>(
    _ style: TableStyle, _ read: EventReader<Failure>, _ write: ReportWriter<Failure>
  ) throws(Failure) {
    func say(_ text: String) throws(Failure) { try write(Array(text.utf8)) }
    for cause in [Cause.newFacts, .lateFacts, .rescheduled] {
      guard let listing = entered[cause], !listing.entries.isEmpty else { continue }
      let count = Shown.count(listing.entries.count, "event")
      try say(heading("\(DiffReport.titles[cause] ?? ""): \(count)", style))
      let isUsual = style.columns == .usual
      let columns =
        cause == .rescheduled && isUsual ? ItemEventRow.rescheduledColumns : ItemEventRow.columns
      try listing.forEachPart(reading: read) { (events) throws(Failure) in
        try say(tableText(listing.rows(of: events), columns, none: "", style))
      }
      try say("\n")
    }
    if !corrections.isEmpty {
      try say(heading("Corrections: \(Shown.count(corrections.count, "fact"))", style))
      try forEachCorrection(read) { (rows) throws(Failure) in
        try say(tableText(rows.flatMap(\.lines), CorrectionLine.columns, none: "", style))
      }
      try say("\n")
    }
    try say(heading("What that does to each district", style))
    try say(tableText(effects, EffectRow.columns, none: "Nothing.", style))
  }

  private static let titles: [Cause: String] = [
    .newFacts: "What happened since", .lateFacts: "What was recorded late",
    .rescheduled: "Promised for another day",
  ]

  private func heading(_ title: String, _ style: TableStyle) -> String {
    style.heading("\(title), from \(pair.from) to \(pair.to)")
  }
}

/// What one cause did to one district's item and unit.
struct EffectRow: Sendable {
  private let row: SharedRow<DistrictSums>
  private let cause: Cause

  /// All that `replay` shows of a district.
  private static let shown: [DistrictCounter] = [
    .requested, .requestedUnspecified, .pledged, .purchased, .dispatched, .allocated, .promised,
    .delivered, .damaged, .missing, .cancelled, .drawnDown, .outstanding, .overdueQuantity, .lines,
    .openLines, .overdueLines, .unspecifiedLines, .received, .transferredIn, .transferredOut,
    .issued, .adjusted, .onHand,
  ]

  /// The rows of all causes, those that change nothing that is shown left out.
  static func rows(_ effects: [RowSums<DistrictSums>]) -> [EffectRow] {
    let rows = zip(Cause.allCases, effects).flatMap { cause, sums in
      sums.sorted.map { EffectRow(row: $0, cause: cause) }
    }
    return rows.filter { row in shown.contains { row.row.sums[$0] != 0 } }.sorted()
  }

  static let columns: [Column<EffectRow>] =
    [
      Column("district", "District", { .text($0.row.key.district) }),
      Column("item", "Item", { .text($0.row.key.item) }),
      Column("unit", "Unit", .useful, { .text($0.row.key.unit) }),
      Column("cause", "Because of", { .text($0.cause.name) }, shown: { $0.cause.words }),
    ] + shown.map(column)

  /// How much more a sum is, with its sign.
  private static func column(_ counter: DistrictCounter) -> Column<EffectRow> {
    let usefulness: TextTable.Usefulness =
      switch counter {
      case .outstanding, .overdueQuantity, .onHand: .essential
      case .delivered, .requested, .promised: .useful
      default: .detail
      }
    // A table tells these by other columns: what was delivered, `?`, and the open lines.
    guard ![.received, .unspecifiedLines, .requestedUnspecified, .lines].contains(counter) else {
      return Column(counter.name) { $0.row.sums.value(counter) }
    }
    return Column(
      counter.name, counter.title, usefulness, { $0.row.sums.value(counter) },
      shown: { $0.shown(counter) })
  }

  /// A difference with its sign, and that of what is not stated: `+2,000 + ?`, `-5`, `-?`.
  private func shown(_ counter: DistrictCounter) -> String {
    let amount = counter.isCount ? Quantity(row.sums[counter]) : row.sums.quantity(counter)
    let text = (amount > .zero ? "+" : "") + Shown.orBlank(amount)
    let unstated: Int64 =
      switch counter {
      case .outstanding: row.sums[.unspecifiedLines]
      case .requested: row.sums[.requestedUnspecified]
      default: 0
      }
    guard unstated != 0 else { return text }
    let sign = unstated > 0 ? "+" : "-"
    return text.isEmpty ? "\(sign)?" : "\(text) \(sign) ?"
  }
}

extension EffectRow: Comparable {
  static func < (left: EffectRow, right: EffectRow) -> Bool {
    if left.row.key != right.row.key { return left.row.key < right.row.key }
    return left.cause.rawValue < right.cause.rawValue
  }

  static func == (left: EffectRow, right: EffectRow) -> Bool {
    left.row.key == right.row.key && left.cause == right.cause
  }
}
