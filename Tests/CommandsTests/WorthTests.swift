import TestSupport
import Testing

@Suite("What goods are worth")
struct WorthTests {
  /// A log in which Omura gives masks that are worth something in two currencies, and cash.
  private func log() throws -> Log {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=A", "--donor=Japan/Omura", "--district=China/Shanghai",
      "--item=mask=1,000 piece, worth 500 USD", "--item=mask=10 box, worth 80 EUR",
      "--item=cash/USD=300 USD")
    try log.append(
      "pledged", "--shipment=B", "--donor=Japan/Omura", "--district=China/Fujian",
      "--item=mask=1,000 piece, worth ~600 USD")
    try log.append(
      "delivered", "--shipment=A", "--item=mask=900 piece, worth 450.5 USD", "--id=came")
    try log.append(
      "delivered", "--shipment=C", "--new-shipment", "--district=China/Fujian",
      "--item=mask=7 piece, worth 70 JPY")
    return log
  }

  @Test("stands in rows of its own, a currency each, and beside no cash")
  func tableHasRowsOfWorth() throws {
    let run = try log().run("donors", "--at=2020-02-13")
    let worth = run.output.split(separator: "\n\n").last.map(String.init)
    #expect(
      worth == """
        What it is worth, where that is stated
        Donor        Item  Unit   Currency  Pledged  Delivered
        Japan/Omura  mask  box    EUR            80
        Japan/Omura  mask  piece  USD        ~1,100      450.5
        not named    mask  piece  JPY                       70

        """)
  }

  @Test("is a kind of its own in a sheet")
  func sheetHasRowsOfWorth() throws {
    let run = try log().run(
      "donors", "--at=2020-02-13", "--format=csv",
      "--columns=report,item,promised,currency,pledgedWorth,pledgedWorthQualifier,deliveredWorth")
    #expect(
      run.output.split(separator: "\r\n") == [
        "report,item,promised,currency,pledgedWorth,pledgedWorthQualifier,deliveredWorth",
        "donors,cash/USD,300,,,,", "donors,mask,10,,,,", "donors,mask,2000,,,,",
        "donors,mask,0,,,,", "worth,mask,,EUR,80,,0", "worth,mask,,USD,1100,about,450.5",
        "worth,mask,,JPY,0,,70",
      ])
  }

  @Test("follows filters, days and corrections")
  func filtersApply() throws {
    let log = try log()
    func worths(_ options: String...) throws -> [Substring] {
      let run = try TestProgram.waybill(
        ["donors", "--format=csv", "--columns=report,currency,pledgedWorth,deliveredWorth"]
          + options, log: log.folder.path)
      return run.output.split(separator: "\r\n").filter { $0.hasPrefix("worth") }
    }
    #expect(try worths("--district=China/Fujian") == ["worth,USD,600,0", "worth,JPY,0,70"])
    #expect(try worths("--item=cash") == [])
    #expect(
      try worths("--donor=Japan", "--item=mask") == ["worth,EUR,80,0", "worth,USD,1100,450.5"])
    #expect(try worths("--at=2020-02-12") == [])
    try log.run("correct", "came", "--item=mask=900 piece, worth 2 GBP", "--reason=priced anew")
    #expect(
      try worths("--district=China/Shanghai")
        == ["worth,EUR,80,0", "worth,GBP,0,2", "worth,USD,500,0"])
  }

  @Test("is read in any spelling, of the first of several copies, behind a byte-order mark")
  func otherHandsAreRead() throws {
    let log = try Log()
    func line(_ id: String, _ value: String) -> String {
      #"{"id":"\#(id)","type":"pledged","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T00:00:00Z","shipment":"S","district":"D","#
        + #""items":[{"item":"mask","unit":"piece","quantity":1,\#(value)}]}"# + "\n"
    }
    let first = line("one", #""value":{"amount":1,"currency":"USD"}"#)
    let second = line("two", #""v\u0061lue":{"currency":"\u0055SD","amount":2e1}"#)
    let copy = line("one", #""value":{"amount":400,"currency":"USD"}"#)
    let absent = line("three", #""value":null,"extra":{"value":{"amount":5,"currency":"USD"}}"#)
    try log.folder.write(Array(("\u{FEFF}" + first + second + absent).utf8), to: "a.jsonl")
    try log.folder.write(Array(copy.utf8), to: "b.jsonl")
    let run = try log.run("donors", "--format=csv", "--columns=report,currency,pledgedWorth")
    #expect(run.output.split(separator: "\r\n").last == "worth,USD,21")
  }

  @Test("beyond what a total may be is refused, as other totals are")
  func greatTotalsAreRefused() throws {
    let log = try Log()
    let items = (0..<1000).map { _ in
      #"{"item":"mask","unit":"piece","quantity":1,"value":{"amount":1e12,"currency":"USD"}}"#
    }.joined(separator: ",")
    for (id, amount) in [("a", items), ("b", items)] {
      let line =
        #"{"id":"\#(id)","type":"pledged","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T00:00:00Z","shipment":"S","district":"D","items":[\#(amount)]}"#
      #expect(try log.run("append", "--input=-", input: line + "\n").status == 0)
      let status = try log.run("donors").status
      #expect(status == (id == "a" ? 0 : 3))
      #expect(try log.run("log").status == status)
    }
  }

  @Test("ends the command that explains its row")
  func rowsAreExplained() throws {
    let log = try log()
    let run = try log.run("donors", "--at=2020-02-13", "--explain", "--format=csv")
    let rows = run.output.split(separator: "\r\n").filter { $0.hasPrefix("worth") }
    #expect(rows.count == 3)
    for row in rows {
      let command = String(try #require(row.split(separator: ",").last))
      let listing = try TestProgram.run(
        "/bin/sh", ["-c", command.replacing("waybill log", with: "\(TestProgram.waybill) log")])
      let last = listing.output.split(separator: "\n").last ?? ""
      let amounts = row.contains("EUR") ? "80" : row.contains("JPY") ? "70" : "~1,100      450.5"
      #expect(last.hasSuffix(amounts), "\(command): \(listing.output)\(listing.errors)")
    }
  }
}
