import Foundation
import TestSupport
import Testing

@Suite("salvage")
struct SalvageTests {
  @Test("writes the whole events to a new file, lists the rest, and never touches the journal")
  func salvages() throws {
    let log = try Log.ofBusan()
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--id=d")
    let lines = try log.journal.components(separatedBy: "\n")
    let damaged = Array((lines[0] + "\nrot\n" + lines[1] + "\n").utf8)
    try log.folder.write(damaged, to: "events.jsonl")
    let path = log.folder.path("events.jsonl")
    let refused = try log.run("pending")
    #expect(refused.status == 3)
    #expect(refused.errors.contains("fix: waybill salvage \(path), then move events.jsonl away"))

    let start = lines[0].utf8.count + 1
    let run = try log.run("salvage", path)
    #expect(run.output.contains("events.jsonl:2: bytes \(start) to \(start + 3): not JSON"))
    #expect(run.output.hasSuffix("wrote 2 events to \(path).salvaged; left 1 line behind\n"))
    #expect(try log.folder.read("events.jsonl") == damaged)
    #expect(
      try log.folder.read("events.jsonl.salvaged")
        == Array((lines[0] + "\n" + lines[1] + "\n").utf8))
    #expect(try log.run("salvage", path).status == 4)
  }
}
