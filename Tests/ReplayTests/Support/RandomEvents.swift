import EventLog
import Shipments
import TestSupport

/// Random valid events with few names, days and instants, so that they meet often.
struct RandomEvents {
  var generator: SeededGenerator
  private static let districts = [
    "China", "China/Shanghai", "China/Shanghai/Changning", "China/Shang", "Japan", "Asia",
  ]
  static let days = ["2020-02-10", "2020-02-11", "2020-02-12", "2020-02-13", "2020-02-14"]
  static let instants = [
    "2020-02-12T10:00:00Z", "2020-02-12T18:00:00+08:00", "2020-02-12T10:00:00.000000001Z",
    "2020-02-13T05:00:00-05:00", "2020-02-14T23:59:59.999999999Z", "2020-02-15T00:00:00Z",
  ]

  init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

  /// Some events with ids of their own, in random order.
  mutating func log(upTo count: Int = 18) throws -> [Event] {
    let ids = (0..<Int.random(in: 1...count, using: &generator)).map { number in
      number % 3 == 0 ? "01710000-0000-7000-8000-00000000000\(number % 10)-\(number)" : "e\(number)"
    }
    return try ids.map { try event($0, among: ids) }
  }

  /// One of the values.
  mutating func any<Element>(_ values: [Element]) -> Element {
    values[Int.random(in: values.indices, using: &generator)]
  }

  /// True once in so many times.
  mutating func once(in times: Int) -> Bool { Int.random(in: 0..<times, using: &generator) == 0 }

  private mutating func event(_ id: String, among ids: [String]) throws -> Event {
    let text = any(Self.instants)
    var event = Event(
      id: try EventID(id), type: any(EventType.allCases), occurredOn: try day(any(Self.days)),
      recordedAt: Timestamp(text: text, instant: try instant(text)))
    let required = event.type.requiredFields
    let target = any(ids)
    if required.contains(.replaces) || once(in: 5) {
      event.replaces = try EventID(target == id ? "gone" : target)
    }
    if required.contains(.reason) { event.reason = "a reason" }
    if required.contains(.district) { event.district = try Path(any(Self.districts)) }
    if required.contains(.from) {
      repeat { event.from = try Path(any(Self.districts)) } while event.from == event.district
    }
    if required.contains(.shipment) { event.shipment = try Name(any(["gift", "loan"])) }
    if required.contains(.items) { event.items = try items(event.type) }
    try addPromise(to: &event)
    return event
  }

  /// Adds what only promises have: donors, sharers, a day, an end.
  private mutating func addPromise(to event: inout Event) throws {
    let allowed = event.type.allowedFields
    if event.type == .rescheduled || (allowed.contains(.expectedOn) && once(in: 3)) {
      event.expectedOn = try day(any(Self.days))
    }
    if allowed.contains(.final), once(in: 6) { event.isFinal = true }
    guard allowed.contains(.donor) else { return }
    if once(in: 3) { event.donor = try Path(any(["Nagasaki", "Omura"])) }
    if once(in: 6) { event.jointly = [try Path("Iki"), try Path("Goto")] }
    if once(in: 4) { event.among = try [any(Self.districts), "Asia"].map { try Path($0) } }
  }

  private mutating func items(_ type: EventType) throws -> [Item] {
    try (0..<any([1, 1, 2])).map { _ in
      let amount = Quantity(thousandths: any([1, 500, 1000, 2000, 7250, 20_000]))
      let isStated = !type.allowsUnstatedQuantity || !once(in: 6)
      var item = Item(
        item: try Path(any(["mask", "mask", "mask/N95"])), unit: try Name(any(["piece", "box"])),
        quantity: isStated ? amount : nil, qualifier: any([nil, nil, .about, .atLeast]))
      if type == .adjusted, once(in: 2) { item.quantity = Quantity(thousandths: -500) }
      if type == .delivered, once(in: 4) { item.damaged = Quantity(any([1, 3])) }
      if type == .delivered, once(in: 4) { item.missing = Quantity(thousandths: 250) }
      if once(in: 4) {
        item.value = Value(
          amount: Quantity(thousandths: any([1, 2500, 30_000])),
          currency: try Name(any(["USD", "EUR"])), qualifier: any([nil, .about, .atLeast]))
      }
      return item
    }
  }

  /// The same event as another hand would have written it down later.
  mutating func copy(_ event: Event) throws -> Event {
    var copy = event
    let text = any(Self.instants)
    let later = try instant(text)
    if later > event.recordedAt.instant { copy.recordedAt = Timestamp(text: text, instant: later) }
    copy.items.shuffle(using: &generator)
    copy.among.shuffle(using: &generator)
    copy.jointly.shuffle(using: &generator)
    copy.note = "a copy"
    copy.recordedBy = "somebody else"
    return copy
  }

  /// The events in another order, some of them several times, split over some journals.
  mutating func arranged(_ events: [Event]) throws -> [(name: String, bytes: [UInt8])] {
    var all = events
    for event in events where once(in: 4) { all.append(try copy(event)) }
    all.shuffle(using: &generator)
    var parts = [[Event]](repeating: [], count: any([1, 2, 3]))
    for event in all { parts[Int.random(in: parts.indices, using: &generator)].append(event) }
    return parts.enumerated().map { ("journal-\($0.offset).jsonl", journal($0.element)) }
  }

  /// A day and an instant to ask for; the instant may be left open.
  mutating func dates() -> (at: String, knownAt: String?) {
    (any(Self.days + ["2020-02-09"]), any([nil, "2020-02-13"] + Self.instants.map { $0 }))
  }
}
