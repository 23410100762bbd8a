import EventLog
import Foundation
import TestSupport
import Testing

@Suite("check")
struct CheckTests {
  @Test("notes a batch that was never finished, and is in order all the same")
  func unfinishedBatch() throws {
    let log = try Log.ofBusan()
    let line = try log.journal
    let other = try Log()
    try other.append(
      "pledged", "--shipment=Busan-2", "--district=China/Shanghai", "--item=mask=1 piece")
    // What a writer leaves that is killed after it noted a batch and wrote its first line.
    let note = "waybill-intent 1 \(line.utf8.count) \(Int.max) 0000000000000000"
    let sum = String(Checksum.of(Array(note.utf8)), radix: 16)
    let padded = String(repeating: "0", count: 16 - sum.count) + sum
    try log.folder.write("\(note) \(padded)\n".utf8, to: ".events.jsonl.intent")
    try log.folder.write((line + (try other.journal)).utf8, to: "events.jsonl")
    let run = try log.run("check", "--at=2020-02-14")
    let count = try other.journal.utf8.count
    #expect(
      run.output.contains(
        "events.jsonl: note: the journal ends with \(count) bytes of a batch that was never "
          + "finished; nothing of it counts\nfix: append the batch again"), "\(run.output)")
    #expect(run.status == 0)
  }

  /// What is recorded, one command line each, and what check has to say of it.
  static let oddities: [(name: String, commands: [[String]], finding: String)] = [
    (
      "more delivered than promised",
      [["pledged", "--item=mask=1 piece"], ["delivered", "--item=mask=2 piece", "--id=late"]],
      "events.jsonl:2:1: warning: more was delivered than promised: 2 of 1 mask, piece, of S for D"
    ),
    (
      "delivered before promised",
      [
        ["pledged", "--item=mask=2 piece", "--occurred-on=2020-02-05"],
        ["delivered", "--item=mask=1 piece", "--occurred-on=2020-02-04"],
      ],
      "events.jsonl:2:1: warning: a delivery on 2020-02-04 before the first promise on 2020-02-05"
    ),
    (
      "negative stock", [["issued", "--item=mask=5 piece"]],
      "warning: the stock of mask at D is -5 piece"
    ),
    (
      "more allocated out than promised",
      [
        ["pledged", "--item=mask=1 piece"],
        ["allocated", "--item=mask=2 piece", "--from=D", "--district=E"],
      ],
      "events.jsonl:2:1: warning: more was allocated to others than was promised"
    ),
    (
      "an unpromised delivery in another unit beside an open line",
      [
        ["pledged", "--item=mask=1 box"],
        ["delivered", "--item=mask=50 piece", "--new-name"],
      ],
      "events.jsonl:2:1: warning: a delivery that nothing promised, mask, piece, of S for D"
    ),
    (
      "an unpromised delivery of a kind of the item that is open",
      [["pledged", "--item=mask=9 piece"], ["delivered", "--item=mask/N95=9 piece"]],
      "events.jsonl:2:1: warning: a delivery that nothing promised, mask/N95, piece, of S for D"
    ),
    (
      "names that differ only in case",
      [
        ["pledged", "--item=mask=1 piece"],
        ["pledged", "--item=Mask=1 piece", "--new-name"],
      ],
      "warning: \"Mask\" and \"mask\" are 2 item names that differ only in case"
    ),
    (
      "an event recorded late",
      [["pledged", "--item=mask=1 piece", "--recorded-at=2020-02-10T00:00:00Z"]],
      "events.jsonl:1:1: note: the event was recorded 9 days after it happened"
    ),
    (
      "one item in several units",
      [["pledged", "--item=mask=1 piece"], ["pledged", "--item=mask=1 box"]],
      "note: mask comes in several units, never added up: box, piece"
    ),
    (
      "a dangling replaces", [["pledged", "--item=mask=1 piece", "--replaces=elsewhere"]],
      "events.jsonl:1:1: warning: the event replaces elsewhere, which the log does not have"
    ),
    (
      "a fork of versions",
      [
        ["pledged", "--item=mask=1 piece", "--id=a"],
        ["pledged", "--item=mask=2 piece", "--id=b", "--replaces=a"],
        ["pledged", "--item=mask=3 piece", "--id=c", "--replaces=a"],
      ],
      "events.jsonl:2:1: warning: 2 versions of one fact stand beside each other: b, c"
    ),
  ]

  @Test("finds what is odd, and where", arguments: oddities.map(\.name))
  func findsOddity(name: String) throws {
    let oddity = try #require(Self.oddities.first { $0.name == name })
    let log = try Log()
    for command in oddity.commands {
      let type = command[0]
      var options = ["--occurred-on=2020-02-01", "--recorded-at=2020-02-01T00:00:00Z"]
      if type != "issued" { options += ["--shipment=S", "--new-shipment"] }
      options.append("--district=D")
      let given = command.map { $0.split(separator: "=")[0] }
      options.removeAll { given.contains($0.split(separator: "=")[0]) }
      let run = try TestProgram.waybill(["append"] + command + options, log: log.folder.path)
      #expect(run.status == 0, "\(run.errors)")
    }
    let run = try log.run("check", "--at=2020-03-01")
    #expect(run.output.contains(oddity.finding), "\(run.output)")
    #expect(run.status == (oddity.finding.contains("warning") ? 1 : 0))
  }

  @Test("finds a promise behind the closing of its line")
  func findsPromiseAfterClosing() throws {
    let log = try Log.ofBusan()
    try log.append(
      "delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--final", "--id=d")
    let late = try log.journal.components(separatedBy: "\n")[0]
      .replacingOccurrences(of: #","sum":.*"#, with: "}", options: .regularExpression)
      .replacingOccurrences(of: "pledge\"", with: "pledge-2\"")
      .replacingOccurrences(of: #""occurredOn":"2020-02-13""#, with: #""occurredOn":"2020-02-14""#)
    #expect(try log.run("append", "--input=-", input: late).status == 0)
    let run = try log.run("check", "--at=2020-03-01")
    #expect(
      run.output.contains("a promise on 2020-02-14 for a line that was closed on 2020-02-13"))
  }

  @Test("finds damage in every journal, torn tails, unknown fields, conflicts and missing sums")
  func findsWhatIsWrongWithLines() throws {
    let log = try Log.ofBusan()
    let good = try log.folder.read("events.jsonl")
    #expect(try log.run("check", "--at=2020-02-14").status == 0)

    try log.folder.write(good + Array("torn".utf8), to: "events.jsonl")
    let torn = try log.run("check", "--at=2020-02-14")
    #expect(torn.status == 1)
    #expect(torn.output.contains("events.jsonl:2:1: warning: the journal ends with 4 bytes"))

    try log.folder.write(Array("rot\n".utf8) + good, to: "events.jsonl")
    let damaged = try log.run("check", "--at=2020-02-14")
    #expect(damaged.status == 1)
    #expect(damaged.output.contains("events.jsonl:1:1: error: not JSON"))
    #expect(try log.run("pending").status == 3)

    try log.folder.write(good, to: "events.jsonl")
    let other = summed(
      #"{"id":"pledge","type":"pledged","occurredOn":"2020-02-13","recordedAt":"2020-02-13T00:00:00Z","shipment":"Busan-1","district":"China/Hubei","items":[{"item":"mask","unit":"piece"}],"colour":1}"#
    )
    try log.folder.write(other, to: "other.jsonl")
    let conflict = try log.run("check", "--at=2020-02-14")
    #expect(conflict.output.contains("warning: unknown field \"colour\""))
    #expect(conflict.output.contains("error: the id pledge stands elsewhere too, with another"))
    let pending = try log.run("pending")
    #expect(pending.status == 3)
    #expect(pending.errors.contains("other.jsonl:1:1: error: the id pledge stands at"))

    try log.folder.write(
      Array(
        String(decoding: other, as: UTF8.self)
          .replacingOccurrences(of: #","sum":.*"#, with: "}", options: .regularExpression).utf8),
      to: "other.jsonl")
    #expect(try log.run("check").output.contains("note: the journal's lines have no sums"))
  }
}
