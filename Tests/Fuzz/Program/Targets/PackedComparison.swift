@testable import EventLog
import Shipments

/// A line's event as a scan keeps it.
struct PackedLine: ~Copyable {
  let hasSum: Bool
  /// Which reader took the line.
  let form: LineParser.Form
  /// The packed bytes.
  let bytes: [[UInt8]]
  fileprivate let batch: Batch
  fileprivate let table: SymbolTable

  init(
    _ events: borrowing PackedEvents, of decoder: borrowing RecordDecoder, hasSum: Bool,
    form: LineParser.Form
  ) {
    self.hasSum = hasSum
    self.form = form
    bytes = events.chunks(of: 0).map(\.array)
    var names = SymbolTable(minimumCapacity: 16)
    let symbols = names.intern(allOf: decoder.symbols)
    var table = SymbolTable(extending: names, minimumCapacity: 16)
    var batches: [Batch] = []
    Unpacker(symbols: symbols).unpack(0, of: events, &table) { batches.append($0) }
    guard batches.count == 1, batches[0].records.count == 1 else { disagree("not one event") }
    batch = batches[0]
    self.table = table
  }
}

/// What is packed of a line is what its event says.
enum PackedComparison {
  static func check(_ packed: borrowing PackedLine, is event: Event) {
    let record = packed.batch.records[0]
    func isText(_ symbol: Symbol, _ text: String?) -> Bool {
      packed.table.text(of: symbol).utf8.elementsEqual((text ?? "").utf8)
    }
    func isID(_ key: EventKey?, _ id: EventID?) -> Bool {
      (key.map { packed.table.text(of: $0) } ?? "").utf8.elementsEqual((id?.text ?? "").utf8)
    }
    hold(isID(record.id, event.id) && record.type == event.type, "id or type")
    let key = EventKey(lowerCaseUUID: event.id.text)
    hold((record.id.symbol == nil) == (key != nil) && key ?? record.id == record.id, "a UUID")
    hold(
      record.occurredOn == event.occurredOn && record.recordedAt == event.recordedAt.instant
        && record.expectedOn == event.expectedOn && record.isFinal == event.isFinal,
      "days: \(record) \(event)")
    hold(
      isText(record.shipment, event.shipment?.text) && isText(record.donor, event.donor?.text)
        && isText(record.district, event.district?.text), "names: \(event)")
    let relations = packed.batch.relations(of: record) ?? Relations()
    hold(
      isText(relations.from, event.from?.text) && isID(relations.replaces, event.replaces),
      "relations: \(event)")
    for (rows, paths) in [(relations.among, event.among), (relations.jointly, event.jointly)] {
      let symbols = packed.batch.paths(rows)
      hold(
        symbols.count == paths.count && zip(symbols, paths).allSatisfy { isText($0, $1.text) },
        "paths: \(event)")
    }
    let items = packed.batch.items[packed.batch.itemRows(of: record)]
    hold(items.count == event.items.count, "items: \(event)")
    for (packedItem, item) in zip(items, event.items) {
      hold(
        isText(packedItem.item, item.item.text) && isText(packedItem.unit, item.unit.text)
          && packedItem.isStated == (item.quantity != nil)
          && packedItem.quantity == item.quantity ?? .zero
          && packedItem.damaged == item.damaged && packedItem.missing == item.missing
          && packedItem.qualifier == item.qualifier, "an item: \(event)")
    }
  }
}
