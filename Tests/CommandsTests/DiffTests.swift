import Foundation
import TestSupport
import Testing

@Suite("diff at a terminal")
struct DiffTests {
  /// A promise of two goods on the 12th, corrected and put off on the 13th.
  private func log() throws -> Log {
    let log = try Log()
    func line(_ id: String, _ day: String, _ rest: String) -> String {
      #"{"id":"\#(id)","occurredOn":"2020-02-12","recordedAt":"2020-02-\#(day)T10:00:00Z","#
        + #""shipment":"S","district":"D",\#(rest)}"# + "\n"
    }
    func pledge(_ masks: String, _ note: String) -> String {
      #""type":"pledged","note":"\#(note)","items":[{"item":"gown","unit":"piece","quantity":7},"#
        + #"{"item":"mask","unit":"piece","quantity":\#(masks)}]"#
    }
    let lines =
      line("a", "12", pledge("1000", "by phone"))
      + line("b", "13", #""replaces":"a","# + pledge(#"900,"qualifier":"about""#, "by letter"))
      + line("c", "13", #""type":"rescheduled","expectedOn":"2020-03-01","reason":"snow""#)
    try log.folder.write(Array(lines.utf8), to: "events.jsonl")
    return log
  }

  @Test("shows the items and texts that a correction changes in words, and no others")
  func correctionsAreWords() throws {
    let run = try log().run("diff", "--from=2020-02-12", "--to=2020-02-13")
    #expect(
      run.output.contains(
        """
        Date        Event    Shipment  District  Field  Was               Is
        2020-02-12  pledged  S         D         items  1,000 piece mask  ~900 piece mask
        2020-02-12  pledged  S         D         note   by phone          by letter

        """))
  }

  @Test("says for which day a promise was put off, however narrow")
  func newDaysAreShown() throws {
    let log = try log()
    let run = try TestProgram.run(
      TestProgram.waybill, ["diff", "--from=2020-02-12", "--to=2020-02-13"],
      environment: ["COLUMNS": "40", "WAYBILL_LOG": log.folder.path])
    #expect(run.output.contains("S         D         2020-03-01"), "\(run.output)")
  }

  @Test("lists more events and corrections than it reads at once, each once and in order")
  func manyEventsAreListed() throws {
    let log = try Log()
    let (facts, corrected) = (17_000, 9_000)
    func line(_ id: String, _ day: String, masks: Int, _ rest: String) -> String {
      #"{"id":"\#(id)","type":"pledged","occurredOn":"2020-02-\#(day)","#
        + #""recordedAt":"2020-02-\#(day)T10:00:00Z","district":"D","#
        + #""items":[{"item":"mask","unit":"piece","quantity":\#(masks)}],\#(rest)}"# + "\n"
    }
    var lines = ""
    for number in 0..<corrected {
      lines += line("a\(number)", "12", masks: 5, #""shipment":"S\#(number)""#)
    }
    for number in 0..<corrected {
      lines += line(
        "b\(number)", "12", masks: 7, #""shipment":"S\#(number)","replaces":"a\#(number)""#
      ).replacing("2020-02-12T", with: "2020-02-13T")
    }
    for number in 0..<facts {
      lines += line("c\(number)", "13", masks: 1, #""shipment":"N""#)
    }
    try log.folder.write(Array(lines.utf8), to: "events.jsonl")
    let asked = ["diff", "--from=2020-02-12", "--to=2020-02-13"]
    let run = try TestProgram.waybill(asked + ["--format=json"], log: log.folder.path)
    let answer = try #require(
      JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let ids = (answer["newFacts"] as? [[String: Any]])?.compactMap { $0["id"] as? String }
    #expect(ids == (0..<facts).map { "c\($0)" }.sorted())
    let pairs = (answer["corrections"] as? [[String: Any]])?.compactMap { pair in
      ["old", "new"].compactMap { (pair[$0] as? [String: Any])?["id"] as? String }
    }
    let numbers = (0..<corrected).map(String.init).sorted()
    #expect(pairs == numbers.map { ["a\($0)", "b\($0)"] })
    let table = try TestProgram.waybill(asked, log: log.folder.path).output
    #expect(table.split(separator: "\n").count { $0.hasPrefix("2020-02-") } == facts + corrected)
    #expect(table.contains(" +18,000") && table.contains(" +17,000"))
  }
}
