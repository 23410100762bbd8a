import EventLog
import Foundation
import Replay
import Reports
import Shipments
import TestSupport
import Testing

/// A report's JSON as plain values.
private struct Answer {
  private let object: [String: Any]

  init(_ report: some Report) throws { try self.init(json: report.json) }

  init(json: [UInt8]) throws {
    let json = try JSONSerialization.jsonObject(with: Data(json))
    object = try #require(json as? [String: Any])
  }

  func rows(_ member: String) throws -> [[String: Any]] {
    try #require(object[member] as? [[String: Any]])
  }

  func count(_ member: String) throws -> Int { try rows(member).count }
}

private func key(_ row: [String: Any]) -> String {
  ["district", "item", "unit"].map { row[$0] as? String ?? "" }.joined(separator: " | ")
}

/// An amount in thousandths.
private func amount(_ row: [String: Any]?, _ member: String) -> Int {
  Int((((row?[member] as? NSNumber)?.doubleValue ?? 0) * 1000).rounded())
}

@Suite("What the reports promise of each other")
struct ReportLawTests {
  /// Runs a check on random logs that have a state.
  private func onRandomLogs(
    _ name: String, count: Int = 150,
    _ check: (borrowing History, inout RandomEvents, Comment) throws -> Void
  ) throws {
    let seed = testSeed(name)
    var random = RandomEvents(seed: seed)
    var checked = 0
    for number in 0..<count {
      let folder = try TemporaryFolder()
      let events = try PartitionedLogTests.events(&random)
      let history = try folder.history(of: [("events.jsonl", journal(events))])
      guard history.openConflicts.isEmpty else { continue }
      try check(history, &random, "seed \(seed), log \(number)")
      checked += 1
    }
    #expect(checked > 50, "too few logs had a state")
  }

  private func state(
    _ history: borrowing History, at: Day, knownAt: Instant, depth: Int? = nil
  ) throws -> Answer {
    try Answer(
      history.summarize(
        StateReport(at: at, knownAt: nil, depth: depth), at: at, knownAt: knownAt))
  }

  @Test func `a ledger runs from one replay to the other`() throws {
    try onRandomLogs("a ledger runs from one replay to the other") { history, random, log in
      let days = try [random.dates().at, random.dates().at].map(day).sorted()
      let (knownAt, depth) = (try random.dates().knownAt.map(instant), random.any([nil, 1, 2]))
      let known = knownAt ?? .distantFuture
      let dates = LedgerReport.Dates(
        from: days[0], to: days[1], period: random.any([nil, .day, .week, .month]), knownAt: known,
        knownAtText: nil)
      let rows = try Answer(history.summarize(LedgerReport(dates, depth: depth))).rows("ledger")
      let before = try state(
        history, at: Day(number: days[0].number - 1), knownAt: known, depth: depth)
      let after = try state(history, at: days[1], knownAt: known, depth: depth)
      let stocks = try [before, after].map { answer in
        try Dictionary(uniqueKeysWithValues: answer.rows("inventory").map { (key($0), $0) })
      }
      for (name, periods) in Dictionary(grouping: rows, by: key) {
        var held = amount(stocks[0][name], "onHand")
        for row in periods {
          #expect(amount(row, "opening") == held, log)
          held += amount(row, "received") + amount(row, "transferredIn") + amount(row, "adjusted")
          held -= amount(row, "transferredOut") + amount(row, "issued")
          #expect(amount(row, "closing") == held, log)
        }
        #expect(held == amount(stocks[1][name], "onHand"), log)
      }
      let named = Set(rows.map(key))
      for (name, row) in stocks[1] where amount(row, "onHand") != 0 {
        #expect(named.contains(name), log)
      }
    }
  }

