import EventLog
import Replay
import Shipments
import TestSupport
import Testing

@Suite("What is recorded stands in the journal, all of it or nothing")
struct RecorderTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func recorder(_ name: String = "events.jsonl") throws -> Recorder {
    try Recorder(name, in: folder.log, now: instant("2020-02-13T13:57:00Z"))
  }

  /// Three events of a sample log.
  private func events() throws -> [Event] {
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China", id: "one")
    try log.add(.dispatched, 60, at: "China", id: "two")
    try log.add(.delivered, 60, at: "China", id: "three")
    return log.events
  }

  @Test func `events become lines, in their order`() throws {
    let events = try events()
    let outcome = try recorder().record(events)
    #expect(outcome.recorded == events)
    #expect(outcome.skipped == 0)
    #expect(try folder.read("events.jsonl") == journal(events))
    #expect(try folder.names() == ["events.jsonl"])
  }

  @Test func `a journal that was made for nothing goes again, and one that was there stays`() throws
  {
    _ = try recorder()
    #expect(try folder.names().isEmpty)
    try folder.write([], to: "events.jsonl")
    _ = try recorder()
    #expect(try folder.names() == ["events.jsonl"])
    _ = try recorder("other.jsonl").record(try events())
    #expect(try folder.names() == ["events.jsonl", "other.jsonl"])
  }

  @Test func `a folder that is not there is made`() throws {
    let log = LogFolder(folder.path("new"))
    let recorder = try Recorder("events.jsonl", in: log, now: instant("2020-02-13"))
    _ = try recorder.record(try events())
    #expect(try folder.read("new/events.jsonl") == journal(try events()))
  }

  @Test func `the log is there to look at before anything is recorded`() throws {
    try folder.write(journal(try events()), to: "other.jsonl")
    let recorder = try recorder()
    let names = recorder.history.journals.map(\.name)
    #expect(names == ["events.jsonl", "other.jsonl"])
    let count = recorder.history.eventCount
    #expect(count == 3)
    let saved = recorder.savedTail
    #expect(saved == nil)
  }

  @Test(arguments: ["events.jsonl", "other.jsonl"])
  func `what the log has already is skipped, wherever it stands`(known: String) throws {
    let events = try events()
    try folder.write(journal([events[1]]), to: known)
    let outcome = try recorder().record(events + [events[0], events[2]])
    #expect(outcome.recorded == [events[0], events[2]])
    #expect(outcome.skipped == 3)
    #expect(try History(folder.log).eventCount == 3)
    let again = try recorder().record(events)
    #expect(again.recorded.isEmpty)
    #expect(again.skipped == 3)
  }

  @Test func `nothing to record leaves the journal as it is`() throws {
    let bytes = journal(try events())
    try folder.write(bytes, to: "events.jsonl")
    let outcome = try recorder().record([])
    #expect(outcome.recorded.isEmpty)
    #expect(try folder.read("events.jsonl") == bytes)
  }

  @Test(arguments: ["events.jsonl", "other.jsonl"])
  func `a conflict with the log names field and place, and nothing is written`(
    known: String
  ) throws {
    var events = try events()
    try folder.write(journal([events[0], events[1]]), to: known)
    let place = Place(journal: known == "events.jsonl" ? 0 : 1, offset: journal([events[0]]).count)
    let before = try folder.read(known)
    events[1].district = try Path("Japan")
    let error = #expect(throws: RecordingError.self) { try recorder().record(events.reversed()) }
    guard case .conflict(let id, let field, let found)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id.text == "two")
    #expect(field == .district)
    #expect(found == place)
    #expect(try folder.read(known) == before)
    #expect(try folder.names() == [known])
  }

  @Test func `a conflict among what is given has no place, and nothing is written`() throws {
    var events = try events()
    events.append(events[0])
    events[3].isFinal = false
    events[3].expectedOn = try day("2020-03-01")
    let error = #expect(throws: RecordingError.self) { try recorder().record(events) }
    guard case .conflict(let id, let field, let place)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id.text == "one")
    #expect(field == .expectedOn)
    #expect(place == nil)
    #expect(try folder.names().isEmpty)
  }

  @Test func `an event against the rules of the format is refused, and all with it`() throws {
    var events = try events()
    events[2].shipment = nil
    let error = #expect(throws: RecordingError.self) { try recorder().record(events) }
    guard case .invalid(let id, let fault)? = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(id.text == "three")
    #expect(fault.problem == .missing("shipment", of: .delivered))
    #expect(try folder.names().isEmpty)
  }
}
