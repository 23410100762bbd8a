import EventLog
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

  @Test func `names every line that it leaves behind, with its bytes`() throws {
    let log = try Log.ofBusan()
    let line = try log.journal
    let damaged =
      line + String(repeating: "rot\n", count: 250) + line.replacing("Busan", with: "Pusan")
    try log.folder.write(Array(damaged.utf8), to: "events.jsonl")
    let run = try log.run("salvage", log.folder.path("events.jsonl"))
    let lost = run.output.split(separator: "\n").filter { $0.hasPrefix("left behind: ") }
    #expect(lost.count == 251)
    let last = line.utf8.count + 250 * 4
    #expect(lost[250].contains("events.jsonl:252: bytes \(last) to \(damaged.utf8.count - 1): "))
    #expect(
      run.output.hasSuffix(
        "wrote 1 event to \(log.folder.path("events.jsonl.salvaged")); left 251 lines behind\n"))
  }

  @Test func `leaves a batch behind that was never finished`() throws {
    let log = try Log.ofBusan()
    let line = Array(try log.journal.utf8)
    try log.append("delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--id=d")
    let note = "waybill-intent 1 \(line.count) \(Int.max) 0000000000000000"
    let sum = String(Checksum.of(Array(note.utf8)), radix: 16)
    let check = String(repeating: "0", count: 16 - sum.count) + sum
    try log.folder.write(Array("\(note) \(check)\n".utf8), to: ".events.jsonl.intent")
    let run = try log.run("salvage", log.folder.path("events.jsonl"))
    let end = try log.folder.read("events.jsonl").count - 1
    #expect(run.output.contains("bytes \(line.count) to \(end): a batch that was never finished"))
    #expect(try log.folder.read("events.jsonl.salvaged") == line)
  }

  @Test func `takes over a journal of another program, without its mark and its blank lines`()
    throws
  {
    let log = try Log.ofBusan()
    let line = try log.journal
    let bare = line.prefix(line.count - 27) + "}"
    try log.folder.write(
      [0xEF, 0xBB, 0xBF] + Array("\(bare)\n\n\(bare)\nrot\n".utf8), to: "events.jsonl")
    let run = try log.run("salvage", log.folder.path("events.jsonl"))
    #expect(run.output.contains("left 1 line behind"), "\(run.output)\(run.errors)")
    #expect(
      try log.folder.read("events.jsonl.salvaged") == Array("\(bare)\n\(bare)\n".utf8))
  }
}
