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
    object.add(Field.id.name, event.id.text)
    object.add(Field.type.name, event.type.name)
    object.add(Field.occurredOn.name, event.occurredOn.description)
    object.add(Field.recordedAt.name, event.recordedAt.text)
    object.add(Field.shipment.name, event.shipment?.text)
    object.add(Field.donor.name, event.donor?.text)
    object.add(Field.jointly.name, event.jointly)
    object.add(Field.district.name, event.district?.text)
    object.add(Field.among.name, event.among)
    object.add(Field.from.name, event.from?.text)
    if !event.items.isEmpty {
      let items = event.items.map { itemText($0) }
      object.add(raw: Field.items.name, [0x5B] + items.joined(separator: [0x2C]) + [0x5D])
    }
    object.add(Field.expectedOn.name, event.expectedOn?.description)
    if event.isFinal { object.add(raw: Field.final.name, Array("true".utf8)) }
    object.add(Field.replaces.name, event.replaces?.text)
    object.add(Field.reason.name, event.reason)
    object.add(Field.waybill.name, event.waybill?.text)
    object.add(Field.to.name, event.to)
    object.add(Field.source.name, event.source)
    object.add(Field.recordedBy.name, event.recordedBy)
    object.add(Field.note.name, event.note)
    if let extra = event.extra { object.add(raw: Field.extra.name, extra) }
    return object.bytes
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
    guard let text else { return }
    var value: [UInt8] = []
    JSONText.append(text, to: &value)
    add(raw: name, value)
  }

  mutating func add(_ name: String, _ quantity: Quantity?) {
    guard let quantity else { return }
    add(raw: name, Array(quantity.description.utf8))
  }

  mutating func add(_ name: String, _ paths: [Path]) {
    guard !paths.isEmpty else { return }
    var value: [UInt8] = []
    for path in paths {
      value.append(UInt8(ascii: value.isEmpty ? "[" : ","))
      JSONText.append(path.text, to: &value)
    }
    add(raw: name, value + [UInt8(ascii: "]")])
  }
}
