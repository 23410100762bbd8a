@testable import EventLog
import Replay
import Reports
import Shipments

/// An index file of any bytes, with checksums that fit: it is believed or refused, and harms nobody.
final class IndexTarget: FuzzTarget {
  private let log = IndexTarget.lines(0..<18)
  private let tail = IndexTarget.lines(18..<22)

  func run(_ bytes: [UInt8]) {
    let files = files(holding: log)
    let folder = LogFolder("log", files: files)
    let statuses = ["a.jsonl", "b.jsonl"].compactMap { name in
      files.status(at: "log/\(name)").map { (name: name, status: $0) }
    }
    let sealed = IndexSeal(bytes)
    files.put(sealed.bytes, at: LogIndex.path(in: folder))
    do {
      try IndexStamp(index: sealed.identity ?? 0, journals: statuses).write(in: folder)
      var writer = try JournalWriter("b.jsonl", in: folder)
      try writer.append(tail)
    } catch {
      disagree("\(error)")
    }
    guard let answers = try? answers(folder) else { return }
    hold(answers.allSatisfy { !$0.isEmpty }, "an answer without a word")
  }

  /// What reports say by the index; an index that is not believed throws.
  private func answers(_ folder: LogFolder) throws(IndexFault) -> [[UInt8]] {
    let log = try IndexedLog(folder)
    guard let day = DayText.parse("2020-02-15"), let china = try? Path("China") else { return [] }
    var found: [[UInt8]] = []
    for knownAt in [Instant.distantFuture, Instant.end(of: day)] {
      let report = StateReport(at: day, knownAt: nil)
      let summed = try report.summed(by: log, at: day, knownAt: knownAt)
      let state = try log.summarize(report, at: day, knownAt: knownAt, district: nil, threads: 1)
      let pending = try log.summarize(
        PendingReport(at: day, knownAt: nil), at: day, knownAt: knownAt, district: china,
        threads: 1)
      found += [summed?.json, state?.json, pending?.json].compactMap { $0 }
    }
    let part = try log.history(around: Seeds(shipments: ["s1"], ids: ["e3"]))
    return found + [Array("\(part.eventCount)".utf8)]
  }

  /// Real index files of the log, of which the fuzzer makes others.
  func seeds() throws -> [[UInt8]] {
    var seeds: [[UInt8]] = []
    for (events, changes) in [(1, 1), (4, 2), (100, 100)] {
      let files = files(holding: log)
      let folder = LogFolder("log", files: files)
      var sizes = IndexSizes()
      sizes.eventsAPartition = events
      sizes.changesAWindow = changes
      sizes.changesARow = 0
      let scan = try LogScan(folder, threads: 2, partitions: 2)
      try IndexBuilder(scan, folder, sizes: sizes).write()
      seeds.append(files.bytes(of: LogIndex.path(in: folder)) ?? [])
    }
    return seeds
  }

  private func files(holding lines: [[UInt8]]) -> MemoryFiles {
    let files = MemoryFiles()
    for (name, part) in [("a", lines.prefix(9)), ("b", lines.dropFirst(9))] {
      files.put(part.flatMap { $0 + [UInt8(ascii: "\n")] }, at: "log/\(name).jsonl")
    }
    return files
  }

  /// Events of some shipments and districts, with a correction and a shared promise among them.
  private static func lines(_ numbers: Range<Int>) -> [[UInt8]] {
    let kinds = [
      #""type":"pledged","shipment":"s1","donor":"Japan","district":"China","among":["China/A"]"#,
      #""type":"delivered","shipment":"s1","district":"China/A""#,
      #""type":"requested","district":"China/B""#,
      #""type":"transferred","district":"China/B","from":"China/A""#,
      #""type":"purchased","shipment":"s2","district":"Italy","expectedOn":"2020-02-14""#,
      #""type":"issued","district":"China/A","replaces":"e1""#,
    ]
    return numbers.map { number in
      let item = #"{"item":"mask/N95","unit":"piece","quantity":\#(number * 7 + 1)}"#
      let line =
        #"{"id":"e\#(number)","# + kinds[number % kinds.count].split(separator: ",")[0]
        + #","occurredOn":"2020-02-\#(10 + number % 9)","recordedAt":"2020-02-\#(10 + number % 9)"#
        + #"T10:00:00.5Z","# + kinds[number % kinds.count].drop { $0 != "," }.dropFirst()
        + #","items":[\#(item)],"sum":"0000000000000000"}"#
      return Seal.line(Array(line.utf8))
    }
  }
}
