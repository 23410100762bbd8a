import Foundation
import TestSupport
import Testing

@Suite("On a terminal", .serialized)
struct TerminalTests {
  /// Runs a command line of the shell on a terminal of so many columns, and returns what it shows.
  private func onTerminal(_ commandLine: String, columns: Int = 80) throws -> String {
    let run = try TestProgram.run(
      "/usr/bin/script",
      ["-qec", "stty cols \(columns); \(commandLine)", "/dev/null"],
      environment: ["TERM": "xterm", "NO_COLOR": "1", "SHELL": "/bin/sh", "WAYBILL_THREADS": "1"])
    return run.output
  }

  private static let waybill = "'\(TestProgram.waybill)'"
  private static let article = "--log='\(TestProgram.packageRoot)/EventLog' --at=2020-02-20"

  /// A log that no machine reads within half a second in a test build.
  private static let longLog = Result {
    let folder = try TemporaryFolder()
    let pledge =
      #"{"id":"ID","type":"pledged","occurredOn":"2020-02-13","#
      + #""recordedAt":"2020-02-13T09:00:00Z","shipment":"ID","donor":"South Korea/Busan","#
      + #""district":"China/Shanghai","items":[{"item":"mask","quantity":10,"unit":"piece"}]}"#
    let parts = pledge.components(separatedBy: "ID").map { Array($0.utf8) }
    var lines: [UInt8] = []
    for number in 0..<longLines {
      lines += parts.joined(separator: Array("a-\(number)".utf8)) + [UInt8(ascii: "\n")]
    }
    try folder.write(lines, to: "theirs.jsonl")
    return folder
  }

  private static let longLines = 80_000

  @Test("tables fit, and what has no room is named")
  func tablesFit() throws {
    let shown = try onTerminal("\(Self.waybill) pending \(Self.article)", columns: 72)
    let lines = shown.split(separator: "\r\n")
    #expect(lines.count > 20 && lines.allSatisfy { $0.count <= 72 })
    #expect(shown.contains("Left out for want of room: unit, status, expectedOn."))
    let piped = try onTerminal("\(Self.waybill) pending \(Self.article) | cat", columns: 72)
    #expect(piped.contains("China (Fujian, Guangdong, Hubei, Shanghai)") && !piped.contains("Left"))
  }

  @Test("what takes long shows how far it is, and leaves nothing behind")
  func progressIsShown() throws {
    let folder = try Self.longLog.get()
    let shown = try onTerminal(
      "\(Self.waybill) replay --no-index --log='\(folder.path)' >/dev/null")
    #expect(shown.contains("\rreading ━"))
    #expect(shown.contains(" MB/s, ") && shown.contains(" s left\u{1B}[K"))
    #expect(shown.hasSuffix("\r\u{1B}[K"))
    let dumb = try onTerminal(
      "TERM=dumb \(Self.waybill) replay --no-index --log='\(folder.path)' >/dev/null")
    #expect(dumb == "")
  }

  @Test("so do index and append --input")
  func progressOfOtherWork() throws {
    let folder = try Self.longLog.get()
    let copy = try TemporaryFolder()
    let file = folder.path("theirs.jsonl")
    let appended = try onTerminal(
      "\(Self.waybill) append --input='\(file)' --log='\(copy.path)' --journal=ours")
    #expect(appended.contains("\rrecording ") && appended.contains(" MB/s, "))
    let last = "recorded \(Self.longLines) of \(Self.longLines) events; 0 were known already\r\n"
    #expect(appended.hasSuffix("\r\u{1B}[K" + last))
    let indexed = try onTerminal("\(Self.waybill) index --log='\(copy.path)'")
    #expect(indexed.contains("\rindexing ") && indexed.contains(" lines"))
    #expect(indexed.hasSuffix("\r\u{1B}[Kthe index covers \(Self.longLines) lines\r\n"))
  }

  @Test("what is quick shows nothing, and neither does a pipe")
  func silence() throws {
    let quick = try onTerminal("\(Self.waybill) pending \(Self.article) >/dev/null")
    #expect(quick == "")
    let folder = try Self.longLog.get()
    let piped = try TestProgram.waybill(["replay", "--no-index"], log: folder.path)
    #expect(piped.errors == "" && !piped.output.contains("\u{1B}"))
  }
}
