import Foundation
import TestSupport
import Testing

@Suite("append at a terminal")
struct AskingTests {
  private func ask(
    _ log: Log, _ arguments: String..., answers: [String], terminal: String = "dumb",
    status: Int = 0, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> String {
    let run = try TestProgram.waybillAtTerminal(
      ["append"] + arguments, log: log.folder.path, answers: answers, terminal: terminal)
    #expect(run.status == status, "\(run.text)", sourceLocation: sourceLocation)
    #expect(run.unasked == 0, "\(run.text)", sourceLocation: sourceLocation)
    return run.text
  }

  /// The text of the last event, from its day to its sum, without when it was recorded.
  private func lastEvent(_ log: Log) throws -> String {
    let line = try log.journal.split(separator: "\n").last ?? ""
    let parts = line.components(separatedBy: #""recordedAt":""#)
    let before = parts[0].drop { $0 != "," }
    let after = parts[1].drop { $0 != "," }
    return String(before + after.dropFirst()).components(separatedBy: #","sum":"#)[0]
  }

  @Test func `a promise is asked for from its type on`() throws {
    let log = try Log()
    let text = try ask(
      log,
      answers: [
        "2\n", "2020-02-13\n", "Busan-1\n", " South Korea/Busan \n", "China/Shanghai\n",
        "mask=10,000 piece\n", "gown=~200 box\n", "\n", "2020-02-18\n", "y\n",
      ])
    #expect(text.contains("   2  pledged      somebody promises something\n"))
    #expect(text.contains("shipment     Busan-1\n"))
    #expect(text.contains("item  quantity  unit\nmask    10,000  piece\ngown      ~200  box\n"))
    #expect(text.contains("Record it? [Y/n] y\nrecorded pledged "))
    #expect(
      try lastEvent(log)
        == #","type":"pledged","occurredOn":"2020-02-13","shipment":"Busan-1","#
        + #""donor":"South Korea/Busan","district":"China/Shanghai","#
        + #""items":[{"item":"mask","unit":"piece","quantity":10000},"#
        + #"{"item":"gown","unit":"box","quantity":200,"qualifier":"about"}],"#
        + #""expectedOn":"2020-02-18""#)
  }

  @Test func `a delivery is answered with numbers, and shows what there was before it`() throws {
    let log = try Log.ofBusan()
    let text = try ask(
      log, "delivered",
      answers: ["2020-02-20\n", "1\n", "1\n", "4,000, 5 damaged\n", "\n", "\n"])
    #expect(text.contains("  1  Busan-1  to come: 10,000 piece of mask\n"))
    #expect(text.contains("district China/Shanghai, as of that shipment before"))
    #expect(text.contains("  1  mask  piece  10,000 to come\n"))
    #expect(text.contains("how much of mask, in piece: "))
    #expect(text.contains("promised so far  delivered so far  to come so far\n"))
    #expect(
      try lastEvent(log)
        == #","type":"delivered","occurredOn":"2020-02-20","shipment":"Busan-1","#
        + #""donor":"South Korea/Busan","district":"China/Shanghai","#
        + #""items":[{"item":"mask","unit":"piece","quantity":4000,"damaged":5}]"#)
  }

  @Test func `a wrong answer is told with its fix, and asked for again`() throws {
    let log = try Log.ofBusan()
    let text = try ask(
      log,
      answers: [
        "delivred\n", "pledged\n", "2020-13-01\n", "2999-01-01\n", "2020-02-14\n", "\n",
        "Busan-2\n", "South Korea/Busann\n", "1\n", "China/Shangai\n", "China/Shangai\n", "mask\n",
        "masks=10 piece\n", "1=-5\n", "1=20\n", "\n", "soon\n", "\n", "perhaps\n", "yes\n",
      ])
    for words in [
      "error: no type is named delivred\nfix: did you mean \"delivered\"?",
      "error: --occurred-on=2020-13-01 is not a day\nfix: ",
      "error: the event is dated 2999-01-01, after tomorrow\n",
      "error: pledged needs --shipment\nfix: such as Busan-1\n",
      "error: the donor \"South Korea/Busann\" is new, and nearly the known",
      "error: the district \"China/Shangai\" is new, and nearly the known",
      "did you mean\n  1  China/Shanghai\n",
      "error: --item: \"mask\" has no amount\n",
      "error: the item \"masks\" is new, and nearly the known \"mask\"\n",
      "error: \"quantity\" is negative\n",
      "error: --expected-on=soon is not a day\n",
    ] {
      #expect(text.contains(words), "\(words)\n\n\(text)")
    }
    // What was given twice is meant; a number is the nearest name.
    let event = try lastEvent(log)
    #expect(event.contains(#""donor":"South Korea/Busan","district":"China/Shangai""#))
    #expect(event.hasSuffix(#""items":[{"item":"mask","unit":"piece","quantity":20}]"#))
  }

  @Test func `an unknown shipment is asked for again, and taken the second time`() throws {
    let log = try Log.ofBusan()
    let text = try ask(
      log, "delivered", "--district=China/Hubei", "--yes",
      answers: ["\n", "Busan-l\n", "Busan-l\n", "mask=7 piece\n", "\n"])
    #expect(text.contains("error: no shipment is named Busan-l\n"))
    #expect(text.contains("did you mean\n  1  Busan-1\n"))
    #expect(!text.contains("Record it?"))
    #expect(try lastEvent(log).contains(#""shipment":"Busan-l""#))
  }

  @Test(arguments: ["\u{3}", "\u{4}"])
  func `whoever breaks off is told that nothing was recorded`(key: String) throws {
    let log = try Log.ofBusan()
    let before = try log.journal
    let text = try ask(log, "delivered", answers: ["2020-02-20\n", "1\n", key], status: 2)
    #expect(text.contains("note: broken off; nothing was recorded\nfix: to go on from here: "))
    #expect(text.contains("--shipment=Busan-1 --donor='South Korea/Busan'"))
    #expect(try log.journal == before)
    // At the last question, too.
    let item = "--item=mask=1 piece"
    let late = try ask(log, "delivered", item, answers: ["\n", "1\n", key], status: 2)
    #expect(late.contains("nothing was recorded"))
    #expect(try log.journal == before)
  }

  @Test func `whoever says no is given the command line`() throws {
    let log = try Log.ofBusan()
    let before = try log.journal
    let text = try ask(
      log, "delivered", "--shipment=Busan-1",
      answers: ["2020-02-20\n", "mask=3 piece\n", "\n", "n\n"], status: 2)
    #expect(text.contains("note: nothing was recorded\nfix: to change something: "))
    #expect(text.contains("--item='mask=3 piece'"))
    #expect(try log.journal == before)
  }

  @Test func `a closed line and a repetition are told before anything is recorded`() throws {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=4 piece", "--final")
    let closed = try ask(
      log, "dispatched", "--shipment=Busan-1", answers: ["\n", "1=4\n", "\u{3}"], status: 2)
    #expect(closed.contains("is closed: nothing more is coming under it"))
    let again = try ask(
      log, "delivered", "--shipment=Busan-1",
      answers: ["2020-02-13\n", "mask=4 piece\n", "\n", "n\n"], status: 2)
    #expect(again.contains("warning: the same was recorded before, as "))
  }

  @Test func `nothing is asked where nothing is missing`() throws {
    let log = try Log.ofBusan()
    let text = try ask(log, "delivered", "--shipment=Busan-1", "--item=mask=1 piece", answers: [])
    #expect(text.hasPrefix("recorded delivered "))
  }

  @Test func `no progress is shown while a person thinks`() throws {
    let log = try Log.ofBusan()
    let text = try ask(
      log, "dispatched", "--shipment=Busan-1",
      answers: ["!sleep 1", "\n", "mask=1 piece\n", "\n", "y\n"], terminal: "xterm")
    // Before and after, a busy machine may be at work for long enough to say so.
    let asked = try #require(text.firstRange(of: "occurred-on ["))
    let answered = try #require(text.firstRange(of: "Record it?"))
    let between = text[asked.lowerBound..<answered.lowerBound]
    #expect(!between.contains("reading") && !between.contains("\u{1B}[K"), "\(text)")
  }

  @Test func `nothing is locked while a person thinks, and all is checked again`() throws {
    let log = try Log.ofBusan()
    let other =
      "!$WAYBILL append delivered --shipment=Busan-1 --item='mask=2 piece' --final --id=other"
      + " --wait=0"
    let text = try ask(
      log, "dispatched", "--shipment=Busan-1",
      answers: ["\n", "mask=1 piece\n", "\n", other, "y\n"], status: 2)
    #expect(try log.journal.contains(#"{"id":"other""#))
    #expect(text.contains("note: the event was not recorded as it was shown\nfix: to do it again"))
    #expect(text.contains("error: mask of Busan-1 for China/Shanghai is closed"))
    #expect(try log.journal.split(separator: "\n").count == 2)
  }
}

@Suite("append on a pipe")
struct MissingPartsTests {
  @Test func `all that is missing is named at once, with a whole example`() throws {
    let run = try Log().run("append", "transferred", "--note=by hand")
    #expect(run.status == 2)
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(
      lines.prefix(4) == [
        "error: transferred needs --district, --from, --item",
        "  --district=PATH  The recipient district",
        "  --from=PATH      The district that the quantity leaves",
        "  --item=ITEM      What and how much, such as 'mask/N95=10,000 piece'",
      ])
    #expect(lines.count == 5)
    #expect(lines[4].hasPrefix("fix: for example: waybill append transferred --note='by hand' "))
    #expect(
      lines[4].hasSuffix(
        "--district=China/Shanghai --from=China --item='mask/N95=10,000 piece'"))
  }

  @Test(arguments: [["append"], ["append", "--waybill=W", "--final"], ["append", "--to=someone"]])
  func `the example is a command line that works`(words: [String]) throws {
    let log = try Log()
    let run = try TestProgram.waybill(words, log: log.folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("  pledged      somebody promises something\n"))
    let example = try #require(run.errors.components(separatedBy: "for example: waybill ").last)
    let isPledge = example.hasPrefix("append pledged")
    let program = TestProgram.waybill
    let command = "\(program) \(example.dropLast()) \(isPledge ? "" : "--new-shipment")"
    let done = try TestProgram.run("/bin/bash", ["-c", command])
    #expect(done.status == 0, "\(command): \(done.errors)")
  }
}
