import EventLog
import Replay
import Shipments
import TestSupport
import Testing

@Suite("Recording and replaying fit together")
struct RecordingLawTests {
  /// Records random events in random portions, some of them again, in two journals.
  @Test func `events that are recorded amount to the same as a journal of them`() throws {
    let seed = testSeed("events that are recorded amount to the same as a journal of them")
    var random = RandomEvents(seed: seed)
    for number in 0..<200 {
      let events = try random.log()
      let folder = try TemporaryFolder()
      var rest = events[...]
      var recorded: [Event] = []
      var skipped = 0
      while !rest.isEmpty {
        var portion = Array(rest.prefix(Int.random(in: 1...9, using: &random.generator)))
        rest = rest.dropFirst(portion.count)
        let again = recorded.isEmpty ? [] : [try random.copy(random.any(recorded))]
        portion += again
        let recorder = try Recorder(
          random.any(["a.jsonl", "b.jsonl"]), in: folder.log, now: instant("2020-03-01"))
        let outcome = try recorder.record(portion)
        recorded += outcome.recorded
        skipped += outcome.skipped
        try #require(outcome.skipped == again.count, "seed \(seed), log \(number)")
      }
      try #require(recorded == events, "seed \(seed), log \(number)")
      let (at, knownAt) = random.dates()
      let history = try History(folder.log)
      let found = try Replayed(history, at: at, knownAt: knownAt)
      let expected = try Replayed([("events.jsonl", journal(events))], at: at, knownAt: knownAt)
      try #require(found.everything == expected.everything, "seed \(seed), log \(number)")
      try #require(found.stateJSON == expected.stateJSON, "seed \(seed), log \(number)")
      try #require(found.pendingJSON == expected.pendingJSON, "seed \(seed), log \(number)")
    }
  }

  @Test func `what was recorded is read back as it was given`() throws {
    let seed = testSeed("what was recorded is read back as it was given")
    var random = RandomEvents(seed: seed)
    for number in 0..<50 {
      let events = try random.log().map { try random.copy($0) }
      let folder = try TemporaryFolder()
      let recorder = try Recorder("a.jsonl", in: folder.log, now: instant("2020-03-01"))
      _ = try recorder.record(events)
      let history = try History(folder.log)
      var rows: [EventRow] = []
      history.forEachEvent { row, _, _ in rows.append(row) }
      let found = try history.events(rows, in: folder.log)
      try #require(found == events, "seed \(seed), log \(number)")
    }
  }
}
