import EventLog
import Replay
import Reports
import Shipments
import TestSupport

/// A log with an index of small parts over some of its events; the rest was recorded behind it.
struct IndexedFolder {
  let folder: TemporaryFolder
  var log: LogFolder { folder.log }
  var isIndexed = false

  init(_ events: [Event], _ random: inout RandomEvents) throws {
    folder = try TemporaryFolder()
    let covered = Int.random(in: 0...events.count, using: &random.generator)
    let cut = Int.random(in: 0...covered, using: &random.generator)
    try folder.write(journal(Array(events[..<cut])), to: "a.jsonl")
    try folder.write(journal(Array(events[cut..<covered])), to: "b.jsonl")
    isIndexed = try makeIndex(&random)
    guard isIndexed else { return }
    for event in events[covered...] {
      let name = random.any(["a.jsonl", "b.jsonl", "c.jsonl"])
      var writer = try JournalWriter(name, in: log)
      try writer.append([EventEncoder.line(event)])
    }
  }

  private func makeIndex(_ random: inout RandomEvents) throws -> Bool {
    var sizes = IndexSizes()
    sizes.eventsAPartition = Int.random(in: 1...6, using: &random.generator)
    sizes.changesAWindow = Int.random(in: 1...8, using: &random.generator)
    sizes.changesARow = Int.random(in: 0...1, using: &random.generator)
    let scan = try LogScan(log, threads: 2, partitions: random.any([1, 2, 8]))
    do throws(IndexFault) {
      try IndexBuilder(scan, log, sizes: sizes).write()
      return true
    } catch {
      guard error.reason == "an id has two meanings" else { throw error }
      return false
    }
  }
}

/// What reports say that are answered from an index.
enum IndexAnswers {
  /// What the index says, or nil where it has no answer.
  static func of(
    _ log: borrowing IndexedLog, at: Day, knownAt: Instant, text: String?, district: Path?,
    threads: Int
  ) throws(IndexFault) -> [String]? {
    let empty = StateReport(at: at, knownAt: text)
    var query = PendingReport.Query()
    query.filter.district = district
    let summed = try empty.summed(by: log, at: at, knownAt: knownAt)
    let state = try log.summarize(
      empty, at: at, knownAt: knownAt, district: nil, threads: threads)
    let pending = try log.summarize(
      PendingReport(at: at, knownAt: text, query), at: at, knownAt: knownAt, district: district,
      threads: threads)
    guard let state, let pending else { return nil }
    return [
      String(decoding: (summed ?? state).json, as: UTF8.self),
      String(decoding: state.json, as: UTF8.self),
      String(decoding: pending.json, as: UTF8.self), "\(pending.eventCount)",
    ]
  }
}
