import Console
import EventLog
public import Shipments

/// One event as a listing shows it.
public struct ListedEvent: Sendable {
  /// The whole event.
  public var event: Event
  /// Whether it is the version in force of its fact.
  public var isInForce: Bool
  /// The journal in which it stands.
  public var journal: String

  /// Makes a listed event.
  public init(_ event: Event, isInForce: Bool, journal: String) {
    self.event = event
    self.isInForce = isInForce
    self.journal = journal
  }
}

/// Events in order by their places, and which of their items are shown and summed.
public struct EventListing: Sendable {
  /// One of the events.
  public struct Entry: Sendable {
    /// Where it stands in the log.
    public var place: Place
    /// Whether it is the version in force of its fact.
    public var isInForce: Bool

    /// Makes an entry.
    public init(_ place: Place, isInForce: Bool) {
      self.place = place
      self.isInForce = isInForce
    }
  }

  /// The events.
  public let entries: [Entry]
  private let items: ItemFilter

  /// How many events are read at once, so that many take little memory.
  private static let partCount = 1 << 14

  /// Lists events in the given order; those that are not in force are not summed.
  public init(_ entries: [Entry], _ items: ItemFilter = ItemFilter()) {
    self.entries = entries
    self.items = items
  }

  /// Reads the events, so many at once, and visits them.
  func forEachPart<Failure>(
    reading read: ([Entry]) throws(Failure) -> [ListedEvent],
    _ visit: ([ListedEvent]) throws(Failure) -> Void
  ) throws(Failure) {
    var start = 0
    while start < entries.count {
      let end = min(start + EventListing.partCount, entries.count)
      try visit(read(Array(entries[start..<end])))
      start = end
    }
  }

  /// The items of an event that are shown.
  func items(of listed: ListedEvent) -> [Item] {
    listed.event.items.filter { items.shows($0, of: listed.event) }
  }

  /// A row for each item of events that is shown; one for an event that has none.
  func rows(of events: [ListedEvent]) -> [ItemEventRow] {
    events.flatMap { ItemEventRow.rows(of: $0, items(of: $0)) }
  }
}

extension ListedEvent {
  /// The same event once another version took its place.
  var outOfForce: ListedEvent { ListedEvent(event, isInForce: false, journal: journal) }

  /// The same event as the version in force of its fact, unless it says that there is none.
  var inForce: ListedEvent {
    ListedEvent(event, isInForce: event.type != .voided, journal: journal)
  }
}

/// One item of an event, or an event without items, as a row.
struct ItemEventRow: Sendable {
  private let listed: ListedEvent
  private let item: Item?

  private init(_ listed: ListedEvent, _ item: Item?) {
    self.listed = listed
    self.item = item
  }

  static func rows(of events: [ListedEvent]) -> [ItemEventRow] {
    events.flatMap { rows(of: $0, $0.event.items) }
  }

  fileprivate static func rows(of listed: ListedEvent, _ items: [Item]) -> [ItemEventRow] {
    listed.event.items.isEmpty
      ? [ItemEventRow(listed, nil)] : items.map { ItemEventRow(listed, $0) }
  }

  private var amount: String {
    guard let item else { return "" }
    var text = Shown.quantity(item.quantity, item.qualifier)
    if item.damaged > .zero { text += ", \(Shown.quantity(item.damaged)) damaged" }
    if item.missing > .zero { text += ", \(Shown.quantity(item.missing)) missing" }
    return text
  }

  private var places: String {
    let event = listed.event
    let district = event.district?.text ?? ""
    if let from = event.from { return "\(from) → \(district)" }
    return Shown.districts(district, among: event.among.map(\.text))
  }

  private var remark: String {
    let event = listed.event
    var parts: [String] = []
    if !listed.isInForce { parts.append("not in force") }
    if event.isFinal { parts.append("final") }
    if let day = event.expectedOn { parts.append("expected \(day)") }
    if let id = event.replaces { parts.append("replaces \(id)") }
    if let reason = event.reason { parts.append(reason) }
    return parts.joined(separator: "; ")
  }

