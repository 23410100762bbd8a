import EventLog
import Shipments

/// The event of a line, read by the words of Docs/Format.md and nothing else.
///
/// It shares no code with the product's readers but the values that it makes, whose own rules were
/// checked here before, and the checksum.
struct PlainEvent {
  let event: Event
  /// Whether the line ends with a sum, which is then right.
  let hasSum: Bool
  /// Whether the line, its items or their values have a member that the format does not know.
  let hasUnknownMember: Bool

  init(_ line: [UInt8]) throws(Refusal) {
    guard line.count <= 1 << 20 else { throw Refusal("the line is too long") }
    guard case .object(let object) = try PlainReader.read(line) else { throw Refusal("no object") }
    guard !object.hasRepeatedMember else { throw Refusal("a member twice") }
    if let sum = object["sum"] { try PlainEvent.check(sum, of: line) }
    hasSum = object["sum"] != nil
    let fields = PlainFields(object)
    event = try fields.event()
    hasUnknownMember =
      object.members.contains { !PlainFields.names.contains($0.name) }
      || PlainFields.hasUnknownMember(object["items"])
  }

  /// `,"sum":"16HEXLOW"}` has to be the line's last bytes, and the checksum that of all before.
  private static func check(_ sum: PlainJSON, of line: [UInt8]) throws(Refusal) {
    guard case .string(let digits) = sum, line.first == UInt8(ascii: "{") else {
      throw Refusal("a sum that is none")
    }
    let body = Array(line.dropLast(26))
    var expected = String(Checksum.of(body), radix: 16)
    while expected.utf8.count < 16 { expected = "0" + expected }
    guard digits == Array(expected.utf8),
      line == body + Array(",\"sum\":\"\(expected)\"}".utf8)
    else { throw Refusal("a sum that is wrong, or not in its place") }
  }
}

/// The members of an event, by the table of Docs/Format.md.
struct PlainFields {
  static let names = Set(
    ("id type occurredOn recordedAt shipment donor jointly district among from items expectedOn "
      + "final replaces reason waybill to source recordedBy note extra sum")
      .split(separator: " ").map { Array($0.utf8) })

  private static let common = "id type occurredOn recordedAt"
  private static let everywhere = "replaces reason source recordedBy note extra sum"
  private static let promise = "donor jointly among expectedOn"

  /// What each type needs, and what else it takes.
  private static let table: [String: (required: String, optional: String)] = [
    "requested": ("district items", ""),
    "pledged": ("shipment district items", promise),
    "purchased": ("shipment district items", promise),
    "allocated": ("shipment district from items", promise),
    "dispatched": ("shipment district items", promise + " waybill"),
    "delivered": ("shipment district items", promise + " waybill final"),
    "cancelled": ("shipment district items reason", promise),
    "rescheduled": ("shipment district expectedOn reason", ""),
    "transferred": ("district from items", ""),
    "issued": ("district items", "to"),
    "adjusted": ("district items reason", ""),
    "voided": ("replaces reason", ""),
  ]

  private let object: PlainObject

  init(_ object: PlainObject) { self.object = object }

  /// Whether a field says something: not null, not `false`, and no empty array.
  private func isStated(_ name: String) -> Bool {
    switch object[name] {
    case nil: false
    case .boolean(false) where name == "final": false
    case .array(let elements) where elements.isEmpty: !["among", "jointly", "items"].contains(name)
    default: true
    }
  }

  func event() throws(Refusal) -> Event {
    let typeName = String(decoding: try text("type") ?? [], as: UTF8.self)
    guard let row = PlainFields.table[typeName], let type = EventType(name: typeName) else {
      throw Refusal("no such type")
    }
    let required = Set("\(PlainFields.common) \(row.required)".split(separator: " "))
    let allowed = required.union("\(PlainFields.everywhere) \(row.optional)".split(separator: " "))
    for name in PlainFields.names.map({ String(decoding: $0, as: UTF8.self) }) {
      guard isStated(name) || !required.contains(name[...]) else { throw Refusal("no \(name)") }
      guard !isStated(name) || allowed.contains(name[...]) else { throw Refusal("\(name) here") }
    }
    guard let id = try text("id"), let day = try text("occurredOn"),
      let instant = try text("recordedAt")
    else { throw Refusal("a field is missing") }
    var event = Event(
      id: try PlainText.id(id), type: type, occurredOn: try PlainText.day(day),
      recordedAt: Timestamp(
        text: String(decoding: instant, as: UTF8.self), instant: try PlainText.instant(instant)))
    try setNames(of: &event)
    try setTexts(of: &event)
    event.items = try items(type)
    guard event.from == nil || event.from != event.district else { throw Refusal("from itself") }
    guard event.replaces != event.id else { throw Refusal("it replaces itself") }
    return event
  }

  private func setNames(of event: inout Event) throws(Refusal) {
    event.shipment = try name("shipment")
    event.waybill = try name("waybill")
    event.donor = try path("donor")
    event.district = try path("district")
    event.from = try path("from")
    event.jointly = try paths("jointly")
    event.among = try paths("among")
    if let bytes = try text("replaces") { event.replaces = try PlainText.id(bytes) }
    if let bytes = try text("expectedOn") { event.expectedOn = try PlainText.day(bytes) }
  }

