import Foundation
import TestSupport
import Testing

@Suite("append")
struct AppendTests {
  @Test("writes one line with its fields in order and the sum last")
  func writesOneLine() throws {
    let log = try Log()
    let run = try log.append(
      "pledged", "--item=mask/N95=1,000.5 piece", "--district=China", "--shipment=S",
      "--donor=Japan", "--id=a", "--recorded-at=2020-02-13T21:57:00+08:00", "--note=by \"hand\"")
    #expect(run.output == "recorded pledged a\n")
    #expect(
      try log.journal.hasPrefix(
        #"{"id":"a","type":"pledged","occurredOn":"2020-02-13","#
          + #""recordedAt":"2020-02-13T21:57:00+08:00","shipment":"S","donor":"Japan","#
          + #""district":"China","items":[{"item":"mask/N95","unit":"piece","quantity":1000.5}],"#
          + #""note":"by \"hand\"","sum":""#))
  }

  @Test("fills in donor and district where the shipment has only one")
  func fillsInDonorAndDistrict() throws {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--id=d")
    #expect(
      try log.journal.components(separatedBy: "\n")[1].contains(
        #""donor":"South Korea/Busan","district":"China/Shanghai""#))
  }

  @Test("asks which district where the shipment has several")
  func asksWhichDistrict() throws {
    let log = try Log.ofBusan()
    try log.append(
      "pledged", "--shipment=Busan-1", "--district=China/Hubei", "--item=mask=1 piece")
    let run = try log.run("append", "delivered", "--shipment=Busan-1", "--item=mask=1 piece")
    #expect(run.status == 2)
    #expect(run.errors.contains("error: delivered needs --district"))
    #expect(run.errors.contains("one of: China/Hubei, China/Shanghai"))
  }

  @Test("names all that is missing or misplaced at once")
  func namesAllFaults() throws {
    let run = try Log().run("append", "pledged", "--final", "--shipment=S")
    #expect(run.status == 2)
    for word in ["pledged needs --district, --item", "--final does not belong to pledged"] {
      #expect(run.errors.contains(word))
    }
  }

  @Test(
    "touches nothing where it refuses the event",
    arguments: [
      ["delivered"], ["pledged", "--shipment=X"],
      ["delivered", "--shipment=X", "--district=D", "--item=mask=1 piece"],
      ["pledged", "--shipment=X", "--district=D", "--item=mask=1 piece", "--reason=", "--final"],
    ])
  func touchesNothing(_ arguments: [String]) throws {
    let nowhere = try TemporaryFolder()
    let refused = try TestProgram.waybill(["append"] + arguments, log: nowhere.path + "/log")
    #expect(refused.status == 2 && refused.errors.contains("error:"))
    #expect(try nowhere.names() == [])
    let log = try Log.ofBusan()
    let names = try log.folder.names()
    let other = try TestProgram.waybill(
      ["append"] + arguments + ["--journal=other"], log: log.folder.path)
    #expect(other.status == 2 && other.errors.contains("error:"))
    #expect(try log.folder.names() == names)
  }

  @Test("refuses an unknown shipment with the nearest names, unless it is said to be new")
  func refusesUnknownShipment() throws {
    let log = try Log.ofBusan()
    let arguments = ["delivered", "--shipment=Busan-l", "--district=China/Shanghai"]
    let refused = try TestProgram.waybill(
      ["append"] + arguments + ["--item=mask=1 piece"], log: log.folder.path)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("error: no shipment is named Busan-l"))
    #expect(refused.errors.contains("did you mean \"Busan-1\"?"))
    #expect(try log.journal.filter { $0 == "\n" }.count == 1)
    try log.append(
      "delivered", "--shipment=Busan-l", "--district=China/Shanghai", "--item=mask=1 piece",
      "--new-shipment")
  }

  @Test(
    "refuses a name that is nearly a known one, unless it is said to be new",
    arguments: [
      ("--district=china/Shanghai", "China/Shanghai"),
      ("--district=China/Shangai", "China/Shanghai"),
      ("--district=China/Shaghnai", "China/Shanghai"),
      ("--donor=South  Korea/Busan", "South Korea/Busan"),
      ("--donor=SouthKorea/Busan", "South Korea/Busan"), ("--item=Mask=1 piece", "mask"),
      ("--item=masks=1 piece", "mask"), ("--item=mask=1 pieces", "piece"),
    ])
  func refusesNearName(option: String, known: String) throws {
    let log = try Log.ofBusan()
    var options = [
      "--shipment=Busan-2", "--donor=South Korea/Busan", "--district=China/Shanghai",
      "--item=mask=1 piece", "--occurred-on=2020-02-13",
    ]
    options.removeAll { $0.split(separator: "=")[0] == option.split(separator: "=")[0] }
    let command = ["append", "pledged"] + options + [option]
    let refused = try TestProgram.waybill(command, log: log.folder.path)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("is new, and nearly the known \"\(known)\""))
    let accepted = try TestProgram.waybill(command + ["--new-name"], log: log.folder.path)
    #expect(accepted.status == 0, "\(accepted.errors)")
  }

