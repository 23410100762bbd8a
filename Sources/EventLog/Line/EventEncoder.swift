public import Shipments

/// Writes events as lines: fields in the order of the format, no spaces, the sum last.
public enum EventEncoder {
  /// The line of an event with its sum, without the line feed.
  public static func line(_ event: Event) -> [UInt8] {
    var line: [UInt8] = []
    appendMembers(of: event, to: &line)
    let sum = Hex.digits(Checksum.of(line))
    line.append(contentsOf: ",\"sum\":\"".utf8)
    line.append(contentsOf: sum)
    line.append(contentsOf: "\"}".utf8)
    return line
  }

  /// The event as a JSON object without a sum.
  public static func object(_ event: Event) -> [UInt8] {
    var object: [UInt8] = []
    appendObject(event, to: &object)
    return object
  }

  /// Appends the event as a JSON object without a sum.
  public static func appendObject(_ event: Event, to bytes: inout [UInt8]) {
    appendMembers(of: event, to: &bytes)
    bytes.append(UInt8(ascii: "}"))
  }

  /// The value of a field as JSON; nil where the event does not state it.
  public static func value(of field: Field, _ event: Event) -> [UInt8]? {
    var value: [UInt8] = []
    return append(field, of: event, to: &value) ? value : nil
  }

  /// An object up to its sum, without the closing brace.
  private static func appendMembers(of event: Event, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    for field in Field.allCases {
      let end = bytes.count
      appendName(field.name, to: &bytes)
      if !append(field, of: event, to: &bytes) { bytes.removeLast(bytes.count - end) }
    }
  }

  /// Appends the value of a field; false, and nothing appended, where the event does not state it.
  private static func append(_ field: Field, of event: Event, to bytes: inout [UInt8]) -> Bool {
    switch field {
    case .id: append(event.id.text, to: &bytes)
    case .type: append(event.type.name, to: &bytes)
    case .occurredOn: append(event.occurredOn.description, to: &bytes)
    case .recordedAt: append(event.recordedAt.text, to: &bytes)
    case .shipment: append(event.shipment?.text, to: &bytes)
    case .donor: append(event.donor?.text, to: &bytes)
    case .jointly: append(event.jointly, to: &bytes) { append($0.text, to: &$1) }
    case .district: append(event.district?.text, to: &bytes)
    case .among: append(event.among, to: &bytes) { append($0.text, to: &$1) }
    case .from: append(event.from?.text, to: &bytes)
    case .items: append(event.items, to: &bytes, appendItem)
    case .expectedOn: append(event.expectedOn?.description, to: &bytes)
    case .final: append(json: event.isFinal ? Array("true".utf8) : nil, to: &bytes)
    case .replaces: append(event.replaces?.text, to: &bytes)
    case .reason: append(event.reason, to: &bytes)
    case .waybill: append(event.waybill?.text, to: &bytes)
    case .to: append(event.to, to: &bytes)
    case .source: append(event.source, to: &bytes)
    case .recordedBy: append(event.recordedBy, to: &bytes)
    case .note: append(event.note, to: &bytes)
    case .extra: append(json: event.extra, to: &bytes)
    case .sum: false
    }
  }

  @discardableResult
  private static func append(_ text: String?, to bytes: inout [UInt8]) -> Bool {
    guard let text else { return false }
    JSONText.append(text, to: &bytes)
    return true
  }

  private static func append(json: [UInt8]?, to bytes: inout [UInt8]) -> Bool {
    guard let json else { return false }
    bytes.append(contentsOf: json)
    return true
  }

  /// Appends an array, if it has elements.
  private static func append<Element>(
    _ elements: [Element], to bytes: inout [UInt8], _ append: (Element, inout [UInt8]) -> Void
  ) -> Bool {
    guard !elements.isEmpty else { return false }
    var separator = UInt8(ascii: "[")
    for element in elements {
      bytes.append(separator)
      append(element, &bytes)
      separator = UInt8(ascii: ",")
    }
    bytes.append(UInt8(ascii: "]"))
    return true
  }

  private static func appendItem(_ item: Item, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "{"))
    appendMember(ItemField.item.name, item.item.text, to: &bytes)
    appendMember(ItemField.unit.name, item.unit.text, to: &bytes)
    appendMember(ItemField.quantity.name, item.quantity, to: &bytes)
    appendMember(ItemField.qualifier.name, item.qualifier?.name, to: &bytes)
    if let value = item.value {
      appendName(ItemField.value.name, to: &bytes)
      bytes.append(UInt8(ascii: "{"))
      appendMember(ValueField.amount.name, value.amount, to: &bytes)
      appendMember(ValueField.currency.name, value.currency.text, to: &bytes)
      appendMember(ValueField.qualifier.name, value.qualifier?.name, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
    if item.damaged != .zero { appendMember(ItemField.damaged.name, item.damaged, to: &bytes) }
    if item.missing != .zero { appendMember(ItemField.missing.name, item.missing, to: &bytes) }
    if let extra = item.extra {
      appendName(ItemField.extra.name, to: &bytes)
      bytes.append(contentsOf: extra)
    }
    bytes.append(UInt8(ascii: "}"))
  }

  /// Appends a member's name and its colon, behind a comma where it is not the object's first.
  private static func appendName(_ name: String, to bytes: inout [UInt8]) {
    if bytes.last != UInt8(ascii: "{") { bytes.append(UInt8(ascii: ",")) }
    JSONText.append(name, to: &bytes)
    bytes.append(UInt8(ascii: ":"))
  }

  private static func appendMember(_ name: String, _ text: String?, to bytes: inout [UInt8]) {
    guard let text else { return }
    appendName(name, to: &bytes)
    JSONText.append(text, to: &bytes)
  }

  private static func appendMember(
    _ name: String, _ quantity: Quantity?, to bytes: inout [UInt8]
  ) {
    guard let quantity else { return }
    appendName(name, to: &bytes)
    bytes.append(contentsOf: quantity.description.utf8)
  }
}
