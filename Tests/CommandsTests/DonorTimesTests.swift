import TestSupport
import Testing

@Suite("How long a donor's goods take")
struct DonorTimesTests {
  /// The columns of times of the one row that `donors` has on 2020-04-01 for some events of 2020.
  private func times(_ events: (type: String, day: String, rest: String)...) throws -> String {
    let log = try Log()
    let lines = events.enumerated().map { number, event in
      #"{"id":"\#(number)","type":"\#(event.type)","occurredOn":"2020-\#(event.day)","#
        + #""recordedAt":"2020-\#(event.day)T10:00:00Z","shipment":"S",\#(event.rest)}"# + "\n"
    }
    try log.folder.write(Array(lines.joined().utf8), to: "events.jsonl")
    let run = try log.run(
      "donors", "--at=2020-04-01", "--format=csv",
      "--columns=deliveries,meanDays,worstDays,slippedLines,worstSlippedDays,jointLines")
    #expect(run.status == 0, "\(run.errors)")
    return String(run.output.split(separator: "\r\n").last ?? "")
  }

  private func items(_ quantity: Int) -> String {
    #""items":[{"item":"mask","unit":"piece","quantity":\#(quantity)}]"#
  }

  private func pledge(of quantity: Int) -> (type: String, day: String, rest: String) {
    (
      "pledged", "02-01",
      #""donor":"Japan","jointly":["Omura"],"district":"A","expectedOn":"2020-02-10","#
        + items(quantity)
    )
  }

  @Test("a gift to an area is measured from its promise where it is delivered to the districts")
  func areas() throws {
    let found = try times(
      pledge(of: 20), ("delivered", "02-15", #""district":"A/B","# + items(8)),
      ("delivered", "02-21", #""district":"A/C","# + items(12)))
    #expect(found == "2,17,20,2,11,3")
  }

  @Test("what is allocated is measured from where it was pledged, through all hands")
  func allocations() throws {
    let found = try times(
      pledge(of: 20), ("allocated", "02-18", #""from":"A","district":"X","# + items(20)),
      (
        "allocated", "02-19", #""from":"X","district":"Y","expectedOn":"2020-02-22","# + items(20)
      ), ("delivered", "02-20", #""district":"Y","# + items(20)))
    #expect(found == "1,19,19,1,10,3")
  }

  @Test("what was pledged to a district itself is measured by that")
  func ownPledges() throws {
    let found = try times(
      pledge(of: 20),
      ("pledged", "02-11", #""district":"A/B","expectedOn":"2020-02-20","# + items(5)),
      ("delivered", "02-21", #""district":"A/B","# + items(5)),
      ("cancelled", "02-09", #""district":"A","reason":"x","# + items(20)))
    #expect(found == "1,10,10,1,1,1")
  }

  @Test("a rest that is cancelled is late until then")
  func cancellations() throws {
    let found = try times(
      pledge(of: 20), ("delivered", "02-10", #""district":"A","# + items(12)),
      ("cancelled", "03-10", #""district":"A","reason":"x","# + items(8)))
    #expect(found == "1,9,9,1,29,1")
  }

  @Test("a district without a day of its own is late by that of the promise that covers it")
  func inheritedDays() throws {
    let found = try times(
      pledge(of: 20), ("pledged", "02-11", #""district":"A/B","# + items(5)),
      ("delivered", "02-21", #""district":"A/B","# + items(5)),
      ("cancelled", "02-09", #""district":"A","reason":"x","# + items(20)))
    #expect(found == "1,10,10,1,11,1")
  }
}
