import EventLog
import Shipments
import TestSupport
import Testing

@Suite("A state is a sum over the set of events")
struct SumLawTests {
  private static let logs = 200

  @Test func `any order, duplication and split give the same bytes`() throws {
    let seed = testSeed("any order, duplication and split give the same bytes")
    var random = RandomEvents(seed: seed)
    for number in 0..<Self.logs {
      let events = try random.log()
      let (at, knownAt) = random.dates()
      let whole = try Replayed([("events.jsonl", journal(events))], at: at, knownAt: knownAt)
      for _ in 0..<2 {
        let other = try Replayed(random.arranged(events), at: at, knownAt: knownAt)
        try #require(other.stateJSON == whole.stateJSON, "seed \(seed), log \(number)")
        try #require(other.pendingJSON == whole.pendingJSON, "seed \(seed), log \(number)")
        try #require(other.everything == whole.everything, "seed \(seed), log \(number)")
      }
    }
  }

  @Test func `the same log gives the same bytes on every run`() throws {
    let seed = testSeed("the same log gives the same bytes on every run")
    var random = RandomEvents(seed: seed)
    for number in 0..<Self.logs {
      let journals = try random.arranged(try random.log())
      let (at, knownAt) = random.dates()
      let first = try Replayed(journals, at: at, knownAt: knownAt)
      let second = try Replayed(journals, at: at, knownAt: knownAt)
      try #require(first.stateJSON == second.stateJSON, "seed \(seed), log \(number)")
      try #require(first.pendingJSON == second.pendingJSON, "seed \(seed), log \(number)")
    }
  }

  @Test func `a replay at a day is that of the log up to the day`() throws {
    let seed = testSeed("a replay at a day is that of the log up to the day")
    var random = RandomEvents(seed: seed)
    for number in 0..<Self.logs {
      let events = try random.log()
      let (at, knownAt) = random.dates()
      let last = try day(at)
      let filtered = events.compactMap { $0.occurredOn <= last ? $0 : versionOnly($0) }
      let whole = try Replayed([("events.jsonl", journal(events))], at: at, knownAt: knownAt)
      let part = try Replayed([("events.jsonl", journal(filtered))], at: at, knownAt: knownAt)
      try #require(part.stateJSON == whole.stateJSON, "seed \(seed), log \(number)")
      try #require(part.pendingJSON == whole.pendingJSON, "seed \(seed), log \(number)")
    }
  }

  /// Of a later event only that it is a version of something, as versions are known on every day.
  private func versionOnly(_ event: Event) -> Event? {
    guard let replaced = event.replaces else { return nil }
    var version = Event(
      id: event.id, type: .voided, occurredOn: event.occurredOn, recordedAt: event.recordedAt)
    version.replaces = replaced
    version.reason = "a later event"
    return version
  }

  @Test func `a replay as known at an instant is that of the log recorded by then`() throws {
    let seed = testSeed("a replay as known at an instant is that of the log recorded by then")
    var random = RandomEvents(seed: seed)
    for number in 0..<Self.logs {
      let events = try random.log()
      let knownAt = random.any(RandomEvents.instants)
      let limit = try instant(knownAt)
      let filtered = events.filter { $0.recordedAt.instant <= limit }
      let known = try Replayed([("a.jsonl", journal(events))], knownAt: knownAt)
      let part = try Replayed([("a.jsonl", journal(filtered))])
      try #require(part.everything == known.everything, "seed \(seed), log \(number)")
      try #require(part.eventCount == known.eventCount, "seed \(seed), log \(number)")
    }
  }

  @Test func `random logs hold events of every type, in force and not`() throws {
    var random = RandomEvents(seed: 1)
    var types: Set<EventType> = []
    var open = 0
    for _ in 0..<100 {
      let events = try random.log()
      types.formUnion(events.map(\.type))
      let replayed = try Replayed([("a.jsonl", journal(events))])
      open += try PendingRows(replayed.pendingJSON).pending.count
      #expect(replayed.eventCount <= events.count)
    }
    #expect(types.count == EventType.allCases.count)
    #expect(open > 100)
  }
}
