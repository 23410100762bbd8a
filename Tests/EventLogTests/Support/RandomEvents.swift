import Shipments
import TestSupport

/// Makes events of all types with all fields, from a seed.
struct RandomEvents {
  var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// An event of a type, with each of its optional fields or without.
  mutating func event(_ type: EventType) throws -> Event {
    let instant = Instant(
      seconds: .random(in: -1_000_000_000...4_000_000_000, using: &random),
      nanoseconds: .random(in: 0...999, using: &random) * 1_000_000)
    let day = Day(number: .random(in: Day.first.number...Day.last.number, using: &random))
    var event = Event(
      id: try EventID(id()), type: type, occurredOn: day, recordedAt: Timestamp(instant))
    func has(_ field: Field) -> Bool { type.requiredFields.contains(field) }
    let chosen = type.allowedFields.fields.filter { has($0) || Bool.random(using: &random) }
    for field in chosen { try set(field, of: &event) }
    return event
  }

  /// Sets a field to something that is allowed.
  private mutating func set(_ field: Field, of event: inout Event) throws {
    switch field {
    case .id, .type, .occurredOn, .recordedAt, .sum: break
    case .shipment: event.shipment = try Name(word())
    case .donor: event.donor = try path()
    case .jointly: event.jointly = try [path(), path()]
    case .district: event.district = try Path("district/\(word())")
    case .among: event.among = try [path(), path(), path()]
    case .from: event.from = try Path("from/\(word())")
    case .items:
      event.items = []
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        event.items.append(try item(event.type))
      }
    case .expectedOn: event.expectedOn = Day(number: .random(in: 0...40_000, using: &random))
    case .final: event.isFinal = true
    case .replaces: event.replaces = try EventID("earlier \(word())")
    case .reason: event.reason = text()
    case .waybill: event.waybill = try Name(word())
    case .to: event.to = text()
    case .source: event.source = text()
    case .recordedBy: event.recordedBy = text()
    case .note: event.note = text()
    case .extra: event.extra = Array(#"{"lot": ["\u00e9", {}], "n":-1.50e2 }"#.utf8)
    }
  }

  private mutating func item(_ type: EventType) throws -> Item {
    let isStated = !type.allowsUnstatedQuantity || Bool.random(using: &random)
    var item = Item(
      item: try path(), unit: try Name("piece"), quantity: isStated ? amount() : nil,
      qualifier: [nil, .atLeast, .about].randomElement(using: &random) ?? nil)
    if type == .adjusted, Bool.random(using: &random), let quantity = item.quantity {
      item.quantity = Quantity(thousandths: -quantity.thousandths)
    }
    if type == .delivered, Bool.random(using: &random) {
      (item.damaged, item.missing) = (amount(), amount())
      if Bool.random(using: &random) { item.quantity = .zero }
    }
    if Bool.random(using: &random) {
      item.value = Value(amount: amount(), currency: try Name("USD"), qualifier: .about)
    }
    if Bool.random(using: &random) { item.extra = Array(#"{"expiry":"2021-01"}"#.utf8) }
    return item
  }

  private mutating func amount() -> Quantity {
    let digits = Int.random(in: 0...15, using: &random)
    let limit = (0..<digits).reduce(Int64(1)) { limit, _ in limit * 10 }
    return Quantity(thousandths: .random(in: 1...limit, using: &random))
  }

  private mutating func id() -> String {
    Bool.random(using: &random)
      ? EventID(
        uuidv7At: Instant(seconds: 1_581_602_220, nanoseconds: 0),
        random: (random.next(), random.next())
      ).text : "id \(word())"
  }

  private mutating func path() throws -> Path {
    let names = (0..<Int.random(in: 1...3, using: &random)).map { _ in word() }
    return try Path(names.joined(separator: "/"))
  }

  /// A name of some characters of one to four bytes, without space at its ends.
  private mutating func word() -> String {
    let count = Int.random(in: 1...8, using: &random)
    return (0..<count).map { _ in scalar(among: "abcXYZ09é口😷\\\"'e\u{301}") }.joined()
  }

  /// Any text, control characters among it.
  private mutating func text() -> String {
    let count = Int.random(in: 0...40, using: &random)
    return (0..<count).map { _ in
      scalar(among: "ab \\\"/\u{0}\u{1F}\u{7F}\u{85}\n\t\r\u{8}é口😷\u{10FFFF}\u{2028}")
    }.joined()
  }

  private mutating func scalar(among text: String) -> String {
    String(text.unicodeScalars.randomElement(using: &random) ?? "a")
  }
}
