import Foundation
import TestSupport
import Testing

@Suite("correct and void")
struct CorrectTests {
  @Test("writes a newer version with the original filled in")
  func writesNewerVersion() throws {
    let log = try Log.ofBusan()
    let run = try log.run(
      "correct", "pledge", "--item=mask=9,000 piece", "--reason=counted again", "--id=pledge-2")
    #expect(run.output == "recorded pledged pledge-2\n")
    #expect(
      try log.run("pending", "--at=2020-02-13", "--format=json").output.contains(
        #""donor":"South Korea/Busan","district":"China/Shanghai""#))
    #expect(try log.run("pending", "--at=2020-02-13").output.contains("9,000"))
    #expect(try log.journal.contains(#""replaces":"pledge","reason":"counted again""#))
  }

  @Test("names the version in force where the id given is out")
  func namesVersionInForce() throws {
    let log = try Log.ofBusan()
    try log.run("correct", "pledge", "--item=mask=9 piece", "--id=pledge-2")
    for command in ["correct", "void"] {
      let run = try log.run(command, "pledge", "--reason=why")
      #expect(run.status == 2)
      #expect(run.errors.contains("pledge was replaced; the version in force is pledge-2"))
    }
    #expect(try log.run("void", "pledge-2", "--reason=why", "--id=v").status == 0)
    let voided = try log.run("correct", "pledge-2", "--item=mask=9 piece")
    #expect(voided.status == 2)
    #expect(voided.errors.contains("pledge-2 was voided by v"))
    #expect(try log.run("pending", "--at=2020-02-13").output.contains("Nothing is pending."))
  }

  @Test("takes a field away with an empty value")
  func takesFieldAway() throws {
    let log = try Log.ofBusan()
    try log.run("correct", "pledge", "--donor=", "--id=p2")
    #expect(
      try log.run("pending", "--at=2020-02-13", "--format=json").output.contains(#""donor":null"#))
  }

  @Test("refuses an id that the log does not have, and a void without a reason")
  func refusesUnknown() throws {
    let log = try Log.ofBusan()
    #expect(
      try log.run("correct", "nothing", "--note=x").errors.contains("no event has the id nothing"))
    let run = try log.run("void", "pledge")
    #expect(run.status == 2)
    #expect(run.errors.contains("voided needs --reason"))
  }
}
