import BenchmarkLog
import EventLog
import Replay
import Reports
import Shipments
import TestSupport
import Testing

@Suite("A log answers the same in any number of partitions and threads")
struct PartitionedLogTests {
  /// Random events of several shipments, with ids of both kinds, copies, and some conflicts.
  static func events(_ random: inout RandomEvents) throws -> [Event] {
    var events = try random.log(upTo: 30)
    for row in events.indices {
      events[row].id = try asUUID(events[row].id)
      events[row].replaces = try events[row].replaces.map(asUUID)
      if events[row].shipment != nil {
        events[row].shipment = try Name(random.any(["gift", "loan", "relief", "一批口罩"]))
      }
    }
    for event in events where random.once(in: 4) {
      var copy = event
      copy.note = "a copy"
      if random.once(in: 12), copy.shipment != nil { copy.shipment = try Name("another") }
      events.append(copy)
    }
    return events
  }

  /// Makes real UUIDs of some ids, the same one each time.
  private static func asUUID(_ id: EventID) throws -> EventID {
    guard id.text.hasPrefix("e"), let number = Int(id.text.dropFirst()), number % 2 == 0 else {
      return id
    }
    return try EventID("01710000-0000-7000-8000-0000000000\(10 + number)")
  }

  /// What `replay` and `pending` say, or nil where the log has no state.
  private func answers(
    _ log: LogFolder, at: String, knownAt: String?, threads: Int, partitions: Int
  ) throws -> [String]? {
    let known = try knownAt.map(instant) ?? .distantFuture
    func scan() throws -> LogScan {
      try LogScan(log, threads: threads, partitions: partitions)
    }
    let state = try scan().summarize(
      StateReport(at: day(at), knownAt: knownAt), at: day(at), knownAt: known)
    let pending = try scan().summarize(
      PendingReport(at: day(at), knownAt: knownAt), at: day(at), knownAt: known)
    guard let state, let pending else { return nil }
    return [state.json, pending.json].map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `as the whole history does, and none gives an answer that it refuses`() throws {
    let seed = testSeed("a log answers the same in any number of partitions and threads")
    var random = RandomEvents(seed: seed)
    var refused = 0
    for number in 0..<150 {
      let folder = try TemporaryFolder()
      let events = try PartitionedLogTests.events(&random)
      let cut = Int.random(in: 0...events.count, using: &random.generator)
      let history = try folder.history(of: [
        ("a.jsonl", journal(Array(events[..<cut]))), ("b.jsonl", journal(Array(events[cut...]))),
      ])
      let (at, knownAt) = random.dates()
      var expected: [String]?
      if history.openConflicts.isEmpty {
        let replayed = try Replayed(history, at: at, knownAt: knownAt)
        expected = [replayed.stateJSON, replayed.pendingJSON]
      } else {
        refused += 1
      }
      for (threads, partitions) in [(1, 1), (1, 16), (2, 2), (3, 32)] {
        let found = try answers(
          folder.log, at: at, knownAt: knownAt, threads: threads, partitions: partitions)
        try #require(
          found == expected,
          "seed \(seed), log \(number), \(threads) threads, \(partitions) partitions")
      }
    }
    #expect(refused > 2 && refused < 140, "both kinds of logs have to occur")
  }

  @Test(arguments: Mix.allCases)
  func `a log made for benchmarks, in either mix`(_ mix: Mix) throws {
    let folder = try TemporaryFolder()
    var maker = LogMaker(mix, seed: 1)
    var bytes: [UInt8] = []
    for _ in 0..<4000 { maker.writeLine(to: &bytes) }
    let history = try folder.history(of: [("events.jsonl", bytes)])
    #expect(history.copies.isEmpty == (mix == .plain))
    #expect(history.openConflicts.isEmpty)
    let expected = try Replayed(history, at: "2020-01-27", knownAt: "2020-01-26")
    for (threads, partitions) in [(1, 1), (2, 8), (3, 64)] {
      let found = try answers(
        folder.log, at: "2020-01-27", knownAt: "2020-01-26", threads: threads,
        partitions: partitions)
      #expect(found == [expected.stateJSON, expected.pendingJSON])
    }
  }

  @Test func `an id in two partitions is a conflict, settled where an event replaces it`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", id: "one")
    try log.copyLast { $0.shipment = try Name("loan") }
    _ = try folder.history(of: [("a.jsonl", journal(log.events))])
    for partitions in [1, 1024] {
      #expect(
        try answers(
          folder.log, at: "2020-12-31", knownAt: nil, threads: 2, partitions: partitions) == nil)
    }
    try log.void("one")
    let history = try folder.history(of: [("a.jsonl", journal(log.events))])
    let expected = try Replayed(history, at: "2020-12-31")
    for partitions in [1, 1024] {
      let found = try answers(
        folder.log, at: "2020-12-31", knownAt: nil, threads: 2, partitions: partitions)
      #expect(found == [expected.stateJSON, expected.pendingJSON])
    }
  }

  @Test func `a stock too great only over all partitions is refused in each way`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    for number in 0..<8 {
      try log.add(.issued, 1, at: "China", id: "issue-\(number)") { event in
        let item = Item(item: event.items[0].item, unit: event.items[0].unit, quantity: .maximum)
        event.items = Array(repeating: item, count: 200)
      }
    }
    try folder.write(journal(log.events), to: "events.jsonl")
    #expect(throws: ReplayError.self) { _ = try History(folder.log).state(at: .last) }
    for partitions in [1, 2, 16] {
      let scan = try LogScan(folder.log, partitions: partitions)
      let report = scan.summarize(StateReport(at: .last, knownAt: nil), at: .last)
      #expect(report == nil, "\(partitions) partitions")
    }
    #expect(throws: IndexFault.self) {
      var sizes = IndexSizes()
      sizes.eventsAPartition = 1
      try IndexBuilder(LogScan(folder.log, partitions: 16), folder.log, sizes: sizes).write()
    }
  }
}