  static let columns: [Column<ItemEventRow>] = [
    Column("occurredOn", "Date", { .day($0.listed.event.occurredOn) }),
    Column("type", "Event", { .text($0.listed.event.type.name) }, role: { $0.role }),
    Column("shipment", "Shipment", .useful, { Value($0.listed.event.shipment?.text) }),
    Column("donor") { Value($0.listed.event.donor?.text) },
    Column("jointly") { .list($0.listed.event.jointly.map(\.text)) },
    Column("district", "District", { Value($0.listed.event.district?.text) }, shown: { $0.places }),
    Column("from") { Value($0.listed.event.from?.text) },
    Column("among") { .list($0.listed.event.among.map(\.text)) },
    Column("item", "Item", { Value($0.item?.item.text) }),
    Column(
      "quantity", "Quantity", { $0.item?.quantity.map(Value.quantity) ?? .none },
      shown: { $0.amount }),
    Column("unit", "Unit", .useful, { Value($0.item?.unit.text) }),
    Column("qualifier") { Value($0.item?.qualifier?.name) },
    Column("damaged") { $0.item.map { .quantity($0.damaged) } ?? .none },
    Column("missing") { $0.item.map { .quantity($0.missing) } ?? .none },
    Column("valueAmount") { $0.item?.value.map { .quantity($0.amount) } ?? .none },
    Column("valueCurrency") { Value($0.item?.value?.currency.text) },
    Column("expectedOn") { Value($0.listed.event.expectedOn) },
    Column("final") { .flag($0.listed.event.isFinal) },
    Column("replaces") { Value($0.listed.event.replaces?.text) },
    Column("reason") { Value($0.listed.event.reason) },
    Column("waybill") { Value($0.listed.event.waybill?.text) },
    Column("to") { Value($0.listed.event.to) },
    Column("source") { Value($0.listed.event.source) },
    Column("recordedBy") { Value($0.listed.event.recordedBy) },
    Column("note") { Value($0.listed.event.note) },
    Column("id", "Id", .detail, { .text($0.listed.event.id.text) }),
    Column("recordedAt") { .text($0.listed.event.recordedAt.text) },
    Column("journal") { .text($0.listed.journal) },
    Column(
      "inForce", "", .useful, { .flag($0.listed.isInForce) }, role: { $0.role },
      shown: { $0.remark }),
  ]

  /// The columns of promises that were moved to another day.
  static let rescheduledColumns: [Column<ItemEventRow>] = [
    Column("occurredOn", "Date", .useful, { .day($0.listed.event.occurredOn) }),
    Column("shipment", "Shipment", { Value($0.listed.event.shipment?.text) }),
    Column("district", "District", { Value($0.listed.event.district?.text) }),
    Column("expectedOn", "Expected", { Value($0.listed.event.expectedOn) }),
    Column("reason", "Reason", .useful, { Value($0.listed.event.reason) }),
    Column("id", "Id", .detail, { .text($0.listed.event.id.text) }),
  ]

  private var role: Styling.Role? { listed.isInForce ? nil : .dim }
}

extension JSONWriter {
  /// The events as objects.
  mutating func events(_ events: [ListedEvent]) {
    array { writer in for listed in events { writer.event(listed) } }
  }

  /// The events of a listing as objects, each part of them at once.
  mutating func events<Failure>(
    _ listing: EventListing, _ read: EventReader<Failure>, _ write: ReportWriter<Failure>
  ) throws(Failure) {
    try array { (writer) throws(Failure) in
      try listing.forEachPart(reading: read) { (events) throws(Failure) in
        try writer.events(events, to: write)
      }
    }
  }

  /// Some of the events of an array, at once.
  mutating func events<Failure>(
    _ events: [ListedEvent], to write: ReportWriter<Failure>
  ) throws(Failure) {
    for listed in events { event(listed) }
    try write(takeBytes())
  }

  /// An event as an object: its fields as in the log, then where it stands and whether it counts.
  mutating func event(_ listed: ListedEvent) {
    raw { bytes in
      EventEncoder.appendObject(listed.event, to: &bytes)
      bytes.removeLast()
      let inForce = listed.isInForce ? "true" : "false"
      bytes.append(contentsOf: ",\"inForce\":\(inForce),\"journal\":".utf8)
      JSONText.append(listed.journal, to: &bytes)
      bytes.append(UInt8(ascii: "}"))
    }
  }
}
