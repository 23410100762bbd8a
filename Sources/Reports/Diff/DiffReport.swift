import Console
import Projections
public import Shipments

/// What changed between the reports of two days, and why: what `diff` shows.
public struct DiffReport: Report, Sendable {
  private let pair: ReportPair
  private let entered: [(cause: Cause, events: [ListedEvent])]
  private let corrections: [CorrectionRow]
  private let effects: [EffectRow]

  /// Shows a comparison; `read` is given places and reads the events that stand there.
  public init<Failure>(
    _ summary: DiffSummary, read: ([Place]) throws(Failure) -> [ListedEvent]
  ) throws(Failure) {
    pair = summary.pair
    var entered: [(cause: Cause, events: [ListedEvent])] = []
    for cause in [Cause.newFacts, .lateFacts, .rescheduled] {
      entered.append((cause, try read((summary.entered[cause] ?? []).map(\.place))))
    }
    self.entered = entered
    var events = try read(
      summary.corrections.flatMap { [$0.old, $0.new].compactMap { $0?.place } })[...]
    corrections = summary.corrections.map { correction in
      CorrectionRow(
        old: correction.old.flatMap { _ in events.popFirst()?.outOfForce },
        new: correction.new.flatMap { _ in events.popFirst() })
    }
    effects = EffectRow.rows(summary.effects)
  }

  /// Shows what the causes did to each district, without the events behind it: all that a sheet has.
  public init(effectsOf summary: DiffSummary) {
    pair = summary.pair
    (entered, corrections) = ([], [])
    effects = EffectRow.rows(summary.effects)
  }

  private func events(_ cause: Cause) -> [ListedEvent] {
    entered.first { $0.cause == cause }?.events ?? []
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("from", .day(pair.from))
      writer.member("to", .day(pair.to))
      for cause in [Cause.newFacts, .lateFacts] {
        writer.member(cause.name)
        writer.events(events(cause))
      }
      writer.member("corrections")
      writer.array { writer in for row in corrections { row.write(to: &writer) } }
      writer.member(Cause.rescheduled.name)
      writer.events(events(.rescheduled))
      writer.member("effects")
      writer.rows(effects, EffectRow.columns)
    }
    return writer.bytes
  }

  /// What each cause did to each district, as comma-separated values.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    CSVWriter.bytes(effects, EffectRow.columns, columns)
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let effects = EffectRow.columns.map(\.name)
    let events = ItemEventRow.columns.map(\.name) + CorrectionLine.columns.map(\.name)
    return format == .csv ? effects : distinct(events + effects)
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    var text = ""
    for (cause, events) in entered where !events.isEmpty {
      text += heading(
        "\(DiffReport.titles[cause] ?? ""): \(Shown.count(events.count, "event"))", style)
      let isUsual = style.columns == .usual
      let columns =
        cause == .rescheduled && isUsual ? ItemEventRow.rescheduledColumns : ItemEventRow.columns
      text += tableText(ItemEventRow.rows(of: events), columns, none: "", style) + "\n"
    }
    if !corrections.isEmpty {
      text += heading("Corrections: \(Shown.count(corrections.count, "fact"))", style)
      text +=
        tableText(
          corrections.flatMap(\.lines), CorrectionLine.columns, none: "", style) + "\n"
    }
    text += heading("What that does to each district", style)
    return text + tableText(effects, EffectRow.columns, none: "Nothing.", style)
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
