public import Shipments

/// Writes events as lines: fields in the order of the format, no spaces, the sum last.
public enum EventEncoder {
  /// The line of an event with its sum, without the line feed.
  public static func line(_ event: Event) -> [UInt8] {
    var line = body(event)
    let sum = Hex.digits(Checksum.of(line))
    line.append(contentsOf: ",\"sum\":\"".utf8)
    line.append(contentsOf: sum)
    line.append(contentsOf: "\"}".utf8)
    return line
  }

  /// The event as a JSON object without a sum.
  public static func object(_ event: Event) -> [UInt8] { body(event) + [UInt8(ascii: "}")] }

  /// The line up to its sum, without the closing brace.
  private static func body(_ event: Event) -> [UInt8] {
    var object = JSONObjectText()
    for field in Field.allCases {
      if let value = value(of: field, event) { object.add(raw: field.name, value) }
    }
    return object.bytes
  }

  /// The value of a field as JSON; nil where the event does not state it.
  public static func value(of field: Field, _ event: Event) -> [UInt8]? {
    switch field {
    case .id: JSONText.value(event.id.text)
    case .type: JSONText.value(event.type.name)
    case .occurredOn: JSONText.value(event.occurredOn.description)
    case .recordedAt: JSONText.value(event.recordedAt.text)
    case .shipment: JSONText.value(event.shipment?.text)
    case .donor: JSONText.value(event.donor?.text)
    case .jointly: list(event.jointly.map { JSONText.value($0.text) })
    case .district: JSONText.value(event.district?.text)
    case .among: list(event.among.map { JSONText.value($0.text) })
    case .from: JSONText.value(event.from?.text)
    case .items: list(event.items.map(itemText))
    case .expectedOn: JSONText.value(event.expectedOn?.description)
    case .final: event.isFinal ? Array("true".utf8) : nil
    case .replaces: JSONText.value(event.replaces?.text)
    case .reason: JSONText.value(event.reason)
    case .waybill: JSONText.value(event.waybill?.text)
    case .to: JSONText.value(event.to)
    case .source: JSONText.value(event.source)
    case .recordedBy: JSONText.value(event.recordedBy)
    case .note: JSONText.value(event.note)
    case .extra: event.extra
    case .sum: nil
    }
  }

  private static func list(_ values: [[UInt8]]) -> [UInt8]? {
    guard !values.isEmpty else { return nil }
    return [UInt8(ascii: "[")] + values.joined(separator: [UInt8(ascii: ",")]) + [UInt8(ascii: "]")]
  }

  private static func itemText(_ item: Item) -> [UInt8] {
    var object = JSONObjectText()
    object.add(ItemField.item.name, item.item.text)
    object.add(ItemField.unit.name, item.unit.text)
    object.add(ItemField.quantity.name, item.quantity)
    object.add(ItemField.qualifier.name, item.qualifier?.name)
    if let value = item.value {
      var text = JSONObjectText()
      text.add(ValueField.amount.name, value.amount)
      text.add(ValueField.currency.name, value.currency.text)
      text.add(ValueField.qualifier.name, value.qualifier?.name)
      object.add(raw: ItemField.value.name, text.closed)
    }
    object.add(ItemField.damaged.name, item.damaged == .zero ? nil : item.damaged)
    object.add(ItemField.missing.name, item.missing == .zero ? nil : item.missing)
    if let extra = item.extra { object.add(raw: ItemField.extra.name, extra) }
    return object.closed
  }
}

/// A JSON object that is being written; members that are nil are left out.
private struct JSONObjectText {
  /// The object without its closing brace.
  private(set) var bytes: [UInt8] = [UInt8(ascii: "{")]

  var closed: [UInt8] { bytes + [UInt8(ascii: "}")] }

  mutating func add(raw name: String, _ value: [UInt8]) {
    if bytes.count > 1 { bytes.append(UInt8(ascii: ",")) }
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
    bytes.append(contentsOf: value)
  }

  mutating func add(_ name: String, _ text: String?) {
    if let text { add(raw: name, JSONText.value(text)) }
  }

  mutating func add(_ name: String, _ quantity: Quantity?) {
    guard let quantity else { return }
    add(raw: name, Array(quantity.description.utf8))
  }
}
