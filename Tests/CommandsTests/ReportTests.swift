import TestSupport
import Testing

@Suite("report writes a page")
struct ReportTests {
  private func page(_ log: Log, _ options: String...) throws -> String {
    let output = log.folder.path + "/page.html"
    let run = try TestProgram.waybill(
      ["report", "--output=\(output)", "--at=2020-02-19"] + options, log: log.folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("wrote \(output): "))
    return String(decoding: try log.folder.read("page.html"), as: UTF8.self)
  }

  @Test("with the state of its day as tables, for where no script runs")
  func tables() throws {
    let page = try page(Log.ofBusan())
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(
      page.contains(
        "<tr><th scope=row>Busan-1<td>South Korea/Busan<td>China/Shanghai<td>mask<td>piece"
          + "<td class=amount>10,000<td><td><td>pledged<td><td class=amount>6"))
    #expect(page.contains("default-src &#39;none&#39;"))
  }

  @Test("the same bytes each time, at any number of threads")
  func sameBytes() throws {
    let log = try Log.ofBusan()
    let first = try page(log)
    #expect(try page(log) == first)
  }

  @Test("to standard output, where it is asked for, the same and nothing beside it")
  func standardOutput() throws {
    let log = try Log.ofBusan()
    let run = try log.run("report", "--output=-", "--at=2020-02-19")
    #expect(run.status == 0)
    #expect(run.output == (try page(log)))
  }

  @Test("a name that looks like markup is text, in the tables and in the data")
  func hostileNames() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=</script><script>alert(1)</script>", "--district=<b>",
      "--item=mask=1 piece")
    let page = try page(log)
    #expect(!page.contains("<script>alert"))
    #expect(!page.contains("<td><b>"))
    #expect(page.contains("<th scope=row>&lt;b&gt;"))
    #expect(page.contains("\\u003c/script>\\u003cscript>alert(1)\\u003c/script>"))
  }

  @Test("for the public it has no names of recorders, notes, sources, nor places of files")
  func publicPage() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece", "--recorded-by=Mrs Li",
      "--note=a note", "--source=a letter")
    let secrets = ["Mrs Li", "a note", "a letter"]
    let whole = try page(log)
    #expect(secrets.allSatisfy { whole.contains($0) })
    let page = try page(log, "--public")
    for secret in secrets + [log.folder.path] { #expect(!page.contains(secret), "\(secret)") }
  }

  @Test("only what was recorded by a known-at date is in it")
  func knownAt() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=early", "--district=D", "--item=mask=1 piece",
      "--recorded-at=2020-02-13T08:00:00Z")
    try log.append(
      "pledged", "--shipment=tardy", "--district=D", "--item=mask=1 piece",
      "--recorded-at=2020-02-15T08:00:00Z")
    let page = try page(log, "--known-at=2020-02-14")
    #expect(page.contains("early"))
    #expect(!page.contains("tardy"))
  }

  @Test(
    "what it cannot write is an error, and nothing is replaced",
    arguments: [
      ([], 2, "report needs the file that it is to write"),
      (["--output=events.jsonl"], 2, "has the name of a journal"),
      (["--output=-", "--watch"], 2, "--watch writes a file anew"),
      (["--output=/nowhere/page.html"], 4, "/nowhere/page.html"),
    ] as [([String], Int32, String)])
  func refused(options: [String], status: Int32, message: String) throws {
    let log = try Log.ofBusan()
    let before = try log.journal
    let run = try TestProgram.waybill(["report"] + options, log: log.folder.path)
    #expect(run.status == status)
    #expect(run.errors.contains(message))
    #expect(try log.journal == before)
  }

  @Test("a log in conflict has no page, and the one that is there stays")
  func conflict() throws {
    let log = try Log.ofBusan()
    let before = try page(log)
    let journal = try log.journal
    let other = journal.replacing("10000", with: "20000")
      .replacing(/,"sum":"[0-9a-f]{16}"/, with: "")
    try log.folder.write(Array(other.utf8), to: "other.jsonl")
    let run = try log.run("report", "--output=\(log.folder.path)/page.html")
    #expect(run.status == 3)
    #expect(String(decoding: try log.folder.read("page.html"), as: UTF8.self) == before)
  }

  @Test("without scripts it has the tables behind the pictures for a hundred goods, and says so")
  func manyGoodsAreCut() throws {
    for (count, shown) in [(100, 100), (150, 100)] {
      let log = try Log()
      let lines = (0..<count).map { number in
        #"{"id":"\#(number)","type":"pledged","occurredOn":"2020-02-01","#
          + #""recordedAt":"2020-02-01T10:00:00Z","shipment":"S","district":"D","#
          + #""items":[{"item":"item \#(number)","unit":"piece","quantity":5}]}"# + "\n"
      }
      try log.folder.write(Array(lines.joined().utf8), to: "events.jsonl")
      let page = try log.run("report", "--at=2020-02-19", "--output=-").output
      // Three pictures: the way of the goods, who gives, and the course.
      #expect(page.ranges(of: "<h3>").count == 3 * shown)
      let isSaid = page.contains(#"<p class="note">These are the most frequent goods"#)
      #expect(isSaid == (count > shown))
    }
  }

}
