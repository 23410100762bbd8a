import Foundation
import TestSupport
import Testing

@Suite("The index on the command line")
struct IndexTests {
  private func indexedLog() throws -> Log {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=4,000 piece")
    let run = try log.run("index")
    #expect(run.status == 0)
    #expect(run.output == "the index covers 2 lines\n")
    return log
  }

  @Test(arguments: [
    ["replay", "--at=2020-02-20"], ["replay", "--at=2020-02-20", "--known-at=2020-02-14"],
    ["pending", "--at=2020-02-20"], ["pending", "--at=2020-02-20", "--district=China"],
    ["show", "Busan-1", "--at=2020-02-20"], ["log", "--shipment=Busan-1", "--at=2020-02-20"],
  ])
  func `answers, with what was appended since, as the journals do`(_ words: [String]) throws {
    let log = try indexedLog()
    let appended = try log.append(
      "delivered", "--shipment=Busan-1", "--item=mask=1,000 piece", "--verbose")
    #expect(appended.errors.contains("the index answered"))
    let found = try TestProgram.waybill(words + ["--verbose"], log: log.folder.path)
    #expect(found.errors.contains("note: the index answered: 2 lines from it, 1 line from the"))
    let expected = try TestProgram.waybill(
      words + ["--verbose", "--no-index"], log: log.folder.path)
    #expect(!expected.errors.contains("index"))
    #expect(found.output == expected.output)
    #expect(found.status == 0)
  }

  @Test func `is not used once another program has changed a journal`() throws {
    let log = try indexedLog()
    let bytes = try log.folder.read("events.jsonl")
    try log.folder.write(bytes, to: "events.jsonl")
    let run = try log.run("pending", "--at=2020-02-20", "--verbose")
    #expect(run.errors.contains("the index is not used: the journals were changed"))
    #expect(run.output == (try log.run("pending", "--at=2020-02-20", "--no-index").output))
  }

  @Test func `that cannot be made is an error of waybill index only`() throws {
    let log = try Log.ofBusan()
    try log.folder.write([], to: ".waybill")
    let run = try log.run("index")
    #expect(run.status == 4)
    #expect(run.errors.contains("the index was not made"))
    #expect(try log.run("pending", "--at=2020-02-20").status == 0)
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=4,000 piece")
  }

  @Test func `of a damaged log is not made, and the damage is told`() throws {
    let log = try Log.ofBusan()
    let bytes = try log.folder.read("events.jsonl")
    try log.folder.write(Array("x\n".utf8) + bytes, to: "events.jsonl")
    let run = try log.run("index")
    #expect(run.status == 3)
    #expect(run.errors.contains("events.jsonl:1:1: error"))
  }

  @Test func `knows the names that the checks of append need`() throws {
    let log = try indexedLog()
    let district = try log.run(
      "append", "pledged", "--shipment=Busan-2", "--district=China/Shangai",
      "--item=mask=1 piece", "--verbose")
    #expect(district.errors.contains("nearly the known \"China/Shanghai\""))
    let shipment = try log.run("append", "delivered", "--shipment=Busan-3", "--item=mask=1 piece")
    #expect(shipment.errors.contains("did you mean \"Busan-1\"?"))
    #expect(try log.run("show", "Busan-11").errors.contains("did you mean \"Busan-1\"?"))
  }

  @Test func `is read while another process appends, and every event counts once`() throws {
    let log = try indexedLog()
    let count = 25
    let appending = DispatchGroup()
    DispatchQueue.global().async(group: appending) {
      for number in 0..<count {
        _ = try? log.run(
          "append", "delivered", "--shipment=Busan-1", "--item=mask=\(number + 1) piece",
          "--id=part-\(number)", "--occurred-on=2020-02-13")
      }
    }
    var last = 0
    while last < count + 2 {
      let run = try log.run("replay", "--at=2020-02-20", "--format=json")
      #expect(run.status == 0, "\(run.errors)")
      let state = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
      let events = try #require(state?["events"] as? Int)
      #expect(events >= last && events <= count + 2)
      last = events
      if appending.wait(timeout: .now()) == .success, last < count + 2 {
        #expect(try log.run("replay", "--at=2020-02-20").output.contains("\(count + 2) events"))
        break
      }
    }
    appending.wait()
  }
}
