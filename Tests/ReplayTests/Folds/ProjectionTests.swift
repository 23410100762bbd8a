import EventLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("A projection of one's own runs like Waybill's")
struct ProjectionTests {
  /// Counts events and their items by type.
  struct Census: Projection {
    var events: [EventType: Int] = [:]
    var items = 0

    mutating func apply(_ batch: Batch, symbols: borrowing SymbolTable) throws(Overflow) {
      for event in batch.records {
        events[event.type, default: 0] += 1
        items += batch.itemRows(of: event).count
      }
    }

    mutating func merge(_ other: borrowing Census, symbols: borrowing SymbolTable) {
      for (type, count) in other.events { events[type, default: 0] += count }
      items += other.items
    }
  }

  /// Refuses the first event that it sees.
  struct Refusal: Projection {
    mutating func apply(_ batch: Batch, symbols: borrowing SymbolTable) throws(Overflow) {
      throw Overflow(at: batch.records.first?.place)
    }

    mutating func merge(_ other: borrowing Refusal, symbols: borrowing SymbolTable) {}
  }

  private func history(in folder: TemporaryFolder) throws -> History {
    var log = SampleLog()
    try log.add(.pledged, 1, at: "China") { $0.items += $0.items }
    try log.add(.delivered, 1, at: "China")
    try log.add(.delivered, 1, at: "China", id: "wrong")
    try log.add(.delivered, 1, at: "China", on: "2020-03-01")
    try log.add(.delivered, 1, at: "China", recordedAt: "2020-04-01T00:00:00Z")
    try log.add(.rescheduled, nil, at: "China") { $0.expectedOn = try day("2020-03-01") }
    try log.void("wrong")
    try log.copyLast()
    return try folder.history(of: [("events.jsonl", journal(log.events))])
  }

  @Test func `it is given the events in force up to a day, as known at an instant`() throws {
    let folder = try TemporaryFolder()
    var census = Census()
    let count = try history(in: folder).fold(
      into: &census, at: day("2020-02-13"), knownAt: instant("2020-03-31"))
    #expect(census.events == [.pledged: 1, .delivered: 1, .rescheduled: 1, .voided: 1])
    #expect(census.items == 3)
    #expect(count == 2)
  }

  @Test func `it is given all of them without limits`() throws {
    let folder = try TemporaryFolder()
    var census = Census()
    let count = try history(in: folder).fold(into: &census, at: .last)
    #expect(census.events == [.pledged: 1, .delivered: 3, .rescheduled: 1, .voided: 1])
    #expect(count == 4)
  }

  @Test func `it may refuse, naming a place`() throws {
    let folder = try TemporaryFolder()
    let history = try history(in: folder)
    var refusal = Refusal()
    do throws(ReplayError) {
      _ = try history.fold(into: &refusal, at: .last)
      Issue.record("the refusal was passed over")
    } catch {
      #expect(error.overflowPlace == Place(journal: 0, offset: 0))
    }
  }

  @Test func `events beyond one batch are all seen, each once`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    try log.add(.issued, 1, at: "China")
    let sample = try log.last
    let count = Batch.capacity + 10
    let events = try (0..<count).map { number in
      var event = sample
      event.id = try EventID("e\(number)")
      return event
    }
    // The copies stand in the same batch, in the next one, and in another journal.
    let bytes = journal(events + [events[0], events[count - 1]])
    let other = journal([events[1], events[Batch.capacity], events[count - 2]])
    let history = try folder.history(of: [("a.jsonl", bytes), ("b.jsonl", other)])
    var census = Census()
    #expect(try history.fold(into: &census, at: .last) == count)
    #expect(census.events == [.issued: count])
    #expect(history.eventCount == count)
    #expect(history.copies.count == 5)
    let found = history.row(of: "e\(count - 1)")
    let row = try #require(found)
    #expect(history.symbols.text(of: history[row].id) == "e\(count - 1)")
  }
}

extension ReplayError {
  /// The place of the event that overflowed, if that is the error.
  var overflowPlace: Place? {
    guard case .overflow(let place) = self else { return nil }
    return place
  }

  /// The conflicts, if they are the error.
  var conflicts: [Conflict] {
    guard case .conflicts(let conflicts) = self else { return [] }
    return conflicts
  }
}