  @Test func `the parts of a diff add up to the difference of both reports`() throws {
    var (parts, corrections) = (0, 0)
    try onRandomLogs("the parts of a diff add up") { history, random, log in
      let days = try [
        random.any(["2020-02-12", "2020-02-13", "2020-02-14"]),
        random.any(["2020-02-13", "2020-02-14", "2020-02-16"]),
      ].map(day).sorted()
      let summary = try history.summarize(DiffSummary(from: days[0], to: days[1]))
      let event = Event(
        id: EventID(uuidv7At: .distantFuture, random: (0, 0)), type: .pledged,
        occurredOn: days[0], recordedAt: Timestamp(.end(of: days[0])))
      let listed = ListedEvent(event, isInForce: true, journal: "events.jsonl")
      let answer = try Answer(json: DiffReport(summary).written { _ in listed })
      corrections += try answer.count("corrections")
      var sums: [String: [String: Int]] = [:]
      let stocks = [
        "requested", "requestedUnspecified", "received", "transferredIn", "transferredOut",
        "issued", "adjusted", "onHand",
      ]
      let members =
        stocks + [
          "lines", "openLines", "overdueLines", "unspecifiedLines", "pledged", "purchased",
          "dispatched", "allocated", "promised", "delivered", "cancelled", "drawnDown",
          "outstanding", "overdueQuantity", "damaged", "missing",
        ]
      for row in try answer.rows("effects") {
        parts += 1
        for member in members {
          sums[key(row), default: [:]][member, default: 0] += amount(row, member)
        }
      }
      let reports = try days.map { try state(history, at: $0, knownAt: .end(of: $0)) }
      for member in members {
        let place = stocks.contains(member) ? "inventory" : "deliveries"
        let rows = try reports.map { report in
          try Dictionary(uniqueKeysWithValues: report.rows(place).map { (key($0), $0) })
        }
        for name in Set(rows[0].keys).union(rows[1].keys).union(sums.keys) {
          let difference = amount(rows[1][name], member) - amount(rows[0][name], member)
          #expect(sums[name]?[member] ?? 0 == difference, "\(log): \(member) of \(name)")
        }
      }
    }
    #expect(parts > 100 && corrections > 20, "both have to occur: \(parts), \(corrections)")
  }

  @Test func `needs are what replay shows as requested, less what came and is to come`() throws {
    var unmet = 0
    // Three times as many logs, since few of them have needs that are unmet at their days.
    try onRandomLogs("needs are what replay shows as requested", count: 450) {
      history, random, log in
      let (at, knownAt) = random.dates()
      let (last, known) = (try day(at), try knownAt.map(instant) ?? .distantFuture)
      let depth = random.any([nil, 1, 2])
      let needs = try Answer(
        history.summarize(
          NeedsReport(at: last, knownAt: nil, depth: depth), at: last, knownAt: known)
      ).rows("needs")
      let shown = try state(history, at: last, knownAt: known, depth: depth)
      let stocks = try Dictionary(
        uniqueKeysWithValues: shown.rows("inventory").map { (key($0), $0) })
      let lines = try Dictionary(
        uniqueKeysWithValues: shown.rows("deliveries").map { (key($0), $0) })
      let asked = stocks.filter {
        amount($0.value, "requested") > 0 || amount($0.value, "requestedUnspecified") > 0
      }
      #expect(Set(needs.map(key)) == Set(asked.keys), log)
      for row in needs {
        let name = key(row)
        let left =
          amount(stocks[name], "requested") - amount(stocks[name], "received")
          - amount(lines[name], "outstanding")
        #expect(amount(row, "unmet") == max(0, left), log)
        unmet += left > 0 ? 1 : 0
      }
    }
    #expect(unmet > 20, "few needs are unmet: \(unmet)")
  }

  @Test func `donors together promised and gave what replay shows`() throws {
    try onRandomLogs("donors together promised and gave what replay shows") {
      history, random, log in
      let (at, knownAt) = random.dates()
      let (last, known) = (try day(at), try knownAt.map(instant) ?? .distantFuture)
      let donors = try Answer(
        history.summarize(DonorsReport(at: last, knownAt: known, knownAtText: nil))
      ).rows("donors")
      let lines = try state(history, at: last, knownAt: known).rows("deliveries")
      for member in [
        "lines", "openLines", "delivered", "cancelled", "outstanding",
        "overdueQuantity",
      ] {
        let sums = [donors, lines].map { rows in rows.reduce(0) { $0 + amount($1, member) } }
        #expect(sums[0] == sums[1], "\(log): \(member)")
      }
    }
  }

