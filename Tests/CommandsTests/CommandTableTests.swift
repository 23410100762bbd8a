@testable import Commands
import Console
import EventLog
import Foundation
import Shipments
import TestSupport
import Testing

@Suite("The command table")
struct CommandTableTests {
  @Test("has no faults")
  func tableHasNoFaults() {
    #expect(Waybill.program.faults() == [])
  }

  @Test("is what Docs/Commands.md is made from")
  func commandsPageIsMadeFromTheTable() throws {
    let path = "\(TestProgram.packageRoot)/Docs/Commands.md"
    let page = Waybill.program.markdown()
    if ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] != nil {
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
  }

  @Test("is what the manual page is made from, which mandoc and groff find nothing wrong with")
  func manualPageIsMadeFromTheTable() throws {
    let path = "\(TestProgram.packageRoot)/Docs/waybill.1"
    let page = try TestProgram.run(TestProgram.waybill, ["help", "--man"]).output
    if ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] != nil {
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == page)
    for tool in [["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-man", "-ww", "-z"]] {
      let run = try TestProgram.run("/usr/bin/env", tool + [path])
      #expect(run.output + run.errors == "" && run.status == 0)
    }
  }

  @Test("has an option for every field that can be given, by the field's name")
  func everyFieldHasAnOption() {
    let given = Field.allCases.filter { $0 != .type && $0 != .sum }.map(EventOptions.name)
    #expect(EventOptions.all.map(\.name) == given)
    #expect(EventOptions.name(.occurredOn) == "occurred-on")
  }

  @Test("declares the commands of the design")
  func commandsAreThere() {
    let names = Waybill.program.commands.map(\.name)
    #expect(
      names == [
        "append", "correct", "void", "replay", "pending", "needs", "show", "log", "ledger",
        "donors", "diff", "report", "check", "index", "salvage", "completions", "complete-values",
      ])
  }

  @Test("shows help of every command within 79 columns", arguments: Waybill.program.commands)
  func helpFits(command: Command) {
    for line in Waybill.program.help(for: command).split(separator: "\n") {
      #expect(DisplayWidth.columns(of: String(line)) <= 79, "\(line)")
    }
  }
}
