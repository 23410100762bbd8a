package import Shipments

/// An index file, open for reading: what is taken from it is checked against its sums.
///
///     sections    names, partitions (events, then their directory), lookup, districts, days, windows
///     header      see ``IndexHeader``
///     end         three words: the header's offset, length and checksum; then `waybill-index 1\n`
///
/// A section carries its own checksum in the header; a partition, a lookup page and a window each
/// carry one, too, so that a question reads a few pages and not the file. Everything is derived from
/// the journals; whatever is odd about the file is an ``IndexFault``, and the journals are read.
package final class LogIndex: Sendable {
  static let mark = Array("waybill-index 1\n".utf8)
  static let endBytes = 24 + mark.count

  package let header: IndexHeader
  /// The checksum of the header, which names this very index.
  let identity: UInt64
  private let file: OpenFile
  private let size: Int
  private let partitions: [[PackedSegment]]
  private let unpacker: Unpacker

  /// Where events of a partition stand: those that one thread packed.
  struct PackedSegment: Sendable {
    var offset: Int
    var length: Int
    var count: Int
    var checksum: UInt64
  }

  static func path(in folder: LogFolder) -> String {
    folder.pathOf(journal: ".waybill/index")
  }

  /// Opens the index of a log.
  package init(in folder: LogFolder) throws(IndexFault) {
    do throws(FileError) {
      file = try OpenFile(LogIndex.path(in: folder), for: .read, in: folder.files)
    } catch {
      throw IndexFault(error.isNotFound ? "there is none" : "it cannot be opened")
    }
    let size = try LogIndex.size(of: file)
    let end = try LogIndex.read(file, size - LogIndex.endBytes, LogIndex.endBytes, of: size)
    guard end.suffix(LogIndex.mark.count).elementsEqual(LogIndex.mark) else { throw .damaged }
    var reader = IndexReader(end)
    let (offset, length) = (try reader.word(), try reader.word())
    identity = try reader.word()
    guard let offset = Int(exactly: offset), let length = Int(exactly: length) else {
      throw .damaged
    }
    let bytes = try LogIndex.read(file, offset, length, of: size)
    guard Checksum.of(bytes) == identity else { throw .damaged }
    header = try IndexHeader(bytes)
    // A name takes a byte at least.
    guard header.nameCount <= size else { throw .damaged }
    self.size = size
    partitions = try LogIndex.directory(
      try LogIndex.section(header[.partitions], file, of: size), size)
    unpacker = Unpacker(symbols: (0..<header.nameCount).map { Symbol(number: UInt32($0)) })
  }

  private static func size(of file: borrowing OpenFile) throws(IndexFault) -> Int {
    do throws(FileError) {
      let size = try file.status().size
      if size >= endBytes { return size }
    } catch {}
    throw .damaged
  }

  private static func read(
    _ file: borrowing OpenFile, _ offset: Int, _ length: Int, of size: Int
  ) throws(IndexFault) -> [UInt8] {
    guard offset >= 0, offset <= size, length <= size - offset else { throw .damaged }
    do throws(FileError) {
      let bytes = try file.bytes(offset..<offset + length)
      if bytes.count == length { return bytes }
    } catch {}
    throw .damaged
  }

  private static func section(
    _ span: IndexHeader.Span, _ file: borrowing OpenFile, of size: Int
  ) throws(IndexFault) -> [UInt8] {
    let bytes = try read(file, span.offset, span.length, of: size)
    guard Checksum.of(bytes) == span.checksum else { throw .damaged }
    return bytes
  }

  private static func directory(
    _ bytes: [UInt8], _ size: Int
  ) throws(IndexFault) -> [[PackedSegment]] {
    var reader = IndexReader(bytes)
    var partitions: [[PackedSegment]] = []
    while !reader.isAtEnd {
      var segments: [PackedSegment] = []
      for _ in 0..<(try reader.count()) {
        let segment = PackedSegment(
          offset: try reader.count(), length: try reader.count(), count: try reader.count(),
          checksum: try reader.word())
        guard segment.offset <= size, segment.length <= size - segment.offset else {
          throw .damaged
        }
        segments.append(segment)
      }
      partitions.append(segments)
    }
    return partitions
  }

  /// How many partitions there are.
  package var partitionCount: Int { partitions.count }

  /// Reads a whole section.
  package func section(_ section: IndexHeader.Section) throws(IndexFault) -> IndexReader {
    IndexReader(try LogIndex.section(header[section], file, of: size))
  }

  /// Reads a part of the file that carries a checksum.
  package func part(
    _ offset: Int, _ length: Int, checksum: UInt64
  ) throws(IndexFault) -> IndexReader {
    IndexReader(
      try LogIndex.section(
        IndexHeader.Span(offset: offset, length: length, checksum: checksum), file,
        of: size))
  }

  /// Adds the names of the log, by their numbers, to an empty table; returns how each is used.
  package func names(into table: inout SymbolTable) throws(IndexFault) -> [NameRoles] {
    var reader = try section(.names)
    var roles = [NameRoles()]
    while !reader.isAtEnd {
      let text = try reader.text()
      let symbol = unsafe text.withUnsafeBytes { unsafe table.intern($0) }
      guard Int(symbol.number) == roles.count else { throw .damaged }
      roles.append(NameRoles(rawValue: UInt8(truncatingIfNeeded: try reader.number())))
    }
    guard roles.count == header.nameCount else { throw .damaged }
    return roles
  }

  /// Hands over a partition's events, a batch at a time.
  ///
  /// `table` is to begin with the index's names; shipments and ids that are no UUIDs join it.
  package func forEachBatch(
    of partition: Int, _ table: inout SymbolTable, _ take: (Batch) -> Void
  ) throws(IndexFault) {
    let found = partitions[partition]
    for segment in found { try forEachBatch(of: segment, &table, take) }
  }

  private func forEachBatch(
    of segment: PackedSegment, _ table: inout SymbolTable, _ take: (Batch) -> Void
  ) throws(IndexFault) {
    var buffer = ByteBuffer(capacity: segment.length + PackedReader.slack)
    var filled = 0
    do throws(FileError) {
      while filled < segment.length {
        let taken = try file.fill(&buffer, filled..<segment.length, at: segment.offset + filled)
        guard taken > 0 else { break }
        filled += taken
      }
    } catch {
      throw .damaged
    }
    let bytes = buffer.line(0..<segment.length)
    guard filled == segment.length, Checksum.of(bytes) == segment.checksum else { throw .damaged }
    var isSound = true
    let isRead = unpacker.unpack(segment.count, items: segment.count, in: [bytes], &table) {
      batch in
      isSound = isSound && hasSoundValues(batch)
      if isSound { take(batch) }
    }
    guard isRead, isSound else { throw .damaged }
  }

  /// Whether days, places and quantities are such as lines have, on which the fold relies.
  private func hasSoundValues(_ batch: Batch) -> Bool {
    func isSound(_ quantity: Quantity) -> Bool {
      (-Quantity.maximum.thousandths...Quantity.maximum.thousandths).contains(quantity.thousandths)
    }
    return batch.records.allSatisfy { event in
      (Day.first...Day.last).contains(event.occurredOn)
        && (Day.first...Day.last).contains(event.expectedOn ?? .first)
        && event.place.journal < header.journals.count
    }
      && batch.items.allSatisfy {
        isSound($0.quantity) && isSound($0.damaged) && isSound($0.missing)
          && $0.damaged >= .zero && $0.missing >= .zero
      }
  }

  /// How many events a partition holds.
  package func eventCount(of partition: Int) -> Int {
    partitions[partition].reduce(0) { $0 + $1.count }
  }

  /// The partitions that may hold what has a hash; nearly always one, or none.
  package func partitions(of hash: UInt64) throws(IndexFault) -> [Int] {
    let span = header[.lookup]
    let pages = span.length / LookupPage.byteCount
    guard pages > 0 else { return [] }
    guard span.offset <= size, span.length <= size - span.offset else { throw .damaged }
    let offset = span.offset + LookupPage.row(of: hash, pages) * LookupPage.byteCount
    let bytes = try LogIndex.read(file, offset, LookupPage.byteCount, of: size)
    let found = try LookupPage.partitions(of: hash, in: bytes)
    guard found.allSatisfy({ $0 < partitions.count }) else { throw .damaged }
    return found
  }
}

/// In which roles a name is used.
package struct NameRoles: OptionSet, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let district = NameRoles(rawValue: 1)
  package static let donor = NameRoles(rawValue: 2)
  package static let item = NameRoles(rawValue: 4)
  package static let unit = NameRoles(rawValue: 8)
}
