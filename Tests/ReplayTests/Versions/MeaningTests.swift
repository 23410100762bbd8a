import EventLog
import Replay
import Shipments
import TestSupport
import Testing

@Suite("Copies of an id have to mean the same")
struct MeaningTests {
  /// An event of a type, and a change to its copy.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var type: EventType
    var field: Field?
    var change: @Sendable (inout Event) throws -> Void

    init(
      _ type: EventType, _ field: Field?, _ description: String,
      change: @escaping @Sendable (inout Event) throws -> Void
    ) {
      testDescription = "\(type), \(field?.name ?? "none"): \(description)"
      (self.type, self.field, self.change) = (type, field, change)
    }
  }

  static let conflicts: [Case] = [
    Case(.pledged, .type, "another type") { $0.type = .purchased },
    Case(.pledged, .occurredOn, "a day later") { $0.occurredOn.number += 1 },
    Case(.pledged, .shipment, "another shipment") { $0.shipment = try Name("Gift") },
    Case(.pledged, .donor, "another donor") { $0.donor = try Path("Omura") },
    Case(.pledged, .donor, "no donor") { $0.donor = nil },
    Case(.pledged, .jointly, "another one with it") { $0.jointly[0] = try Path("Omura") },
    Case(.pledged, .jointly, "one fewer with it") { $0.jointly.removeLast() },
    Case(.pledged, .jointly, "one with it twice") { $0.jointly[0] = $0.jointly[1] },
    Case(.pledged, .district, "another district") { $0.district = try Path("china") },
    Case(.pledged, .district, "another spelling") { $0.district = try Path("Chin\u{E1}") },
    Case(.pledged, .among, "another share") { $0.among[0] = try Path("Japan") },
    Case(.pledged, .among, "nobody shares") { $0.among = [] },
    Case(.allocated, .from, "from elsewhere") { $0.from = try Path("Japan") },
    Case(.transferred, .from, "from elsewhere") { $0.from = try Path("Japan") },
    Case(.pledged, .items, "another item") { $0.items[0].item = try Path("mask/N95") },
    Case(.pledged, .items, "another unit") { $0.items[0].unit = try Name("box") },
    Case(.pledged, .items, "a thousandth more") { $0.items[0].quantity?.thousandths += 1 },
    Case(.pledged, .items, "not stated") { $0.items[0].quantity = nil },
    Case(.pledged, .items, "less sure") { $0.items[0].qualifier = .about },
    Case(.delivered, .items, "some damaged") { $0.items[0].damaged = Quantity(1) },
    Case(.delivered, .items, "some missing") { $0.items[0].missing = Quantity(1) },
    Case(.pledged, .items, "an item more") { $0.items.append($0.items[0]) },
    Case(.adjusted, .items, "another sign") { $0.items[0].quantity?.thousandths *= -1 },
    Case(.pledged, .expectedOn, "another day") { $0.expectedOn?.number += 1 },
    Case(.pledged, .expectedOn, "no day") { $0.expectedOn = nil },
    Case(.rescheduled, .expectedOn, "another day") { $0.expectedOn?.number += 1 },
    Case(.delivered, .final, "final") { $0.isFinal = true },
    Case(.pledged, .replaces, "replaces another") { $0.replaces = try EventID("other") },
    Case(.pledged, .replaces, "replaces nothing") { $0.replaces = nil },
    Case(.voided, .replaces, "voids another") { $0.replaces = try EventID("other") },
  ]

  static let agreements: [Case] = [
    Case(.pledged, nil, "an exact copy") { _ in },
    Case(.pledged, nil, "recordedAt") { $0.recordedAt = Timestamp(try instant("2020-03-01")) },
    Case(.pledged, nil, "recordedBy") { $0.recordedBy = "somebody else" },
    Case(.pledged, nil, "reason") { $0.reason = "another one" },
    Case(.cancelled, nil, "reason") { $0.reason = "another one" },
    Case(.voided, nil, "reason") { $0.reason = "another one" },
    Case(.issued, nil, "to") { $0.to = "a hospital" },
    Case(.pledged, nil, "source") { $0.source = "a newspaper" },
    Case(.pledged, nil, "note") { $0.note = "anything" },
    Case(.delivered, nil, "waybill") { $0.waybill = try Name("W-1") },
    Case(.pledged, nil, "value") {
      $0.items[0].value = Value(amount: Quantity(9), currency: try Name("USD"))
    },
    Case(.pledged, nil, "extra") { $0.extra = Array(#"{"lot":"7"}"#.utf8) },
    Case(.pledged, nil, "extra of an item") { $0.items[0].extra = Array(#"{"lot":"7"}"#.utf8) },
    Case(.pledged, nil, "items in another order") { $0.items.reverse() },
    Case(.pledged, nil, "among in another order") { $0.among.reverse() },
    Case(.pledged, nil, "jointly in another order") { $0.jointly.reverse() },
  ]

  /// An event with everything that its type may have, and its changed copy.
  private func events(_ example: Case) throws -> [Event] {
    var log = SampleLog()
    let type = example.type
    let hasItems = type.allowedFields.contains(.items)
    try log.add(type, 10, at: "China", from: type.allowedFields.contains(.from) ? "Asia" : nil) {
      if type.allowedFields.contains(.donor) {
        $0.donor = try Path("Nagasaki")
        $0.jointly = [try Path("Goto"), try Path("Iki")]
        $0.among = [try Path("China/Shanghai"), try Path("China/Fujian")]
      }
      if type.allowedFields.contains(.expectedOn) { $0.expectedOn = try day("2020-03-01") }
      $0.replaces = try EventID("original")
      if hasItems { $0.items.append($0.items[0]) }
      if hasItems { $0.items[1].item = try Path("glove") }
      if type == .voided { ($0.district, $0.items) = (nil, []) }
    }
    try log.copyLast(change: example.change)
    return log.events
  }

  @Test(arguments: conflicts)
  func `a copy with another meaning is refused, and the field is named`(_ example: Case) throws {
    let events = try events(example)
    let folder = try TemporaryFolder()
    let first = journal([events[0]])
    let history = try folder.history(of: [
      ("a.jsonl", first), ("b.jsonl", journal([events[1]])), ("c.jsonl", first),
    ])
    do throws(ReplayError) {
      _ = try history.state(at: .last)
      Issue.record("the conflict was passed over")
    } catch {
      #expect(error.conflicts.map(\.field) == [example.field])
      #expect(error.conflicts.map(\.first) == [Place(journal: 0, offset: 0)])
      #expect(error.conflicts.map(\.second) == [Place(journal: 1, offset: 0)])
    }
  }

  @Test(arguments: agreements)
  func `a copy with the same meaning counts once`(_ example: Case) throws {
    let events = try events(example)
    let count = example.type == .voided ? 0 : 1
    for bytes in [[journal(events)], events.map { journal([$0]) }] {
      let journals = bytes.enumerated().map { ("\($0.offset).jsonl", $0.element) }
      #expect(try Replayed(journals).eventCount == count)
      #expect(try Replayed(journals.reversed()).eventCount == count)
    }
  }

  @Test(arguments: conflicts + agreements)
  func `recording goes by the same rule`(_ example: Case) throws {
    let events = try events(example)
    let folder = try TemporaryFolder()
    try folder.write(journal([events[0]]), to: "events.jsonl")
    let before = try folder.read("events.jsonl")
    let recorder = try Recorder("events.jsonl", in: folder.log, now: instant("2020-03-01"))
    do throws(RecordingError) {
      let outcome = try recorder.record([events[1]])
      #expect(example.field == nil)
      #expect(outcome.recorded.isEmpty)
      #expect(outcome.skipped == 1)
    } catch {
      #expect(error.conflictingField == example.field)
      #expect(example.field != nil, "\(error)")
    }
    #expect(try folder.read("events.jsonl") == before)
  }
}

extension RecordingError {
  /// The field in which an event differs from the one that has its id, if that is the error.
  var conflictingField: Field? {
    guard case .conflict(_, let field, _) = self else { return nil }
    return field
  }
}
