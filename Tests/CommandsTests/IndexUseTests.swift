import Foundation
import TestSupport
import Testing

@Suite("The index of a log that is worth one")
struct IndexUseTests {
  /// A log of 36 MB, of few lines.
  private func largeLog() throws -> Log {
    let log = try Log()
    let note = String(repeating: "x", count: 1_000_000)
    let lines = (0..<36).map { number in
      #"{"id":"e\#(number)","type":"pledged","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T00:00:00Z","shipment":"S\#(number)","donor":"Japan","#
        + #""district":"China","items":[{"item":"mask","unit":"piece","quantity":1}],"#
        + #""note":"\#(note)"}"#
    }
    try log.folder.write(Array((lines.joined(separator: "\n") + "\n").utf8), to: "a.jsonl")
    return log
  }

  @Test("is made by the first report, and by no other while it can be used")
  func isMadeOnce() throws {
    let log = try largeLog()
    let path = log.folder.path + "/.waybill/index"
    func number() throws -> Int? {
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      return attributes[.systemFileNumber] as? Int
    }
    #expect(try log.run("donors", "--at=2020-02-14").status == 0)
    let first = try number()
    for report in ["donors", "replay", "needs"] {
      #expect(try log.run(report).status == 0)
      #expect(try number() == first, "\(report)")
    }
    #expect(try log.run("diff", "--from=2020-02-12").status == 0)
    #expect(try number() == first, "diff")
    try Data("no index".utf8).write(to: URL(fileURLWithPath: path))
    #expect(try log.run("donors").status == 0)
    let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
    #expect(size.map { $0 > 100 } == true)
  }
}
