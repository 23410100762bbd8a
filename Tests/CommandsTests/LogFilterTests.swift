import TestSupport
import Testing

@Suite("The filters of log")
struct LogFilterTests {
  /// A promise to a province, of which a district got a part, and one of gloves and masks that is late.
  private func log() throws -> Log {
    let log = try Log()
    func line(_ id: String, _ day: String, _ rest: String) -> String {
      #"{"id":"\#(id)","occurredOn":"2020-02-\#(day)","recordedAt":"2020-02-\#(day)T10:00:00Z","#
        + rest + "}\n"
    }
    func items(_ items: String) -> String {
      let all = items.split(separator: ",").map { item in
        let words = item.split(separator: " ")
        return #"{"item":"\#(words[0])","unit":"piece","quantity":\#(words[1])}"#
      }
      return #""items":[\#(all.joined(separator: ","))]"#
    }
    let lines =
      line(
        "a", "01",
        #""type":"pledged","shipment":"S","donor":"Japan","jointly":["Omura"],"district":"P","#
          + items("mask 100"))
      + line("b", "03", #""type":"delivered","shipment":"S","district":"P/D","# + items("mask 30"))
      + line(
        "c", "02",
        #""type":"pledged","shipment":"T","donor":"Peru","district":"Q","expectedOn":"2020-02-05","#
          + items("mask 7,glove 5"))
      + line(
        "d", "04",
        #""type":"rescheduled","shipment":"T","district":"Q","expectedOn":"2020-02-08","reason":"x""#
      )
      + line("e", "05", #""type":"delivered","shipment":"T","district":"Q","# + items("glove 5"))
    try log.folder.write(Array(lines.utf8), to: "events.jsonl")
    return log
  }

  /// The ids of the events that are listed, in order.
  private func ids(_ log: Log, _ arguments: String...) throws -> [String] {
    let run = try TestProgram.waybill(
      ["log", "--at=2020-02-20", "--format=csv", "--columns=id,item,quantity"] + arguments,
      log: log.folder.path)
    #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    return run.output.split(separator: "\r\n").dropFirst().map(String.init)
  }

  @Test("an item shows itself alone, and what moved its promised day")
  func itemsAloneAreShown() throws {
    let log = try log()
    #expect(try ids(log, "--item=glove") == ["c,glove,5", "d,,", "e,glove,5"])
    #expect(try ids(log, "--item=mask") == ["a,mask,100", "c,mask,7", "b,mask,30", "d,,"])
    #expect(try ids(log, "--item=mask", "--district=P") == ["a,mask,100", "b,mask,30"])
  }

  @Test("those of pending list the events of the lines that it shows")
  func pendingLinesAreListed() throws {
    let log = try log()
    #expect(try ids(log, "--overdue") == ["c,mask,7", "d,,"])
    #expect(try ids(log, "--due-by=2020-02-08") == ["c,mask,7", "d,,"])
    #expect(try ids(log, "--due-by=2020-02-07") == [])
    #expect(try ids(log, "--older-than=18") == ["a,mask,100"])
    let run = try log.run("log", "--at=2020-02-20", "--overdue", "--format=json")
    #expect(run.output.contains(#""openLines":1,"overdueLines":1,"#))
    #expect(run.output.contains(#""promised":7,"delivered":0,"#))
  }

  @Test("--draws lists what other districts drew from a promise")
  func drawsAreListed() throws {
    let log = try log()
    let promise = ["--shipment=S", "--district=P", "--exact-district"]
    let run = try TestProgram.waybill(
      ["log", "--at=2020-02-20", "--draws"] + promise, log: log.folder.path)
    #expect(run.output.contains("What was drawn from these promises\n"), "\(run.output)")
    #expect(
      try ids(log, "--draws", promise[0], promise[1], promise[2]) == ["a,mask,100", "b,mask,30"])
    #expect(try ids(log, promise[0], promise[1], promise[2]) == ["a,mask,100"])
    // With the districts below it, nothing is elsewhere.
    #expect(try ids(log, "--draws", "--shipment=S", "--district=P") == ["a,mask,100", "b,mask,30"])
    let pending = try log.run("pending", "--at=2020-02-20", "--explain", "--district=P")
    #expect(pending.output.contains("--item=mask --exact-item --unit=piece --draws\n"))
  }

  @Test("what a donor gave to a district is explained with the promise that its days are from")
  func daysAreExplained() throws {
    let log = try log()
    let run = try log.run(
      "donors", "--at=2020-02-20", "--donor=Japan", "--district=P/D", "--explain", "--format=csv",
      "--columns=meanDays,explain")
    #expect(
      run.output == """
        meanDays,explain\r
        2,waybill log --log=\(log.folder.path) --at=2020-02-20 --district=P/D --donor=Japan \
        --exact-donor --item=mask --exact-item --unit=piece --pools\r

        """, "\(run.errors)")
    #expect(
      try ids(log, "--donor=Japan", "--district=P/D", "--pools") == ["b,mask,30", "a,mask,100"])
  }

  @Test("--depth tells what they come to for each district")
  func totalsByDistrict() throws {
    let run = try log().run(
      "log", "--at=2020-02-20", "--item=mask", "--depth=1", "--format=json")
    let totals = run.output.split(separator: #""totals":["#).last ?? ""
    #expect(totals.hasPrefix(#"{"district":"P","item":"mask","unit":"piece","lines":2,"#))
    #expect(totals.contains(#"{"district":"Q","item":"mask","unit":"piece","lines":1,"#))
  }

  @Test("districts are cut at their slashes, whatever mark a name begins with")
  func marksBehindSlashes() throws {
    let log = try Log()
    for district in ["A", "A/B", "A/\u{301}B"] {
      let line = """
        {"id":"\(district.utf8.count)","type":"pledged","occurredOn":"2020-02-01",\
        "recordedAt":"2020-02-01T10:00:00Z","shipment":"S-\(district.utf8.count)",\
        "district":"\(district)","items":[{"item":"mask","unit":"piece","quantity":5}]}

        """
      try log.folder.write(Array(line.utf8), to: "\(district.utf8.count).jsonl")
    }
    let run = try log.run("replay", "--at=2020-02-20", "--depth=1", "--format=json")
    let deliveries = run.output.split(separator: #""deliveries":["#).last ?? ""
    #expect(deliveries.hasPrefix(#"{"district":"A","item":"mask","#))
    #expect(deliveries.contains(#""lines":3,"#) && !deliveries.contains("\u{301}"))
  }

  @Test("--to-date is --at by another name; both, or a first day behind it, are refused")
  func lastDays() throws {
    let log = try log()
    let dated = try log.run("log", "--to-date=2020-02-02", "--format=csv", "--columns=id")
    #expect(dated.output == "id\r\na\r\nc\r\nc\r\n")
    for words in [
      ["--at=2020-02-02", "--to-date=2020-02-02"], ["--from-date=2020-02-03", "--at=2020-02-02"],
      ["--exact-item"], ["--exact-donor"], ["--donor=Peru", "--no-donor"], ["--pools"],
    ] {
      let run = try TestProgram.waybill(["log"] + words, log: log.folder.path)
      #expect(run.status == 2 && run.errors.contains("^") && run.errors.contains("fix: "))
    }
  }

  @Test("donors says under whose name somebody gives jointly")
  func jointGivers() throws {
    let log = try log()
    let run = try log.run("donors", "--at=2020-02-20", "--donor=Omura")
    #expect(run.output.contains("Nothing was promised.") && run.status == 0)
    #expect(run.errors.contains("note: Omura also gives jointly, under the name of Japan\n"))
    #expect(run.errors.contains("fix: see waybill donors --donor=Japan\n"))
    #expect(try log.run("donors", "--at=2020-02-20", "--donor=Japan").errors.isEmpty)
    let table = try log.run("donors", "--at=2020-02-20").output
    #expect(table.contains("Japan (with Omura)"), "\(table)")
  }

  @Test("ledger shows the periods that are named, and refuses others")
  func periodsAreColumns() throws {
    let log = try log()
    let asked = ["ledger", "--to-date=2020-02-20", "--period=week"]
    let run = try TestProgram.waybill(
      asked + ["--columns=district,2020-02-09,2020-02-16"], log: log.folder.path)
    #expect(run.output.contains("District  2020-02-09  2020-02-16\n"), "\(run.output)")
    let other = try TestProgram.waybill(asked + ["--columns=2020-02-10"], log: log.folder.path)
    #expect(other.status == 2 && other.errors.contains(#"there is no column "2020-02-10""#))
  }

  @Test("the end of each period is explained by the command below its row, with its day")
  func periodsAreExplained() throws {
    let log = try log()
    let run = try log.run(
      "ledger", "--from-date=2020-02-02", "--to-date=2020-02-20", "--period=week", "--explain",
      "--district=P/D")
    #expect(run.output.contains("same command, with its day behind --at=.\n"), "\(run.output)")
    let command = try #require(
      run.output.split(separator: "\n").first { $0.hasPrefix("    waybill") })
    let words = command.split(separator: " ").dropFirst().map(String.init)
    #expect(words.contains("--at=2020-02-20"))
    for (day, closing) in [("2020-02-02", 0), ("2020-02-09", 30), ("2020-02-20", 30)] {
      let explaining = words.map { $0.hasPrefix("--at=") ? "--at=\(day)" : $0 }
      let explained = try TestProgram.run(
        TestProgram.waybill, explaining + ["--format=json"])
      #expect(
        explained.output.contains(#""closing":\#(closing)"#) == (closing > 0), "\(explained.output)"
      )
    }
  }

  @Test("ids that are cut off or mistyped are recognised")
  func idsAreSuggested() throws {
    let log = try Log.ofBusan()
    let run = try log.run("void", "pled", "--reason=x")
    #expect(run.status == 2 && run.errors.contains("fix: did you mean pledge?"), "\(run.errors)")
    let other = try log.run("append", "voided", "--replaces=nosuch", "--reason=x")
    #expect(other.status == 0)
    #expect(other.errors.contains("the log has no event with the id nosuch"), "\(other.errors)")
  }

  @Test("a district without the names above it is nearly a known one")
  func upperNamesAreMissed() throws {
    let run = try Log.ofBusan().run(
      "append", "pledged", "--shipment=Y", "--district=Shanghai", "--item=mask=1 piece")
    #expect(run.status == 2)
    #expect(run.errors.contains(#"fix: write "China/Shanghai", or add --new-name"#))
  }

  @Test("says all that is missing, the district of an allocation, too")
  func allIsMissing() throws {
    let log = try Log.ofBusan()
    for (words, needs) in [
      (["allocated", "--shipment=Busan-2"], "allocated needs --district, --from, --item\n"),
      (["allocated", "--shipment=Busan-1"], "allocated needs --district, --from, --item\n"),
      (["delivered", "--shipment=Nothing"], "delivered needs --district, --item\n"),
      (["delivered", "--shipment=Busan-2"], "delivered needs --item\n"),
      (["delivered", "--item=mask"], "delivered needs --shipment, --district\n"),
      (["delivered", "--item=mask"], #""mask" has no amount"#),
    ] {
      let run = try TestProgram.waybill(["append"] + words, log: log.folder.path)
      #expect(run.errors.contains(needs), "\(run.errors)")
    }
  }
}
