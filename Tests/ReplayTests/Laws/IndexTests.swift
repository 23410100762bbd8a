import EventLog
import Foundation
import Replay
import Reports
import Shipments
import TestSupport
import Testing

@Suite("An index changes no answer")
struct IndexTests {
  private static let districts = ["China", "China/Shanghai", "China/Shanghai/Changning", "Asia"]

  /// What the whole history says, or nil where it is in conflict.
  private func expected(
    _ log: LogFolder, at: Day, knownAt: Instant, text: String?, district: Path?
  ) throws -> [String]? {
    let history = try History(log)
    guard history.openConflicts.isEmpty else { return nil }
    let state = try history.state(at: at, knownAt: knownAt)
    var query = PendingReport.Query()
    query.filter.district = district
    var report = StateReport(at: at, knownAt: text)
    var pending = PendingReport(at: at, knownAt: text, query)
    try report.add(state, history.symbols)
    pending.add(state, history.symbols)
    let json = String(decoding: report.json, as: UTF8.self)
    return [json, json, String(decoding: pending.json, as: UTF8.self), "\(pending.eventCount)"]
  }

  @Test func `of replay and pending, at any dates, with events behind it`() throws {
    let seed = testSeed("an index changes no answer")
    var random = RandomEvents(seed: seed)
    var answered = 0
    for number in 0..<200 {
      let made = try IndexedFolder(try PartitionedLogTests.events(&random), &random)
      guard made.isIndexed else { continue }
      let log = try IndexedLog(made.log)
      for _ in 0..<4 {
        let (at, text) = random.dates()
        let known = try text.map(instant) ?? .distantFuture
        let atDay = try day(at)
        let district = try random.once(in: 3) ? nil : Path(random.any(Self.districts))
        let found: [String]?
        do throws(IndexFault) {
          found = try IndexAnswers.of(
            log, at: atDay, knownAt: known, text: text, district: district,
            threads: random.any([1, 2]))
        } catch {
          #expect(try !History(made.log).conflicts.isEmpty, "seed \(seed), log \(number): \(error)")
          continue
        }
        let expected = try expected(
          made.log, at: atDay, knownAt: known, text: text, district: district)
        guard let expected else {
          #expect(found == nil, "seed \(seed), log \(number): an answer in spite of a conflict")
          continue
        }
        try #require(
          found == expected, "seed \(seed), log \(number), at \(at), known at \(text ?? "all")")
        answered += 1
      }
    }
    #expect(answered > 300, "so many questions were answered from an index")
  }

  @Test func `of one shipment, with all that hangs together with it`() throws {
    let seed = testSeed("an index changes no answer of one shipment")
    var random = RandomEvents(seed: seed)
    for number in 0..<150 {
      let made = try IndexedFolder(try PartitionedLogTests.events(&random), &random)
      guard made.isIndexed else { continue }
      let whole = try History(made.log)
      guard whole.conflicts.isEmpty else {
        #expect(throws: IndexFault.self) {
          _ = try IndexedLog(made.log).history(around: Seeds(shipments: ["gift"]))
        }
        continue
      }
      for name in ["gift", "loan", "relief", "一批口罩"] {
        let part = try IndexedLog(made.log).history(around: Seeds(shipments: [name]))
        let (at, _) = random.dates()
        #expect(
          try shown(name, part, at: day(at), made.log) == shown(name, whole, at: day(at), made.log),
          "seed \(seed), log \(number), \(name) at \(at)")
      }
    }
  }

  /// The events of a shipment, whether each is in force, and its lines.
  private func shown(
    _ name: String, _ history: borrowing History, at: Day, _ log: LogFolder
  ) throws -> [String] {
    guard let shipment = history.symbols.find(name) else { return [] }
    var filter = EventFilter(at: at, knownAt: .distantFuture)
    filter.shipment = shipment
    filter.includesReplaced = true
    let versions = history.versions()
    let rows = filter.rows(history, versions)
    var listed: [ListedEvent] = []
    for (row, event) in zip(rows, try history.events(rows, in: log)) {
      listed.append(
        ListedEvent(
          event, isInForce: versions.isInForce(history[row].id),
          journal: history.journal(of: history[row].place)))
    }
    let state = try history.state(at: at)
    let report = ShipmentReport(
      shipment, listed, state, history.symbols, knownAt: nil)
    return rows.isEmpty ? [] : [String(decoding: report.json, as: UTF8.self)]
  }

  @Test func `with any byte of it changed: it is refused, or says the same`() throws {
    let seed = testSeed("an index with a byte changed")
    var random = RandomEvents(seed: seed)
    var refused = 0
    for number in 0..<12 {
      let made = try IndexedFolder(try PartitionedLogTests.events(&random), &random)
      guard made.isIndexed else { continue }
      let folder = made.folder
      let at = try day("2020-02-13")
      let expected = try expected(
        made.log, at: at, knownAt: .distantFuture, text: nil, district: nil)
      for file in [".waybill/index", ".waybill/stamp"] {
        let bytes = try folder.read(file)
        // Some anywhere, and all of the header, which stands at the end.
        let places =
          (0..<60).map { _ in Int.random(in: bytes.indices, using: &random.generator) }
          + bytes.indices.suffix(200)
        for place in places {
          var changed = bytes
          changed[place] ^= UInt8(1 << Int.random(in: 0..<8, using: &random.generator))
          try folder.write(changed, to: file)
          do throws(IndexFault) {
            let log = try IndexedLog(made.log)
            let found = try IndexAnswers.of(
              log, at: at, knownAt: .distantFuture, text: nil, district: nil, threads: 1)
            let message: Comment = "seed \(seed), log \(number), byte \(place) of \(file)"
            #expect(found == expected, message)
          } catch {
            refused += 1
          }
        }
        try folder.write(bytes, to: file)
      }
    }
    #expect(refused > 100, "most changed bytes are found")
  }

  @Test func `cut short anywhere: it is refused`() throws {
    var log = SampleLog()
    for row in 0..<9 { try log.add(.pledged, 100, at: "China", id: "pledge-\(row)") }
    let disk = SimulatedDisk(
      DiskImage(folder: "/log", files: ["events.jsonl": journal(log.events)]))
    let folder = LogFolder("/log", files: disk)
    try IndexBuilder(LogScan(folder), folder).write()
    #expect(try IndexedLog(folder).coveredLines == 9)
    let whole = try #require(disk.steps.last).state.current
    var count = 0
    for path in ["/log/.waybill/index", "/log/.waybill/stamp"] {
      let bytes = try #require(whole.contents[path])
      for length in bytes.indices {
        var cut = whole
        cut.files[path]?.bytes = Array(bytes[..<length])
        let folder = LogFolder("/log", files: SimulatedDisk(cut))
        #expect(throws: IndexFault.self, "\(length) bytes of \(path)") {
          _ = try IndexedLog(folder)
        }
        count += 1
      }
    }
    #expect(count > 1000, "it was cut at so many places")
  }

  @Test func `once a journal was changed by another program: it is refused`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    for row in 0..<5 { try log.add(.pledged, 100, at: "China", id: "pledge-\(row)") }
    try folder.write(journal(log.events), to: "events.jsonl")
    try IndexBuilder(LogScan(folder.log), folder.log).write()
    #expect(try IndexedLog(folder.log).coveredLines == 5)
    let line = EventEncoder.line(log.events[0])
    try folder.write(
      journal(Array(log.events.dropFirst())) + line + [0x0A], to: "events.jsonl")
    #expect(throws: IndexFault.self) { _ = try IndexedLog(folder.log) }
  }

  @Test func `of a log with thousands of copies and corrections of one event is made`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    try log.add(.pledged, 100, at: "China", id: "pledge")
    for number in 0..<1200 {
      try log.copyLast { $0.note = "copy \(number)" }
    }
    for number in 0..<1200 {
      try log.add(.pledged, 90, at: "China", id: "right-\(number)") {
        $0.replaces = try EventID("pledge")
      }
    }
    try folder.write(journal(log.events), to: "events.jsonl")
    try IndexBuilder(LogScan(folder.log), folder.log).write()
    #expect(try IndexedLog(folder.log).coveredLines == 2401)
  }

  @Test func `of lines that add up beyond 64 bits is not made`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    for number in 0..<30 {
      try log.add(
        .pledged, 1, at: "China", shipment: "S-\(number)",
        on: number % 2 == 0 ? "2020-02-13" : "2020-02-14", id: "pledge-\(number)"
      ) { event in
        let item = Item(item: event.items[0].item, unit: event.items[0].unit, quantity: .maximum)
        event.items = Array(repeating: item, count: 500)
      }
    }
    try folder.write(journal(log.events), to: "events.jsonl")
    #expect(throws: IndexFault.self) { try IndexBuilder(LogScan(folder.log), folder.log).write() }
  }
}
