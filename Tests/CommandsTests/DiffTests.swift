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
}