  @Test("refuses a name in another Unicode form")
  func refusesOtherUnicodeForm() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=S", "--district=C\u{F4}te d'Ivoire", "--item=mask=1 piece")
    let run = try log.run(
      "append", "pledged", "--shipment=T", "--district=Co\u{302}te d'Ivoire", "--item=mask=1 piece")
    #expect(run.status == 2)
    #expect(run.errors.contains("nearly the known"))
  }

  @Test("refuses an event that is dated after tomorrow")
  func refusesTheFuture() throws {
    let run = try Log.ofBusan().run(
      "append", "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece",
      "--occurred-on=2999-01-01")
    #expect(run.status == 2)
    #expect(run.errors.contains("after tomorrow"))
  }

  @Test("warns where the same was recorded before under another id")
  func warnsOfRepetition() throws {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=4 piece", "--id=d1")
    let run = try log.append("delivered", "--shipment=Busan-1", "--item=mask=4 piece", "--id=d2")
    #expect(run.errors.contains("warning: the same was recorded before, as d1"))
    #expect(run.errors.contains("waybill void d2"))
  }

  @Test("warns where more is allocated than there is")
  func warnsOfOverAllocation() throws {
    let log = try Log()
    try log.append("pledged", "--shipment=S", "--district=China", "--item=mask=100 piece")
    let run = try log.append(
      "allocated", "--shipment=S", "--from=China", "--district=China/Hubei",
      "--item=mask=101 piece")
    #expect(run.errors.contains("warning: 101 piece of mask are allocated, but 100 are left"))
  }

  @Test("refuses a promise on a closed line and proposes another shipment")
  func refusesPromiseOnClosedLine() throws {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--final")
    let run = try log.run("append", "pledged", "--shipment=Busan-1", "--item=mask=1 piece")
    #expect(run.status == 2)
    #expect(run.errors.contains("is closed"))
    #expect(run.errors.contains("--shipment=Busan-1-2"))
  }

  @Test("says how to close the rest after a delivery with damage")
  func saysHowToClose() throws {
    let log = try Log.ofBusan()
    let run = try log.append(
      "delivered", "--shipment=Busan-1", "--item=mask=9,900 piece, 100 damaged")
    #expect(run.errors.contains("waybill append cancelled --shipment=Busan-1"))
    #expect(run.errors.contains("'mask=? piece'"))
  }

  @Test(
    "refuses an amount that is none",
    arguments: [
      "mask", "mask=10", "mask=ten piece", "mask=1,00 piece", "mask=1.2345 piece",
      "mask=1000000000001 piece", "mask=0 piece", "mask=-1 piece", "mask=1 piece, 2 lost",
      "=1 piece",
    ])
  func refusesAmount(item: String) throws {
    let log = try Log()
    let run = try log.run(
      "append", "pledged", "--shipment=S", "--district=D", "--item=\(item)")
    #expect(run.status == 2)
    #expect(run.errors.contains("error: ") && run.errors.contains("fix: "))
    #expect(
      try log.run("log").output.contains("No events.")
        || !log.folder.names().contains("events.jsonl"))
  }

  @Test func `a misspelt shipment is one error, since the right one fills in the district`() throws
  {
    let log = try Log.ofBusan()
    let run = try log.run("append", "delivered", "--shipment=Busan-l", "--item=mask=1 piece")
    #expect(run.status == 2)
    #expect(run.errors.components(separatedBy: "error: ").count == 2)
    #expect(run.errors.hasSuffix("fix: did you mean \"Busan-1\"?\n"), "\(run.errors)")
  }
}
