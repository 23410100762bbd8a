import EventLog
import Foundation
import Replay
import Shipments
import TestSupport
import Testing

@Suite("An index that somebody forged, with all its sums right")
struct ForgedIndexTests {
  /// An index file whose bytes may be changed so that every checksum fits again.
  private struct Forgery {
    var index: [UInt8]
    var stamp: [UInt8]
    /// The ranges that carry checksums, each before those that hold it.
    private var ranges: [Range<Int>] = []

    init(_ folder: borrowing TemporaryFolder) throws {
      index = try folder.read(".waybill/index")
      stamp = try folder.read(".waybill/stamp")
      var end = IndexReader(Array(index.suffix(40)))
      let (offset, length) = (Int(try end.word()), Int(try end.word()))
      let header = try IndexHeader(Array(index[offset..<offset + length]))
      func bytes(_ section: IndexHeader.Section) -> IndexReader {
        IndexReader(Array(index[range(header[section])]))
      }
      var directory = bytes(.partitions)
      while !directory.isAtEnd {
        for _ in 0..<(try directory.count()) {
          let (start, length) = (try directory.count(), try directory.count())
          ranges.append(start..<start + length)
          _ = try (directory.count(), directory.word())
        }
      }
      var windows = bytes(.windows)
      while !windows.isAtEnd {
        _ = try windows.signed()
        let (start, length) = (try windows.count(), try windows.count())
        ranges.append(start..<start + length)
        _ = try windows.word()
      }
      for page in stride(from: 0, to: header[.lookup].length, by: LookupPage.byteCount) {
        let start = header[.lookup].offset + page
        ranges.append(start + 8..<start + LookupPage.byteCount)
      }
      for section in IndexHeader.Section.allCases { ranges.append(range(header[section])) }
      ranges.append(offset..<offset + length)
    }

    private func range(_ span: IndexHeader.Span) -> Range<Int> {
      span.offset..<span.offset + span.length
    }

    /// Changes some bytes that lie beside each other.
    mutating func change(_ random: inout RandomEvents) {
      let old = index
      let covered = random.any(ranges.filter { !$0.isEmpty })
      let start = Int.random(in: covered, using: &random.generator)
      for place in start..<min(start + random.any([1, 1, 2, 9]), covered.upperBound) {
        index[place] = random.once(in: 2) ? 0xFF : .random(in: 0...255, using: &random.generator)
      }
      for range in ranges where index[range] != old[range] {
        let sums = [old, index].map { bytes(of: Checksum.of(Array($0[range]))) }
        replace(sums[0], by: sums[1], in: &index)
        replace(sums[0], by: sums[1], in: &stamp)
      }
      let body = Array(stamp[16..<stamp.count - 8])
      stamp.replaceSubrange((stamp.count - 8)..., with: bytes(of: Checksum.of(body)))
    }

    private func bytes(of word: UInt64) -> [UInt8] {
      (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64($0 * 8)) }
    }

    private func replace(_ old: [UInt8], by new: [UInt8], in bytes: inout [UInt8]) {
      guard bytes.count >= 8 else { return }
      for start in 0...bytes.count - 8
      where bytes[start] == old[0] && bytes[start..<start + 8].elementsEqual(old) {
        bytes.replaceSubrange(start..<start + 8, with: new)
      }
    }
  }

  @Test func `is refused, or believed, and harms nobody`() throws {
    let seed = testSeed("a forged index")
    var random = RandomEvents(seed: seed)
    var (refused, believed, changed) = (0, 0, 0)
    for _ in 0..<16 {
      let made = try IndexedFolder(try PartitionedLogTests.events(&random), &random)
      guard made.isIndexed else { continue }
      let whole = try Forgery(made.folder)
      let right = try? answers(made.log)
      for _ in 0..<60 {
        var forged = whole
        forged.change(&random)
        try made.folder.write(forged.index, to: ".waybill/index")
        try made.folder.write(forged.stamp, to: ".waybill/stamp")
        do throws(IndexFault) {
          let found = try answers(made.log)
          believed += 1
          if found != right { changed += 1 }
        } catch {
          refused += 1
        }
      }
    }
    #expect(refused > 50, "what no writer writes is refused")
    #expect(changed > 20, "the sums fit: what could be so is believed, \(changed) of \(believed)")
  }

  private func answers(_ folder: LogFolder) throws(IndexFault) -> [String]? {
    let log = try IndexedLog(folder)
    guard let day = try? day("2020-02-13"), let district = try? Path("China") else { return nil }
    let part = try log.history(around: Seeds(shipments: ["gift"], ids: ["e1"]))
    let shown = try IndexAnswers.of(
      log, at: day, knownAt: .distantFuture, text: nil, district: district, threads: 1)
    return shown.map { $0 + ["\(part.eventCount)"] }
  }
}