  @Test func `donors' worths are what the events in force say, by currency and type`() throws {
    var stated = 0
    try onRandomLogs("donors' worths are what the events in force say") { history, random, log in
      let (at, knownAt) = random.dates()
      let (last, known) = (try day(at), try knownAt.map(instant) ?? .distantFuture)
      let folder = LogFolder(try #require(history.journals.first).path.parentFolder)
      var report = DonorsReport(at: last, knownAt: known, knownAtText: nil)
      report.stated = try StatedWorths(of: history.journals, in: folder)
      var sums: [String: Int] = [:]
      for row in try Answer(history.summarize(report)).rows("worth") {
        for type in EventType.allCases {
          let worth = amount(row, "\(type.name)Worth")
          sums["\(row["currency"] ?? "") \(type)", default: 0] += worth
          stated += worth
        }
      }
      let rows = EventFilter(at: last, knownAt: known)
        .rows(history, history.versions(knownAt: known))
      for event in try history.events(rows, in: folder)
      where [.pledged, .purchased, .dispatched, .delivered, .cancelled].contains(event.type) {
        for case let value? in event.items.map(\.value) {
          sums["\(value.currency.text) \(event.type)", default: 0] -= Int(value.amount.thousandths)
        }
      }
      #expect(sums.values.allSatisfy { $0 == 0 }, "\(log): \(sums)")
    }
    #expect(stated > 0)
  }

  @Test func `worths are the same on any number of threads`() throws {
    let folder = try TemporaryFolder()
    var random = RandomEvents(seed: 1)
    var bytes: [UInt8] = []
    var count = 0
    while bytes.count < 9 << 20 {
      for event in try random.log() {
        var event = event
        event.note = String(repeating: "x", count: 900)
        count += event.items.count { $0.value != nil }
        bytes += EventEncoder.line(event) + [UInt8(ascii: "\n")]
      }
    }
    try folder.write(bytes, to: "events.jsonl")
    let scan = try LogScan(folder.log)
    var found: [Int] = []
    for threads in [1, 2] {
      let worths = try StatedWorths(of: scan.journals, in: folder.log, threads: threads)
      var number = 0
      var offset = 0
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        worths.forEach(at: Place(journal: 0, offset: offset)) { _, _ in number += 1 }
        offset += line.count + 1
      }
      found.append(number)
    }
    #expect(found == [count, count])
  }

  @Test func `all say the same in any number of partitions`() throws {
    let seed = testSeed("new reports say the same in any number of partitions")
    var random = RandomEvents(seed: seed)
    var answered = 0
    for number in 0..<80 {
      let folder = try TemporaryFolder()
      let events = try PartitionedLogTests.events(&random)
      let history = try folder.history(of: [("events.jsonl", journal(events))])
      guard history.openConflicts.isEmpty else { continue }
      let days = try [random.dates().at, random.dates().at].map(day).sorted()
      let dates = LedgerReport.Dates(
        from: random.any([nil, days[0]]), to: days[1], period: random.any([nil, .week]),
        knownAt: .distantFuture, knownAtText: nil)
      let ledger = LedgerReport(dates)
      var donors = DonorsReport(at: days[1], knownAt: .end(of: days[1]), knownAtText: nil)
      donors.stated = try StatedWorths(of: history.journals, in: folder.log)
      let needs = NeedsReport(at: days[1], knownAt: nil)
      let diff = DiffSummary(from: days[0], to: days[1])
      for partitions in [1, 8] {
        func scan() throws -> LogScan {
          try LogScan(folder.log, threads: 2, partitions: partitions)
        }
        let message: Comment = "seed \(seed), log \(number), \(partitions) partitions"
        #expect(try scan().summarize(ledger)?.json == history.summarize(ledger).json, message)
        #expect(try scan().summarize(donors)?.json == history.summarize(donors).json, message)
        #expect(
          try scan().summarize(needs, at: days[1])?.json
            == history.summarize(needs, at: days[1]).json, message)
        let found = try #require(try scan().summarize(diff))
        #expect(
          try shown(found, folder.log) == shown(history.summarize(diff), folder.log), message)
        answered += 1
      }
    }
    #expect(answered > 60)
  }

  private func shown(_ summary: DiffSummary, _ log: LogFolder) throws -> [UInt8] {
    var lines = LineFetcher(log)
    return try DiffReport(summary).written { place in
      ListedEvent(
        try lines.event(at: place, journal: "events.jsonl"), isInForce: true,
        journal: "events.jsonl")
    }
  }
}

extension DiffReport {
  /// The report as JSON, whose events are read one by one.
  fileprivate func written(_ read: (Place) throws -> ListedEvent) throws -> [UInt8] {
    var bytes: [UInt8] = []
    try write(
      as: .json, TableStyle(),
      reading: { entries throws(any Error) in try entries.map { try read($0.place) } },
      to: { part throws(any Error) in bytes += part }, overflow: { $0 })
    return bytes
  }
}

extension String {
  /// The folder of a file's path.
  fileprivate var parentFolder: String { (self as NSString).deletingLastPathComponent }
}
