package import Shipments

/// What an index says of itself.
package struct IndexHeader: Sendable {
  /// The version of the file's form; another one is not read.
  static let version: UInt64 = 4

  /// The parts of an index beside the header.
  package enum Section: Int, CaseIterable, Sendable {
    case names, partitions, lookup, districts, days, windows
  }

  /// Where a part of the file stands, and the checksum of its bytes.
  package struct Span: Sendable {
    package var offset = 0
    package var length = 0
    package var checksum: UInt64 = 0
  }

  /// The seed of the key by which shipments and ids are looked up.
  package var seed: UInt64 = 0
  /// How many lines are covered, copies included.
  package var lineCount = 0
  /// When the latest of them was recorded.
  package var latest = Instant(seconds: .min, nanoseconds: 0)
  /// How many names there are, the empty one among them.
  package var nameCount = 0
  /// The journals that it covers, in byte order of their names.
  package var journals: [CoveredJournal] = []
  /// Where the sections stand.
  package var spans = [Span](repeating: Span(), count: Section.allCases.count)

  package init() {}

  package subscript(section: Section) -> Span {
    get { spans[section.rawValue] }
    set { spans[section.rawValue] = newValue }
  }

  var encoded: [UInt8] {
    var bytes = IndexBytes()
    bytes.number(IndexHeader.version)
    bytes.word(seed)
    bytes.number(lineCount)
    bytes.signed(latest.seconds)
    bytes.number(UInt64(latest.nanoseconds))
    bytes.number(nameCount)
    bytes.number(journals.count)
    for journal in journals { journal.write(to: &bytes) }
    for span in spans {
      bytes.number(span.offset)
      bytes.number(span.length)
      bytes.word(span.checksum)
    }
    return bytes.bytes
  }

  package init(_ bytes: [UInt8]) throws(IndexFault) {
    var reader = IndexReader(bytes)
    guard try reader.number() == IndexHeader.version else {
      throw IndexFault("it is of another version")
    }
    seed = try reader.word()
    lineCount = try reader.count()
    latest = Instant(
      seconds: try reader.signed(), nanoseconds: Int32(truncatingIfNeeded: try reader.number()))
    nameCount = try reader.count()
    for _ in 0..<(try reader.count()) { journals.append(try CoveredJournal(&reader)) }
    for row in spans.indices {
      spans[row] = Span(
        offset: try reader.count(), length: try reader.count(), checksum: try reader.word())
    }
  }
}

/// How much of a journal an index stands in for.
package struct CoveredJournal: Sendable {
  /// The journal's name.
  package var name: String
  /// How many bytes from its beginning are covered.
  package var length: Int
  /// The checksum of the last of these bytes, up to ``digestBytes`` of them.
  package var digest: UInt64
  /// How many lines are covered, and of these how many with sums.
  var lines: RangeSummary

  static let digestBytes = 1 << 16

  func write(to bytes: inout IndexBytes) {
    bytes.text(Array(name.utf8))
    bytes.number(length)
    bytes.word(digest)
    bytes.number(lines.lines)
    bytes.number(lines.summedLines)
    bytes.number(lines.events)
  }

  init(_ reader: inout IndexReader) throws(IndexFault) {
    name = String(decoding: try reader.text(), as: UTF8.self)
    length = try reader.count()
    digest = try reader.word()
    lines = RangeSummary()
    lines.lines = try reader.count()
    lines.summedLines = try reader.count()
    lines.events = try reader.count()
  }

  init(name: String, length: Int, digest: UInt64, lines: RangeSummary) {
    self.name = name
    self.length = length
    self.digest = digest
    self.lines = lines
  }

  /// The digest of a journal of which so many bytes are covered.
  static func digest(of file: borrowing OpenFile, length: Int) throws(FileError) -> UInt64 {
    Checksum.of(try file.bytes(max(0, length - digestBytes)..<length))
  }
}