  private func setTexts(of event: inout Event) throws(Refusal) {
    func string(_ name: String) throws(Refusal) -> String? {
      try text(name).map { String(decoding: $0, as: UTF8.self) }
    }
    event.reason = try string("reason")
    event.to = try string("to")
    event.source = try string("source")
    event.recordedBy = try string("recordedBy")
    event.note = try string("note")
    event.extra = try extra(object)
    switch object["final"] {
    case nil: break
    case .boolean(let isFinal): event.isFinal = isFinal
    default: throw Refusal("final is no boolean")
    }
  }

  private func text(_ name: String) throws(Refusal) -> [UInt8]? { try string(object[name]) }

  private func string(_ value: PlainJSON?) throws(Refusal) -> [UInt8]? {
    guard let value else { return nil }
    guard case .string(let text) = value else { throw Refusal("no string") }
    return text
  }

  private func name(_ field: String) throws(Refusal) -> Name? {
    guard let bytes = try text(field) else { return nil }
    return try PlainText.name(bytes, atMost: 128)
  }

  private func path(_ field: String) throws(Refusal) -> Path? {
    guard let bytes = try text(field) else { return nil }
    return try PlainText.path(bytes)
  }

  private func paths(_ field: String) throws(Refusal) -> [Path] {
    guard let value = object[field] else { return [] }
    guard case .array(let elements) = value else { throw Refusal("no array") }
    var paths: [Path] = []
    for element in elements { paths.append(try PlainText.path(try string(element) ?? [])) }
    return paths
  }

  private func extra(_ object: PlainObject) throws(Refusal) -> [UInt8]? {
    guard let value = object["extra"] else { return nil }
    guard case .object(let extra) = value else { throw Refusal("extra is no object") }
    return extra.bytes
  }
}

/// The items of an event.
extension PlainFields {
  private static let itemNames = "item unit quantity qualifier value damaged missing extra"
  private static let valueNames = "amount currency qualifier"

  /// Whether an item, or what it is worth, has a member that the format does not know.
  static func hasUnknownMember(_ items: PlainJSON?) -> Bool {
    guard case .array(let items) = items else { return false }
    return items.contains { item in
      guard case .object(let item) = item else { return false }
      if isUnknown(item, itemNames) { return true }
      guard case .object(let value) = item["value"] else { return false }
      return isUnknown(value, valueNames)
    }
  }

  private static func isUnknown(_ object: PlainObject, _ names: String) -> Bool {
    let known = names.split(separator: " ").map { Array($0.utf8) }
    return object.members.contains { !known.contains($0.name) }
  }

  private func items(_ type: EventType) throws(Refusal) -> [Item] {
    guard let value = object["items"] else { return [] }
    guard case .array(let elements) = value else { throw Refusal("items are no array") }
    guard elements.count <= 1000 else { throw Refusal("too many items") }
    var items: [Item] = []
    for element in elements {
      guard case .object(let object) = element, !object.hasRepeatedMember else {
        throw Refusal("no item")
      }
      items.append(try item(object, type))
    }
    return items
  }

  private func item(_ object: PlainObject, _ type: EventType) throws(Refusal) -> Item {
    guard let path = try string(object["item"]), let unit = try string(object["unit"]) else {
      throw Refusal("an item without its name or its unit")
    }
    var item = Item(
      item: try PlainText.path(path), unit: try PlainText.name(unit, atMost: 32),
      quantity: try amount(object["quantity"]), qualifier: try qualifier(object["qualifier"]))
    item.value = try value(object["value"])
    item.extra = try extra(object)
    let losses = [try amount(object["damaged"]), try amount(object["missing"])]
    item.damaged = losses[0] ?? .zero
    item.missing = losses[1] ?? .zero
    guard item.damaged >= .zero, item.missing >= .zero else { throw Refusal("a loss below 0") }
    guard type == .delivered || losses == [nil, nil] else { throw Refusal("a loss here") }
    let hasLoss = item.damaged > .zero || item.missing > .zero
    guard let quantity = item.quantity else {
      let mayBeOpen: [EventType] = [.requested, .pledged, .purchased, .dispatched, .cancelled]
      guard mayBeOpen.contains(type) else { throw Refusal("no quantity") }
      return item
    }
    let isRight =
      switch type {
      case .adjusted: quantity != .zero
      case .delivered: quantity > .zero || (quantity == .zero && hasLoss)
      default: quantity > .zero
      }
    guard isRight else { throw Refusal("a quantity that this type does not take") }
    return item
  }

  private func value(_ value: PlainJSON?) throws(Refusal) -> Value? {
    guard let value else { return nil }
    guard case .object(let object) = value, !object.hasRepeatedMember,
      let amount = try amount(object["amount"]), amount > .zero,
      let currency = try string(object["currency"])
    else { throw Refusal("no value") }
    return Value(
      amount: amount, currency: try PlainText.name(currency, atMost: 32),
      qualifier: try qualifier(object["qualifier"]))
  }

  private func amount(_ value: PlainJSON?) throws(Refusal) -> Quantity? {
    guard let value else { return nil }
    guard case .number(let text) = value else { throw Refusal("no number") }
    return Quantity(thousandths: try PlainText.thousandths(text))
  }

  private func qualifier(_ value: PlainJSON?) throws(Refusal) -> Qualifier? {
    switch try string(value).map({ String(decoding: $0, as: UTF8.self) }) {
    case nil: nil
    case "atLeast": .atLeast
    case "about": .about
    default: throw Refusal("no qualifier")
    }
  }
}
