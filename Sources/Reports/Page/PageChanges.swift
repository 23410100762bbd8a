import EventLog
import Shipments

/// Corrections and late reports between the reports of two days, which are those of `diff`.
public struct PageChanges: Sendable {
  /// How many a page of a large log has of them.
  static let limit = 500

  /// The days of both reports.
  let from: Day
  let to: Day
  private(set) var rows: [PageChange] = []
  /// How many there are, of which a page of a large log has the first.
  private(set) var count = 0

  /// Reads the events that a comparison found.
  init<Failure>(
    _ diff: DiffSummary, limit: Int, read: ([Place]) throws(Failure) -> [Event]
  ) throws(Failure) {
    (from, to) = (diff.pair.from, diff.pair.to)
    var found: [(kind: Cause, old: DiffSummary.Found?, now: DiffSummary.Found?)] = []
    for correction in diff.corrections {
      found.append((.corrections, correction.old, correction.new))
    }
    for cause in [Cause.lateFacts, .rescheduled] {
      for event in diff.entered[cause] ?? [] { found.append((cause, nil, event)) }
    }
    count = found.count
    let shown = found.prefix(limit)
    var events = try read(shown.flatMap { [$0.old?.place, $0.now?.place].compactMap(\.self) })[...]
    for change in shown {
      let old = change.old.flatMap { found in events.popFirst().map { PageEvent($0, found) } }
      let now = change.now.flatMap { found in events.popFirst().map { PageEvent($0, found) } }
      guard let event = now ?? old else { continue }
      rows.append(PageChange(kind: change.kind, old: old?.event, now: now?.event, event: event))
    }
  }

  /// Writes them as lists, whose fields `givenChange` in the page's script names.
  func write(isPublic: Bool, to writer: inout JSONWriter) {
    writer.object { writer in
      writer.member("from", .count(Int(from.number)))
      writer.member("to", .count(Int(to.number)))
      writer.member("count", .count(count))
      writer.member("rows")
      writer.array { writer in for row in rows { row.write(isPublic, to: &writer) } }
    }
  }
}

/// One correction or late report.
struct PageChange: Sendable {
  let kind: Cause
  let old: Event?
  let now: Event?
  /// The one in force, or the one that was.
  let event: PageEvent

  private var words: String {
    switch kind {
    case .corrections: PageWords.say("change.correction")
    case .rescheduled: PageWords.say("change.rescheduled")
    default: PageWords.say("change.late")
    }
  }

  private var recordedOn: Day { event.recordedAt.day }

  private var place: Event? { [now, old].compactMap(\.self).first { $0.district != nil } ?? now }

  /// Why, and by whom where that is for the reader.
  private func reasons(isPublic: Bool) -> String {
    let event = event.event
    let texts =
      isPublic
      ? [event.reason] : [event.reason, event.recordedBy, event.source, event.note]
    return texts.compactMap(\.self).joined(separator: "; ")
  }

  static func columns(isPublic: Bool) -> [Column<PageChange>] {
    [
      Column("kind") { .text($0.words) },
      Column("day") { .day($0.event.event.occurredOn) },
      Column("recordedOn") { .day($0.recordedOn) },
      Column("shipment") { Value($0.place?.shipment?.text) },
      Column("district") { Value($0.place?.district?.text) },
      Column("before") { .text($0.old.map(PageWords.event) ?? "") },
      Column("now") { .text($0.now.map(PageWords.event) ?? PageWords.say("change.gone")) },
      Column("reason") { .text($0.reasons(isPublic: isPublic)) },
    ]
  }

  func write(_ isPublic: Bool, to writer: inout JSONWriter) {
    let kind =
      switch kind {
      case .corrections: "correction"
      case .rescheduled: "rescheduled"
      default: "late"
      }
    writer.array { writer in
      writer.write(.text(kind))
      writer.exact(Int64(event.event.occurredOn.number))
      writer.exact(Int64(recordedOn.number))
      for text in [
        place?.shipment?.text ?? "", place?.district?.text ?? "",
        old.map(PageWords.event) ?? "", now.map(PageWords.event) ?? PageWords.say("change.gone"),
        reasons(isPublic: isPublic),
      ] {
        writer.write(.text(text))
      }
    }
  }
}

extension PageEvent {
  /// An event that was found, with when it was recorded first.
  fileprivate init(_ event: Event, _ found: DiffSummary.Found) {
    self.init(event, recordedAt: found.recordedAt)
  }
}

extension PageWords {
  /// What an event says: `delivered 2020-03-08: mask 1,800 piece, 200 damaged`.
  fileprivate static func event(_ event: Event) -> String {
    let items = event.items.map { item in
      var parts = [
        "\(item.item.text) \(Shown.quantity(item.quantity, item.qualifier)) \(item.unit.text)"
      ]
      for (key, amount) in [("damaged", item.damaged), ("missing", item.missing)]
      where amount > .zero {
        parts.append(say(key, ["n": Shown.quantity(amount)]))
      }
      return parts.joined(separator: ", ")
    }
    let expected = event.expectedOn.map { [say("expected", ["day": $0.description])] } ?? []
    let head = "\(say("type.\(event.type.name)")) \(event.occurredOn)"
    let rest = (items + expected).joined(separator: "; ")
    return rest.isEmpty ? head : "\(head): \(rest)"
  }
}
