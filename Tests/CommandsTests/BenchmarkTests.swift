import BenchmarkLog
import Foundation
import TestSupport
import Testing

/// The questions of Tests/Benchmarks, on small logs, answered once more by a few plain lines.
@Suite("What the benchmarks ask, small, for the answers")
struct BenchmarkTests {
  private static let at = "2020-01-27"

  /// A made log, as bytes and as the objects of its lines.
  private struct MadeLog {
    var bytes: [UInt8] = []
    var events: [[String: Any]] = []

    init(_ mix: Mix) throws {
      var maker = LogMaker(mix, seed: 7)
      for _ in 0..<6000 { maker.writeLine(to: &bytes) }
      var ids: Set<String> = []
      for line in bytes.split(separator: UInt8(ascii: "\n")) {
        let object = try JSONSerialization.jsonObject(with: Data(line))
        let event = try #require(object as? [String: Any])
        if ids.insert(try text(event["id"])).inserted { events.append(event) }
      }
      let replaced = Set(events.compactMap { $0["replaces"] as? String })
      events.removeAll { ($0["id"] as? String).map(replaced.contains) ?? true }
    }
  }

  /// What was promised and delivered of an item of a shipment.
  private struct Line: Hashable {
    var shipment: String
    var district: String
    var item: String
    var unit: String
  }

  /// The amounts of each line by type of event, up to a day.
  private func amounts(_ log: MadeLog, at day: String) throws -> [Line: [String: Int]] {
    var lines: [Line: [String: Int]] = [:]
    for event in log.events where try text(event["occurredOn"]) <= day {
      for item in try #require(event["items"] as? [[String: Any]]) {
        let line = try Line(
          shipment: text(event["shipment"]), district: text(event["district"]),
          item: text(item["item"]), unit: text(item["unit"]))
        let quantity = try #require(item["quantity"] as? Int)
        lines[line, default: [:]][try text(event["type"]), default: 0] += quantity
      }
    }
    return lines
  }

  private func outstanding(_ amounts: [String: Int]) -> Int {
    max(0, max(amounts["pledged"] ?? 0, amounts["purchased"] ?? 0) - (amounts["delivered"] ?? 0))
  }

  /// A row for each district, item and unit: delivered, outstanding, and how many lines are open.
  private func replayed(_ log: MadeLog, at day: String) throws -> [String] {
    var rows: [[String]: (delivered: Int, outstanding: Int, open: Int)] = [:]
    for (line, amounts) in try amounts(log, at: day) {
      let left = outstanding(amounts)
      var row = rows[[line.district, line.item, line.unit]] ?? (0, 0, 0)
      row.delivered += amounts["delivered"] ?? 0
      row.outstanding += left
      row.open += left > 0 ? 1 : 0
      rows[[line.district, line.item, line.unit]] = row
    }
    return rows.map { "\($0.key) \($0.value)" }.sorted()
  }

  private func rowsOfReplay(_ run: CommandRun) throws -> [String] {
    try rows(run, "deliveries").map { row in
      let key = try [text(row["district"]), text(row["item"]), text(row["unit"])]
      let sums = try (
        delivered: number(row["delivered"]), outstanding: number(row["outstanding"]),
        open: number(row["openLines"])
      )
      return "\(key) \(sums)"
    }.sorted()
  }

  private func rows(_ run: CommandRun, _ member: String) throws -> [[String: Any]] {
    #expect(run.status == 0, "\(run.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8))
    return try #require((object as? [String: Any])?[member] as? [[String: Any]])
  }

  private func log(_ made: MadeLog) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(made.bytes, to: "events.jsonl")
    return folder
  }

  @Test(arguments: Mix.allCases)
  func `replay, cold and from the index, on several days`(_ mix: Mix) throws {
    let made = try MadeLog(mix)
    let folder = try log(made)
    #expect(try TestProgram.waybill(["index"], log: folder.path).status == 0)
    for day in ["2020-01-26", Self.at, "2022-01-01"] {
      let expected = try replayed(made, at: day)
      #expect(!expected.isEmpty)
      for option in ["--no-index", "--verbose"] {
        let run = try TestProgram.waybill(
          ["replay", "--at=\(day)", "--format=json", option], log: folder.path)
        #expect(run.errors.contains("the index answered") == (option == "--verbose"))
        #expect(try rowsOfReplay(run) == expected, "\(day) \(option)")
      }
    }
  }

  @Test(arguments: Mix.allCases)
  func `pending of one district, and show of one shipment, from the index`(_ mix: Mix) throws {
    let made = try MadeLog(mix)
    let folder = try log(made)
    #expect(try TestProgram.waybill(["index"], log: folder.path).status == 0)
    let district = try text(made.events[0]["district"])
    let open = try amounts(made, at: Self.at).filter { outstanding($0.value) > 0 }
    let expected = open.filter { $0.key.district == district }
      .map { "\($0.key.shipment) \($0.key.item) \(outstanding($0.value))" }
    let pending = try TestProgram.waybill(
      ["pending", "--at=\(Self.at)", "--district=\(district)", "--format=json", "--verbose"],
      log: folder.path)
    #expect(pending.errors.contains("the index answered"))
    let found = try rows(pending, "pending").map {
      "\(try text($0["shipment"])) \(try text($0["item"])) \(try number($0["outstanding"]))"
    }
    #expect(found.sorted() == expected.sorted() && !expected.isEmpty)
    let shipment = try text(made.events[3000]["shipment"])
    let shown = try TestProgram.waybill(
      ["show", shipment, "--format=json", "--verbose"], log: folder.path)
    #expect(shown.errors.contains("the index answered"))
    #expect(
      try Set(rows(shown, "events").map { try text($0["id"]) })
        .isSuperset(
          of: made.events.filter { try text($0["shipment"]) == shipment }
            .map { try text($0["id"]) }))
  }

  @Test(arguments: Mix.allCases)
  func `append of many events, and one delivery more`(_ mix: Mix) throws {
    let made = try MadeLog(mix)
    let folder = try TemporaryFolder()
    let run = try TestProgram.waybill(
      ["append", "--input=-"], log: folder.path, input: made.bytes)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try TestProgram.waybill(["index"], log: folder.path).status == 0)
    let event = made.events[3000]
    let item = try #require((event["items"] as? [[String: Any]])?.first)
    let delivery = try TestProgram.waybill(
      [
        "append", "delivered", "--shipment=\(text(event["shipment"]))",
        "--district=\(text(event["district"]))", "--occurred-on=\(Self.at)",
        "--item=\(text(item["item"]))=1 \(text(item["unit"]))", "--verbose",
      ], log: folder.path)
    #expect(delivery.errors.contains("the index answered"), "\(delivery.errors)")
    var more = made
    more.events.append(event.merging(["type": "delivered", "occurredOn": Self.at]) { $1 })
    more.events[more.events.count - 1]["items"] = [item.merging(["quantity": 1]) { $1 }]
    let replay = try TestProgram.waybill(
      ["replay", "--at=2022-01-01", "--format=json"], log: folder.path)
    #expect(try rowsOfReplay(replay) == replayed(more, at: "2022-01-01"))
  }
}

private func text(_ value: Any?) throws -> String { try #require(value as? String) }

private func number(_ value: Any?) throws -> Int { try #require(value as? Int) }
