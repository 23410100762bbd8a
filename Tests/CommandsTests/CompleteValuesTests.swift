import Foundation
import TestSupport
import Testing

@Suite("What completions ask for")
struct CompleteValuesTests {
  private static let log = "\(TestProgram.packageRoot)/EventLog"

  @Test(
    "are names of the log, by their beginning",
    arguments: [
      (
        ["donor", "South"],
        ["South Korea/Busan", "South Korea/Jeju-do", "South Korea/Jeollanam-do"]
      ),
      (["shipment", "Sas"], ["Sasebo to Shenyang", "Sasebo to Xiamen"]),
      (["district", "China/F"], ["China/Fujian", "China/Fujian/Xiamen"]),
      (["item", "mask/K"], ["mask/KF94"]), (["amount", "mask/K"], ["mask/KF94=", "mask/KF94=?"]),
      (
        ["id", "01703ed6-a7e0-7000-8000-000000000002"],
        ["01703ed6-a7e0-7000-8000-000000000002"]
      ),
    ])
  func namesAreListed(asked: [String], names: [String]) throws {
    let run = try TestProgram.waybill(["complete-values"] + asked, log: Self.log)
    #expect(run.output.split(separator: "\n").map(String.init) == names)
    #expect(run.status == 0 && run.errors.isEmpty)
  }

  @Test("are the same from the index, with what came after it")
  func indexAnswersTheSame() throws {
    let log = try Log.ofBusan()
    try log.run("index")
    try log.append(
      "pledged", "--shipment=深圳 2", "--donor=日本/佐世保", "--district=China/Xi'an", "--new-name",
      "--item=mask/N95=1 piece", "--id=second")
    for kind in ["shipment", "district", "donor", "item", "amount", "id"] {
      let indexed = try log.run("complete-values", kind)
      let read = try log.run("complete-values", kind, "--no-index")
      #expect(indexed.output == read.output && indexed.errors.isEmpty)
      // An amount is offered begun, and as one that is not stated.
      #expect(indexed.output.split(separator: "\n").count == (kind == "amount" ? 4 : 2))
    }
  }

  @Test("are the latest names of a log that is too large to be read in a moment")
  func largeLogsOfferTheirEnds() throws {
    let log = try Log()
    let note = String(repeating: "x", count: 1_000_000)
    let lines = (0..<36).map { number in
      #"{"id":"e\#(number)","type":"pledged","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T00:00:00Z","shipment":"S\#(number)","donor":"Donor \#(number)","#
        + #""district":"D/\#(number)","items":[{"item":"mask \#(number)","unit":"piece","quantity":1}],"#
        + #""note":"\#(note)"}"#
    }
    try log.folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "a.jsonl")
    for (kind, name) in [
      ("shipment", "S35"), ("district", "D/35"), ("donor", "Donor 35"), ("item", "mask 35"),
      ("amount", "mask 35="), ("id", "e35"),
    ] {
      // It stops after a moment, which on a busy machine may be before it begins.
      var names: [String] = []
      for _ in 0..<20 where !names.contains(name) {
        let run = try log.run("complete-values", kind, String(name.prefix(1)))
        names = run.output.split(separator: "\n").map(String.init)
      }
      #expect(names.contains(name) && !names.contains(name.replacing("35", with: "1")), "\(names)")
    }
    #expect(try log.folder.names() == ["a.jsonl"])
  }

  @Test("are none where the log can't be read, without a word, and nothing is written")
  func failsSilently() throws {
    let nowhere = try TestProgram.waybill(["complete-values", "donor"], log: "/nowhere/at/all")
    #expect(nowhere.output + nowhere.errors == "" && nowhere.status == 0)
    let log = try Log.ofBusan()
    try log.folder.write(Array("{}\nrubbish\n".utf8), to: "other.jsonl")
    let before = try log.folder.names()
    let damaged = try log.run("complete-values", "donor")
    #expect(damaged.output + damaged.errors == "" && damaged.status == 0)
    #expect(try log.folder.names() == before)
  }

  @Test("are no secret, but in no list of commands")
  func commandIsHidden() throws {
    for arguments in [
      ["help"], ["help", "--man"], ["completions", "zsh"], ["completions", "fish"],
    ] {
      let run = try TestProgram.run(TestProgram.waybill, arguments)
      #expect(!run.output.contains("complete-values"))
    }
  }
}
