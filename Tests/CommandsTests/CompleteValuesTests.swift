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
      (["item", "mask/K"], ["mask/KF94"]), (["amount", "mask/K"], ["mask/KF94="]),
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
      #expect(indexed.output.split(separator: "\n").count == 2)
    }
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
