import EventLog
import Foundation
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("The command that explains a row")
struct ExplainTests {
  /// What a report is asked, where its rows are, and which figures of a row a listing must end with.
  struct Report: Sendable, CustomTestStringConvertible {
    var words: [String]
    var rows: String
    var figures: [String]
    var totals = "totals"

    var testDescription: String { words.joined(separator: " ") + ": " + rows }
  }

  static let lines = [
    "lines", "openLines", "overdueLines", "unspecifiedLines", "promised", "delivered",
    "outstanding", "overdueQuantity",
  ]
  static let amounts = [
    "pledged", "purchased", "dispatched", "allocated", "promised", "delivered", "cancelled",
    "drawnDown", "outstanding",
  ]
  static let stocks = [
    "requested", "requestedUnspecified", "received", "transferredIn", "transferredOut", "issued",
    "adjusted", "onHand",
  ]
  static let times = [
    "deliveries", "meanDays", "worstDays", "slippedLines", "meanSlippedDays", "worstSlippedDays",
  ]
  static let ofNeeds = [
    "requested", "requestedUnspecified", "received", "outstanding", "unspecifiedLines", "unmet",
    "shared", "sharedUnspecifiedLines",
  ]
  static let reports = [
    Report(words: ["replay"], rows: "inventory", figures: stocks),
    Report(
      words: ["replay"], rows: "deliveries", figures: lines + amounts + ["damaged", "missing"]),
    Report(words: ["replay", "--depth=1"], rows: "deliveries", figures: lines + amounts),
    Report(words: ["replay", "--depth=2", "--item=mask"], rows: "inventory", figures: stocks),
    Report(words: ["pending"], rows: "pending", figures: amounts),
    Report(words: ["needs"], rows: "needs", figures: ofNeeds),
    Report(words: ["needs", "--depth=2"], rows: "needs", figures: ofNeeds),
    Report(
      words: ["needs", "--depth=1", "--district=China/Shanghai"], rows: "needs", figures: ofNeeds),
    Report(
      words: ["ledger", "--from-date=2020-02-11", "--period=week"], rows: "ledger",
      figures: [
        "opening", "received", "transferredIn", "transferredOut", "issued", "adjusted", "closing",
      ], totals: "ledger"),
    Report(words: ["donors"], rows: "donors", figures: lines + times + ["cancelled"]),
    Report(
      words: ["donors", "--district=China"], rows: "donors", figures: lines + times + ["cancelled"]),
  ]

  @Test(arguments: reports)
  func `lists events that come to its figures`(_ report: Report) throws {
    let seed = testSeed("the command that explains a row of \(report.testDescription)")
    var random = RandomEvents(seed: seed)
    var explained = 0
    // A log may have no such row, or a conflict; hardly ever have all of so many.
    for number in 0..<200 where explained < 40 {
      let folder = try TemporaryFolder()
      let events = try PartitionedLogTests.events(&random)
      let history = try folder.history(of: [("events.jsonl", journal(events))])
      guard history.openConflicts.isEmpty else { continue }
      let (at, knownAt) = random.dates()
      var words = report.words + ["--explain", "--format=json"]
      words.append(report.words[0] == "ledger" ? "--to-date=2020-02-20" : "--at=\(at)")
      if let knownAt { words.append("--known-at=\(knownAt)") }
      let run = try TestProgram.waybill(words, log: folder.path)
      for row in try object(run)[report.rows].map(rows)?.shuffled(using: &random.generator).prefix(
        4)
        ?? []
      {
        let command = try #require(row["explain"] as? String)
        let listing = try TestProgram.run(
          "/bin/sh", ["-c", command + " --format=json"],
          environment: ["PATH": (TestProgram.waybill as NSString).deletingLastPathComponent])
        let totals = try object(listing)[report.totals].map(rows)?.first ?? [:]
        for figure in report.figures {
          // What a donor promised is counted once, however it is shared.
          let isOnce = report.rows == "donors" && figure == "promised"
          #expect(
            shown(totals[isOnce ? "promisedOnce" : figure]) == shown(row[figure]),
            "seed \(seed), log \(number): \(figure) of \(command)")
        }
        explained += 1
      }
    }
    #expect(explained > 0, "no row was explained")
  }

  @Test("the totals have every sum of a district")
  func everySum() throws {
    let folder = try TemporaryFolder()
    var random = RandomEvents(seed: 1)
    _ = try folder.history(of: [("events.jsonl", journal(try random.log(upTo: 30)))])
    let words = ["log", "--at=2020-12-31", "--format=json"]
    let run = try TestProgram.waybill(words, log: folder.path)
    let totals = try #require(try object(run)["totals"].map(rows)?.first)
    for counter in DistrictCounter.allCases {
      #expect(totals[String(describing: counter)] != nil, "\(counter)")
    }
  }

  private func object(_ run: CommandRun) throws -> [String: Any] {
    #expect(run.status == 0, "\(run.errors)")
    let json = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require(json as? [String: Any])
  }

  private func rows(_ value: Any) -> [[String: Any]] { value as? [[String: Any]] ?? [] }

  /// A figure as text; what no row has comes to nothing.
  private func shown(_ value: Any?) -> String {
    guard let number = value as? NSNumber else { return "0" }
    return "\(number)"
  }
}
