import EventLog
import Projections
import Replay
import Reports
import Shipments
import TestSupport
import Testing

/// What is found on disks when a system starts again; each disk is looked at once.
struct Recovery {
  private static let lastDay = "2020-12-31"

  /// How many disks were looked at that differ.
  private(set) var diskCount = 0
  private let scenario: DiskScenario
  private var known: [DiskImage: Int] = [:]
  private var models: [Int: Replayed] = [:]

  init(_ scenario: DiskScenario) { self.scenario = scenario }

  /// How many of the scenario's events are in the log of a disk: the first so many, and no others.
  ///
  /// Throws what readers say against the log, and where the next append does not mend it for good, or
  /// changes what is read, or loses bytes that did not count.
  mutating func eventCount(on image: DiskImage) throws -> Int {
    if let count = known[image] { return count }
    diskCount += 1
    let count = try readCount(image)
    let mended = try mend(image)
    try #require(mend(mended).contents == mended.contents, "\(scenario.name): mended once")
    try #require(keepsTail(mended), "\(scenario.name): what does not count is saved")
    try #require(readCount(mended) == count, "\(scenario.name): read as before it was mended")
    try recordLast(mended, behind: count)
    known[image] = count
    return count
  }

  /// Opens the journal for writing, which mends its end, and lets go of it.
  private func mend(_ image: DiskImage) throws -> DiskImage {
    let disk = SimulatedDisk(image)
    let log = LogFolder(DiskScenario.path, files: disk)
    _ = try Recorder("events.jsonl", in: log, now: instant("2020-03-02"))
    return try DiskScenario.last(of: disk).current
  }

  /// Whether the bytes of the scenario that do not count stand in a file of their own.
  private func keepsTail(_ image: DiskImage) -> Bool {
    scenario.tail.isEmpty
      || image.contents.contains { $0.key.contains(".torn-") && $0.value == scenario.tail }
  }

  /// Records one more event on a disk.
  private func recordLast(_ image: DiskImage, behind count: Int) throws {
    let log = LogFolder(DiskScenario.path, files: SimulatedDisk(image))
    let event = try #require(DiskScenario.events.last)
    try DiskScenario.Way.events.record([event], in: log)
    let history = try History(log)
    let (all, isThere) = (history.eventCount, history.row(of: event.id.text) != nil)
    try #require(all == count + 1 && isThere, "\(scenario.name): the next event is recorded")
  }

  /// Reads a log, and compares what it amounts to with what the first events do.
  private mutating func readCount(_ image: DiskImage) throws -> Int {
    let log = LogFolder(DiskScenario.path, files: SimulatedDisk(image))
    guard try log.journals() != nil else { return 0 }
    let history = try History(log)
    let count = history.eventCount
    let first = DiskScenario.events.prefix(count)
    var isFirst = history.journals.reduce(0) { $0 + $1.events } == count
    for event in first { isFirst = isFirst && history.row(of: event.id.text) != nil }
    try #require(isFirst, "\(scenario.name): the first \(count) events are there, each once")
    let received = try history.state(at: day(Recovery.lastDay)).totals.inventory.rows
      .reduce(0) { $0 + $1[.received] }
    let delivered = first.filter { $0.type == .delivered }.flatMap(\.items)
      .reduce(0) { $0 + ($1.quantity?.thousandths ?? 0) }
    try #require(received == delivered, "\(scenario.name): what was delivered is received")
    let found = try Replayed(history, at: Recovery.lastDay)
    let model = try models[count] ?? Replayed([("a.jsonl", DiskScenario.journal(count))])
    models[count] = model
    try #require(found.everything == model.everything && found.stateJSON == model.stateJSON)
    try compareIndex(log, found)
    return count
  }

  /// An index is refused, or says the same.
  private func compareIndex(_ log: LogFolder, _ found: Replayed) throws {
    let lastDay = try day(Recovery.lastDay)
    let answers: [String]?
    do throws(IndexFault) {
      answers = try IndexAnswers.of(
        IndexedLog(log), at: lastDay, knownAt: .distantFuture, text: nil, district: nil,
        threads: 1)
    } catch {
      return
    }
    try #require(answers?.first == found.stateJSON, "\(scenario.name): the index says the same")
  }
}
