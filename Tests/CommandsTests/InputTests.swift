import Foundation
import TestSupport
import Testing

@Suite("append --input")
struct InputTests {
  private static let pledge =
    #"{"type":"pledged","occurredOn":"2020-02-13","shipment":"S","district":"D","#
    + #""items":[{"item":"mask","unit":"piece","quantity":1e3}],"id":"a"}"#

  @Test("fills in id, recordedAt and sum, and skips what is known on a rerun")
  func isHarmlessToRerun() throws {
    let log = try Log()
    let input =
      Self.pledge + "\n\n" + Self.pledge.replacingOccurrences(of: #","id":"a""#, with: "") + "\n"
    let first = try log.run("append", "--input=-", input: input)
    #expect(first.output == "recorded 2 of 2 events; 0 were known already\n")
    let again = try log.run("append", "--input=-", input: Self.pledge)
    #expect(again.output == "recorded 0 of 1 events; 1 were known already\n")
    #expect(try log.journal.contains(#""quantity":1000}"#))
    #expect(try log.run("check").status == 0)
  }

  @Test("refuses the whole batch where one id means something else, naming the field")
  func refusesConflict() throws {
    let log = try Log()
    try log.run("append", "--input=-", input: Self.pledge)
    let before = try log.journal
    let other = Self.pledge.replacingOccurrences(of: "1e3", with: "2e3")
    let fresh = Self.pledge.replacingOccurrences(of: #""id":"a""#, with: #""id":"b""#)
    let run = try log.run("append", "--input=-", input: fresh + "\n" + other + "\n")
    #expect(run.status == 3)
    #expect(run.errors.contains("the log has the id a already, with another \"items\""))
    #expect(try log.journal == before)
  }

  @Test("says so where two events of the batch have one id")
  func refusesConflictInBatch() throws {
    let log = try Log()
    let other = Self.pledge.replacingOccurrences(of: "1e3", with: "2e3")
    let run = try log.run("append", "--input=-", input: Self.pledge + "\n" + other + "\n")
    #expect(run.status == 3)
    #expect(run.errors.contains("two of the events have the id a, with another \"items\""))
    #expect(try !log.folder.names().contains("events.jsonl"))
  }

  @Test("names the line of an event that is dated after tomorrow")
  func refusesFutureDay() throws {
    let log = try Log()
    let later = Self.pledge.replacingOccurrences(of: "2020-02-13", with: "9020-02-13")
    let run = try log.run("append", "--input=-", input: "\n" + later + "\n")
    #expect(run.status == 2)
    #expect(run.errors.contains("standard input:2: error: the event is dated 9020-02-13"))
    #expect(try !log.folder.names().contains("events.jsonl"))
  }

  @Test("lists every bad line with its place, and records nothing")
  func listsBadLines() throws {
    let log = try Log()
    try Data((Self.pledge + "\n{\"type\":\"pleged\"}\n{\"distrct\":1}\n").utf8)
      .write(to: URL(fileURLWithPath: log.folder.path("in.txt")))
    let run = try log.run("append", "--input=\(log.folder.path("in.txt"))")
    #expect(run.status == 2)
    #expect(run.errors.contains("in.txt:2:9: error: unknown type \"pleged\""))
    #expect(run.errors.contains("in.txt:3:2: error: unknown field \"distrct\""))
    #expect(run.errors.contains("did you mean \"district\"?"))
    #expect(run.errors.contains("2 lines are refused; nothing was recorded"))
    #expect(try !log.folder.names().contains("events.jsonl"))
  }

  @Test("warns of names that are nearly known ones, and records")
  func warnsOfNearNames() throws {
    let log = try Log.ofBusan()
    let line = Self.pledge.replacingOccurrences(of: #""D""#, with: #""China/Shangai""#)
    let run = try log.run("append", "--input=-", input: line)
    #expect(run.status == 0)
    #expect(run.errors.contains("warning: the district \"China/Shangai\" is new"))
  }

  @Test("takes over a journal without sums, which is not written to itself")
  func takesOverForeignJournal() throws {
    let log = try Log()
    let line = Self.pledge.replacingOccurrences(
      of: #""id":"a""#, with: #""id":"a","recordedAt":"2020-02-13T00:00:00Z""#)
    try log.folder.write(("\u{FEFF}" + line + "\r\n\r\n").utf8, to: "events.jsonl")
    let refused = try log.run(
      "append", "pledged", "--shipment=T", "--district=D", "--item=mask=1 piece")
    #expect(refused.status == 2)
    #expect(refused.errors.contains("it is somebody else's"))
    let run = try log.run(
      "append", "--input=\(log.folder.path("events.jsonl"))", "--journal=own")
    #expect(run.output == "recorded 0 of 1 events; 1 were known already\n")
  }

  @Test("does not take a name with a NUL behind it for a field, or an event for its own version")
  func isNotFooled() throws {
    let log = try Log()
    let marked = Self.pledge.replacingOccurrences(of: #""id""#, with: #""id\u0000""#)
    #expect(try log.run("append", "--input=-", input: marked).errors.contains("unknown field"))
    let raw = Self.pledge.replacingOccurrences(of: #""id""#, with: "\"id\0\"")
    #expect(try log.run("append", "--input=-", input: raw).errors.contains("control character"))
    let versions =
      Self.pledge + "\n"
      + Self.pledge.replacingOccurrences(of: #""id":"a""#, with: #""replaces":"a""#)
    #expect(try log.run("append", "--input=-", input: versions).status == 0)
  }

  @Test("reads a file that does not end with a line feed, and refuses one that is not there")
  func readsFiles() throws {
    let log = try Log()
    #expect(try log.run("append", "--input=/nowhere/x").status == 4)
    #expect(try log.run("append", "--input=-", input: Self.pledge).status == 0)
    #expect(try log.run("append", "pledged", "--input=-", input: "").status == 2)
  }

  @Test("a line that is too long once it has its sum is refused, and not lost later")
  func lineTooLongWithItsSum() throws {
    let log = try Log()
    let head =
      #"{"id":"long","type":"requested","occurredOn":"2020-02-13","#
      + #""recordedAt":"2020-02-13T10:00:00.000Z","district":"China","#
      + #""items":[{"item":"mask","unit":"piece","quantity":1}],"note":""#
    for (excess, isTaken) in [(-27, true), (-25, true), (-24, false), (0, false)] {
      let note = String(repeating: "x", count: (1 << 20) + excess - head.utf8.count - 2)
      let run = try log.run("append", "--input=-", input: head + note + "\"}\n")
      #expect((run.status == 0) == isTaken, "\(excess): \(run.errors.prefix(200))")
      #expect(try log.run("replay", "--at=2020-02-20").status == 0)
    }
  }

  @Test("nothing is appended to a journal of blank lines, which would become damage")
  func journalOfBlankLines() throws {
    for bytes in [Array("\n".utf8), [0xEF, 0xBB, 0xBF]] {
      let log = try Log()
      try log.folder.write(bytes, to: "events.jsonl")
      #expect(try log.run("append", "--input=-", input: Self.pledge).status == 2)
      let one = try log.run(
        "append", "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece")
      #expect(one.status == 2)
      #expect(one.errors.contains("its lines have no sums"))
      #expect(try log.folder.read("events.jsonl") == bytes)
    }
  }

  @Test("a damaged index changes nothing about what is known")
  func damagedIndex() throws {
    let log = try Log()
    #expect(try log.run("append", "--input=-", input: Self.pledge).status == 0)
    #expect(try log.run("index").status == 0)
    let index = try log.folder.read(".waybill/index")
    for place in stride(from: 0, to: index.count, by: 97) {
      var changed = index
      changed[place] ^= 0x10
      try log.folder.write(changed, to: ".waybill/index")
      let run = try log.run("append", "--input=-", input: Self.pledge)
      #expect(run.output == "recorded 0 of 1 events; 1 were known already\n", "byte \(place)")
    }
  }
}
