package import Shipments

/// Events that are packed anew, in the partitions of an index.
package struct EventClusters: ~Copyable, Sendable {
  fileprivate var events: PackedEvents

  package init(partitionCount: Int) {
    events = PackedEvents(partitionCount: partitionCount, hashKey: HashKey())
  }

  /// Adds an event; its names are to be those of the index.
  package mutating func add(
    _ event: EventRecord, of batch: Batch, to partition: Int, _ symbols: borrowing SymbolTable
  ) {
    Packer.add(event, of: batch, to: partition, of: &events, symbols)
  }

  /// Hands over the events of a partition again.
  package func forEachBatch(
    of partition: Int, nameCount: Int, _ table: inout SymbolTable, _ take: (Batch) -> Void
  ) {
    Unpacker(symbols: (0..<nameCount).map { Symbol(number: UInt32($0)) })
      .unpack(partition, of: events, &table, take)
  }

  fileprivate func release(_ partition: Int) { events.release(partition) }
}

/// Clusters that several threads made, each its own.
package final class ClusterRow: Sendable {
  package let clusters: EventClusters
  package init(_ clusters: consuming EventClusters) { self.clusters = clusters }
}

/// Writes an index beside the one that is there, and then puts it in its place.
package struct IndexWriter: ~Copyable {
  private let folder: LogFolder
  private let path: String
  private let file: OpenFile
  private var offset = 0
  private var isFinished = false
  private var directory = IndexBytes()
  private var buffer: [UInt8] = []
  package var header = IndexHeader()

  package init(in folder: LogFolder) throws(FileError) {
    try folder.files.makeFolder(folder.pathOf(journal: ".waybill"))
    let path = folder.files.temporaryPath(for: LogIndex.path(in: folder))
    let file = try OpenFile(path, for: .create, in: folder.files)
    self.folder = folder
    self.path = path
    self.file = file
  }

  deinit { if !isFinished { try? folder.files.remove(path) } }

  /// Writes the next partition, as much of it as each thread has, and lets go of its memory.
  package mutating func add(
    partition: Int, of rows: [ClusterRow]
  ) throws(FileError) {
    let segments = rows.filter { $0.clusters.events.count(of: partition) > 0 }
    directory.number(segments.count)
    for row in segments {
      var bytes: [UInt8] = []
      for chunk in row.clusters.events.chunks(of: partition) {
        unsafe bytes.append(contentsOf: chunk.raw)
      }
      directory.number(offset)
      directory.number(bytes.count)
      directory.number(row.clusters.events.count(of: partition))
      directory.word(Checksum.of(bytes))
      row.clusters.release(partition)
      try write(bytes)
    }
  }

  /// Ends the partitions.
  package mutating func addDirectory() throws(FileError) {
    try add(directory.bytes, as: .partitions)
  }

  /// Writes a section.
  package mutating func add(
    _ bytes: [UInt8], as section: IndexHeader.Section
  ) throws(FileError) {
    header[section] = try add(bytes)
  }

  /// Writes the pages in which entries are looked up.
  package mutating func add(_ entries: [LookupEntry]) throws(FileError) {
    try add(LookupPage.pages(of: LookupEntry.distinct(entries)), as: .lookup)
  }

  /// Writes a part of a section; returns where it stands.
  package mutating func add(_ bytes: [UInt8]) throws(FileError) -> IndexHeader.Span {
    let span = IndexHeader.Span(
      offset: offset, length: bytes.count, checksum: Checksum.of(bytes))
    try write(bytes)
    return span
  }

  private mutating func write(_ bytes: [UInt8]) throws(FileError) {
    buffer += bytes
    offset += bytes.count
    if buffer.count > 1 << 20 { try flush() }
  }

  private mutating func flush() throws(FileError) {
    try file.append(buffer)
    buffer.removeAll(keepingCapacity: true)
  }

  /// Puts the index in its place, for journals that looked so when they were read.
  package mutating func finish(statuses: [FileStatus]) throws(FileError) {
    let bytes = header.encoded
    let identity = Checksum.of(bytes)
    var end = IndexBytes()
    end.word(UInt64(offset))
    end.word(UInt64(bytes.count))
    end.word(identity)
    try write(bytes + end.bytes + LogIndex.mark)
    try flush()
    let names = header.journals.map(\.name)
    try folder.files.rename(path, to: LogIndex.path(in: folder))
    isFinished = true
    try IndexStamp(index: identity, journals: Array(zip(names, statuses))).write(in: folder)
  }
}
