public import EventLog
public import Replay
public import Shipments

/// An event as a page carries it.
public struct PageEvent: Sendable {
  /// The whole event, with the earliest instant at which a copy of it was written down.
  public var event: Event
  /// When it was written down first.
  public var recordedAt: Instant

  /// Makes an event of a page.
  public init(_ event: Event, recordedAt: Instant) {
    self.event = event
    self.recordedAt = recordedAt
  }
}

/// The events of a page: numbers instead of names, in the order in which they were recorded.
struct PageEventData {
  private let events: [PageEvent]
  private let isPublic: Bool
  private var names = PageNames()
  /// The place of each event, and behind them of each id that is only named.
  private var nodes: [[UInt8]: Int] = [:]

  init(_ events: [PageEvent], isPublic: Bool) {
    self.events = events.sorted { left, right in
      left.recordedAt != right.recordedAt
        ? left.recordedAt < right.recordedAt
        : ByteOrder.precedes([left.event.id.text], [right.event.id.text])
    }
    self.isPublic = isPublic
    for page in self.events { nodes[Array(page.event.id.text.utf8)] = nodes.count }
    for page in self.events {
      let event = page.event
      if let target = event.replaces {
        let id = Array(target.text.utf8)
        if nodes[id] == nil { nodes[id] = nodes.count }
      }
      let paths = [event.donor, event.district, event.from].compactMap(\.self)
      for path in paths + event.jointly + event.among + event.items.map(\.item) {
        names.add(path: path.text)
      }
      if let shipment = event.shipment { names.add(shipment.text) }
      for item in event.items { names.add(item.unit.text) }
    }
    names.number()
  }

  func write(to writer: inout JSONWriter) {
    writer.member("form", .text("events"))
    writer.member("types", .list(EventType.allCases.map(\.name)))
    writer.member("nodes", .count(nodes.count))
    names.write(to: &writer)
    writer.member("events")
    writer.array { writer in for event in events { write(event, to: &writer) } }
  }

  /// An event as a list, whose fields `Log` in the page's script names.
  private func write(_ page: PageEvent, to writer: inout JSONWriter) {
    let event = page.event
    writer.array { writer in
      writer.exact(Int64(event.type.rawValue))
      writer.exact(Int64(event.occurredOn.number))
      writer.exact(Int64(page.recordedAt.day.number))
      writer.optional(number(event.shipment?.text))
      writer.optional(number(event.donor?.text))
      writer.optional(number(event.district?.text))
      writer.optional(number(event.from?.text))
      writer.optional(event.expectedOn.map { Int($0.number) })
      writer.exact(event.isFinal ? 1 : 0)
      writer.optional(event.replaces.flatMap { nodes[Array($0.text.utf8)] })
      writer.numbers(event.jointly.map { names.number(of: $0.text) })
      writer.numbers(event.among.map { names.number(of: $0.text) })
      writer.array { writer in for item in event.items { write(item, to: &writer) } }
      writeTexts(of: event, to: &writer)
    }
  }

  private func number(_ text: String?) -> Int? { text.map { names.number(of: $0) } }

  private func write(_ item: Item, to writer: inout JSONWriter) {
    writer.array { writer in
      writer.exact(Int64(names.number(of: item.item.text)))
      writer.exact(Int64(names.number(of: item.unit.text)))
      if let quantity = item.quantity {
        writer.exact(quantity.thousandths)
      } else {
        writer.write(.none)
      }
      let isRightAndAll = item.damaged == .zero && item.missing == .zero
      guard item.qualifier != nil || !isRightAndAll else { return }
      writer.exact(item.qualifier == .about ? 1 : item.qualifier == .atLeast ? 2 : 0)
      guard !isRightAndAll else { return }
      writer.exact(item.damaged.thousandths)
      writer.exact(item.missing.thousandths)
    }
  }

  /// What people wrote about it; who, from what, and what else, is not for the public.
  private func writeTexts(of event: Event, to writer: inout JSONWriter) {
    var texts: [(name: String, text: String?)] = [("reason", event.reason)]
    if !isPublic {
      texts += [
        ("recordedBy", event.recordedBy), ("source", event.source), ("note", event.note),
      ]
    }
    guard texts.contains(where: { $0.text != nil }) else { return }
    writer.object { writer in
      for (name, text) in texts {
        if let text { writer.member(name, .text(text)) }
      }
    }
  }
}

extension JSONWriter {
  /// Whole numbers as a list.
  mutating func numbers(_ numbers: [Int]) {
    array { writer in for number in numbers { writer.exact(Int64(number)) } }
  }
}

extension History {
  /// The events of a page, with all their texts: those that were recorded by an instant.
  ///
  /// An id in conflict means nothing that is certain, so that its lines are left out.
  public func pageEvents(
    knownAt: Instant, in folder: LogFolder
  ) throws(LogError) -> [PageEvent] {
    let inConflict = Set(conflicts.map(\.id))
    var rows: [EventRow] = []
    forEachEvent { row, event, _ in
      if event.recordedAt <= knownAt, !inConflict.contains(event.id) { rows.append(row) }
    }
    let events = try events(rows, in: folder)
    return zip(rows, events).map { PageEvent($1, recordedAt: self[$0].recordedAt) }
  }
}
