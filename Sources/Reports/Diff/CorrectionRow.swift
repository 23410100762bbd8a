import Console
import EventLog
import Shipments

/// The version of a fact in an earlier report beside the one in a later report.
struct CorrectionRow: Sendable {
  let old: ListedEvent?
  let new: ListedEvent?

  /// The fields in which they differ, but for those that every version has of its own.
  private var changed: [Field] {
    guard let old, let new else { return [] }
    let own: Set<Field> = [.id, .recordedAt, .recordedBy, .reason, .replaces, .sum]
    return Field.allCases.filter { field in
      let texts = [old, new].map { Self.text(field, $0.event).utf8 }
      return !own.contains(field) && !texts[0].elementsEqual(texts[1])
    }
  }

  /// A field's value as the log has it, lists in byte order, since their order means nothing.
  static func text(_ field: Field, _ event: Event) -> String {
    var event = event
    event.jointly.sort()
    event.among.sort()
    event.items.sort { ByteOrder.precedes([$0.sortKey], [$1.sortKey]) }
    return EventEncoder.value(of: field, event).map { String(decoding: $0, as: UTF8.self) } ?? ""
  }

  func write(to writer: inout JSONWriter) {
    writer.object { writer in
      for (name, event) in [("old", old), ("new", new)] {
        writer.member(name)
        if let event { writer.event(event) } else { writer.write(.none) }
      }
      writer.member("changed", .list(changed.map(\.name)))
    }
  }

  /// A line for each field that changed; one for a fact that came or went.
  var lines: [CorrectionLine] {
    guard let old else { return [CorrectionLine(new, field: "event", old: "", new: goods(new))] }
    guard let new else {
      return [CorrectionLine(old, field: "event", old: goods(old), new: "gone")]
    }
    guard new.event.type != .voided else {
      let reason = new.event.reason.map { ": \($0)" } ?? ""
      return [
        CorrectionLine(old, field: "event", old: goods(old), new: "did not happen\(reason)")
      ]
    }
    let changed = changed
    return changed.map { field in
      let reason = field == changed[0] ? new.event.reason : nil
      if field == .items {
        return CorrectionLine(
          old, field: field.name, old: Self.words(old.event.items, without: new.event.items),
          new: Self.words(new.event.items, without: old.event.items), reason: reason)
      }
      let texts = [old, new].map { Self.words(field, $0.event) }
      return CorrectionLine(
        old, field: field.name, old: texts[0], new: texts[1], reason: reason)
    }
  }

  /// What an event is about: `10,000 piece mask`.
  private func goods(_ listed: ListedEvent?) -> String {
    Self.words(listed?.event.items ?? [], without: [])
  }

  /// A field's value for people: a text without quotation marks, names with commas between them.
  private static func words(_ field: Field, _ event: Event) -> String {
    switch field {
    case .jointly: event.jointly.sorted().map(\.text).joined(separator: ", ")
    case .among: event.among.sorted().map(\.text).joined(separator: ", ")
    default: plain(text(field, event))
    }
  }

  /// A JSON string without its quotation marks, where it holds no escapes; anything else as it is.
  private static func plain(_ json: String) -> String {
    guard json.count > 1, json.first == "\"", !json.contains("\\") else { return json }
    return String(json.dropFirst().dropLast())
  }

  /// The items that the other version has not: `900 piece mask, 100 damaged, worth 450 USD`.
  private static func words(_ items: [Item], without others: [Item]) -> String {
    var others = others
    var texts: [String] = []
    for item in items {
      if let same = others.firstIndex(of: item) {
        others.remove(at: same)
      } else {
        texts.append(item.words)
      }
    }
    return texts.joined(separator: "; ")
  }
}

/// One changed field of a fact, as a table shows it.
struct CorrectionLine: Sendable {
  private let event: Event?
  private let field: String
  private let old: String
  private let new: String
  private let reason: String?

  init(_ listed: ListedEvent?, field: String, old: String, new: String, reason: String? = nil) {
    event = listed?.event
    self.reason = reason
    self.field = field
    self.old = old
    self.new = new
  }

  static let columns: [Column<CorrectionLine>] = [
    Column("occurredOn", "Date", .useful, { Value($0.event?.occurredOn) }),
    Column("type", "Event", .useful, { Value($0.event?.type.name) }),
    Column("shipment", "Shipment", { Value($0.event?.shipment?.text) }),
    Column("district", "District", .detail, { Value($0.event?.district?.text) }),
    Column("field", "Field", { .text($0.field) }),
    Column("old", "Was", { .text($0.old) }),
    Column("new", "Is", { .text($0.new) }, role: { _ in .alert }),
    Column("reason", "Reason", .detail, { Value($0.reason) }),
  ]
}

extension Item {
  /// Equal where items mean the same.
  fileprivate var sortKey: String {
    "\(item.text)\0\(unit.text)\0\(quantity?.thousandths ?? -1)\0\(damaged)\0\(missing)"
  }
}

extension Item {
  /// How much of what, and what became of the rest.
  fileprivate var words: String {
    var parts = ["\(Shown.quantity(quantity, qualifier)) \(unit.text) \(item.text)"]
    if damaged > .zero { parts.append("\(Shown.quantity(damaged)) damaged") }
    if missing > .zero { parts.append("\(Shown.quantity(missing)) missing") }
    if let value {
      let amount = Shown.quantity(value.amount, value.qualifier)
      parts.append("worth \(amount) \(value.currency.text)")
    }
    if let extra { parts.append(String(decoding: extra, as: UTF8.self)) }
    return parts.joined(separator: ", ")
  }
}
