import Console
import Projections
import Reports
import Shipments

/// An event before it is recorded, as the person is shown it.
enum EventPreview {
  /// The event's fields and items, and what their lines came to before it.
  static func text(_ event: Event, _ view: borrowing LogView, _ styling: Styling) -> String {
    var rows: [[TextTable.Cell]] = []
    for field in event.statedFields.fields {
      guard let value = value(field, of: event) else { continue }
      rows.append([.init(EventOptions.name(field)), .init(value)])
    }
    let fields = TextTable(columns: [.init("event"), .init(event.type.name)], rows: rows)
    let text = "\n" + fields.render(styling: styling)
    return event.items.isEmpty ? text : text + "\n" + items(event, view).render(styling: styling)
  }

  private static func items(_ event: Event, _ view: borrowing LogView) -> TextTable {
    var rows: [[TextTable.Cell]] = []
    for item in event.items {
      let line = view.line(event, item)
      rows.append([
        .init(item.item.text), .init(ItemText.amount(item)), .init(item.unit.text),
        .init(line.map { Shown.quantity($0.promised) } ?? ""),
        .init(line.map { Shown.quantity($0.quantity(.delivered)) } ?? ""),
        .init(line.map { $0.isUnspecified ? "?" : Shown.quantity($0.outstanding) } ?? ""),
      ])
    }
    let shown = rows.contains { !$0[3].text.isEmpty } ? 6 : 3
    let columns: [TextTable.Column] = [
      .init("item"), .init("quantity", alignment: .right), .init("unit"),
      .init("promised so far", alignment: .right), .init("delivered so far", alignment: .right),
      .init("to come so far", alignment: .right),
    ]
    return TextTable(
      columns: Array(columns.prefix(shown)), rows: rows.map { Array($0.prefix(shown)) })
  }

  private static func value(_ field: Field, of event: Event) -> String? {
    switch field {
    case .id, .type, .recordedAt, .items, .sum: nil
    case .occurredOn: event.occurredOn.description
    case .shipment: event.shipment?.text
    case .donor: event.donor?.text
    case .jointly: event.jointly.map(\.text).joined(separator: ", ")
    case .district: event.district?.text
    case .among: event.among.map(\.text).joined(separator: ", ")
    case .from: event.from?.text
    case .expectedOn: event.expectedOn?.description
    case .final: "yes"
    case .replaces: event.replaces?.text
    case .reason: event.reason
    case .waybill: event.waybill?.text
    case .to: event.to
    case .source: event.source
    case .recordedBy: event.recordedBy
    case .note: event.note
    case .extra: event.extra.map { String(decoding: $0, as: UTF8.self) }
    }
  }
}
