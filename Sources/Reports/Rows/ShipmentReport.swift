import Console
import Projections
public import Replay
public import Shipments

/// One shipment: its events in order, and its lines: what `show` shows.
public struct ShipmentReport: Report, Sendable {
  private let dates: ReportDates
  private let shipment: String
  private let donor: String?
  private let events: [ListedEvent]
  private let lines: [LineRow]

  /// Picks a shipment's lines from a state, beside its events.
  public init(
    _ shipment: Symbol, _ events: [ListedEvent], _ state: borrowing State,
    _ symbols: borrowing SymbolTable, knownAt: String?
  ) {
    dates = ReportDates(at: state.at, knownAt: knownAt)
    self.shipment = symbols.text(of: shipment)
    self.events = events
    var lines: [LineRow] = []
    for row in state.totals.deliveries.lines.indices
    where state.totals.deliveries.lines[row].key.shipment == shipment {
      lines.append(LineRow(row, state, symbols))
    }
    self.lines = lines.sorted { $0.precedesByPlace($1) }
    donor = lines.compactMap(\.donorText).first
  }

  /// The report as one JSON object.
  public var json: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      dates.writeMembers(to: &writer)
      writer.member("shipment", .text(shipment))
      writer.member("donor", Value(donor))
      writer.member("events")
      writer.events(events)
      writer.member("lines")
      writer.rows(lines, LineRow.columns)
    }
    return writer.bytes
  }

  /// The report's rows as comma-separated values.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    CSVWriter.bytes(ItemEventRow.rows(of: events), ItemEventRow.columns, columns)
  }

  /// The names of the columns that a form can show.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    let events = ItemEventRow.columns.map(\.name)
    return format == .csv ? events : distinct(events + LineRow.columns.map(\.name))
  }

  /// The report for people.
  public func table(_ style: TableStyle) -> String {
    let giver = donor.map { " from \($0)" } ?? ""
    var text = dates.heading("Shipment \(shipment)\(giver)", events: events.count, style)
    text += tableText(
      ItemEventRow.rows(of: events), ItemEventRow.columns, none: "No events.", style)
    text += "\n" + style.heading("Lines")
    return text + tableText(lines, LineRow.columns, none: "No lines.", style)
  }
}
