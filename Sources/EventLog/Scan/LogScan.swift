public import Shipments

/// What is read of a log in one go: its events, packed and spread over partitions.
///
/// Journals are cut into ranges, and each is read into partitions of its own, so that threads share
/// nothing. A partition's events come in the order in which they stand in the log, whatever the
/// number of threads.
public struct LogScan: ~Copyable, Sendable {
  /// The donors, districts, items and units of all events, and the ids that others replace.
  public let symbols: SymbolTable
  /// What was read, by journal, in byte order of their names.
  public let journals: [JournalSummary]
  /// The ids that some event replaces.
  public let replaced: [EventKey]
  /// How many partitions there are.
  public let partitionCount: Int
  /// How many threads read, and may replay.
  public let threads: Int
  /// Whom to tell how far the work has come.
  package let progress: WorkProgress?
  /// Where the memory of the partitions comes from, and goes once they are released.
  let pool: ChunkPool
  private let parts: [ScannedPart]
  private let snapshots: [JournalSnapshot]
  private let wholes: [RangeSummary]
  private let unpackers: [Unpacker]

  /// The bytes of a partition's lines at least: its fold is to stay in the caches, and so is what a scan
  /// writes to all partitions at once.
  private static let partitionBytes = 3 << 19
  private static let maximumPartitions = 1 << 14
  /// Below so many bytes a thread more costs more than it gains.
  private static let threadBytes = 1 << 22

  /// Reads every journal of a folder; one whose lock this process holds is named.
  ///
  /// `partitions` is a power of two; without it, it is chosen by the size of the log. A log that
  /// would take more than `memory` bytes is refused before anything is read.
  public init(
    _ folder: LogFolder, holding heldJournal: String? = nil, threads: Int = 1,
    partitions: Int? = nil, memory: Int = SystemMemory.byteCount
  ) throws(LogError) {
    let snapshots = try LogScan.snapshots(folder, holding: heldJournal)
    let size = snapshots.reduce(0) { $0 + $1.length }
    let needed = LogScan.memoryNeeded(bytes: size, isWhole: partitions == 1)
    guard needed <= memory else { throw .tooLarge(needed: needed, available: memory) }
    let partitionCount = partitions ?? LogScan.partitionCount(bytes: size)
    let threads =
      partitions == nil
      ? max(1, min(threads, size / LogScan.threadBytes)) : min(threads, max(1, size))
    folder.progress?.begin(.reading, total: size)
    let pool = ChunkPool()
    let results = LogScan.scan(snapshots, folder, threads, partitionCount, pool)
    var ranges: [[RangeSummary]] = Array(repeating: [], count: snapshots.count)
    var parts: [ScannedPart] = []
    for result in results {
      do throws(FileError) {
        let (part, found) = try result.get()
        parts.append(part)
        for (journal, summary) in found { ranges[journal].append(summary) }
      } catch {
        throw .file(error)
      }
    }
    var journals: [JournalSummary] = []
    for (number, snapshot) in snapshots.enumerated() {
      journals.append(try snapshot.summary(of: ranges[number], in: folder))
    }
    var symbols = SymbolTable()
    var replaced: [EventKey] = []
    var unpackers: [Unpacker] = []
    for part in parts {
      let shared = symbols.intern(allOf: part.symbols)
      unpackers.append(Unpacker(symbols: shared))
      for key in part.replaced {
        replaced.append(key.symbol.map { EventKey(text: shared[Int($0.number)]) } ?? key)
      }
    }
    progress = folder.progress
    self.snapshots = snapshots
    wholes = ranges.map(RangeSummary.init(joining:))
    self.partitionCount = partitionCount
    self.threads = threads
    self.parts = parts
    self.pool = pool
    self.unpackers = unpackers
    self.replaced = replaced
    self.journals = journals
    self.symbols = symbols
  }

  private static func snapshots(
    _ folder: LogFolder, holding heldJournal: String?
  ) throws(LogError) -> [JournalSnapshot] {
    let names: [String]?
    var snapshots: [JournalSnapshot] = []
    do throws(FileError) {
      names = try folder.journals()
      for name in names ?? [] {
        snapshots.append(
          try folder.snapshot(journal: name, isHeld: JournalName.isSame(name, heldJournal)))
      }
    } catch {
      throw .file(error)
    }
    guard names != nil else { throw .noFolder(folder.path) }
    return snapshots
  }

  /// How much memory a log of this size takes at most, by what was measured: a third of its size in
  /// partitions, and as much as its size where it is replayed as a whole.
  private static func memoryNeeded(bytes: Int, isWhole: Bool) -> Int {
    isWhole ? bytes : bytes / 3
  }

  /// The power of two that cuts a log of this size into partitions of the best size, or nearly.
  private static func partitionCount(bytes: Int) -> Int {
    var count = 1
    while count < maximumPartitions, count * 2 * partitionBytes <= bytes { count *= 2 }
    return count
  }

  private typealias Scanned = (part: ScannedPart, found: [(journal: Int, summary: RangeSummary)])

  /// Where journals of so many bytes are cut: a large range for each thread, then smaller and smaller ones
  /// for whoever is done first.
  private static func ranges(bytes: Int, threads: Int) -> [Range<Int>] {
    guard threads > 1 else { return [0..<bytes] }
    var cuts = [0]
    var done = 0
    // Shares of the whole in 32nds, each for all threads.
    for share in [28, 2, 1, 1] {
      cuts += (1...threads).map { bytes * (done * threads + share * $0) / (32 * threads) }
      done += share
    }
    return zip(cuts, cuts.dropFirst()).map { $0..<$1 }
  }

  /// Reads the journals range by range.
  private static func scan(
    _ snapshots: [JournalSnapshot], _ folder: LogFolder, _ threads: Int, _ partitionCount: Int,
    _ pool: ChunkPool
  ) -> [Result<Scanned, FileError>] {
    let ranges = ranges(bytes: snapshots.reduce(0) { $0 + $1.length }, threads: threads)
    let (hashKey, pieces) = (HashKey(), PieceQueue(ranges.count))
    let results = Parallel.map(threads) { _ in
      var results: [(piece: Int, result: Result<Scanned, FileError>)] = []
      while let piece = pieces.next() {
        let scanner = JournalScanner(partitionCount: partitionCount, hashKey: hashKey, pool: pool)
        results.append((piece, scan(snapshots, folder, ranges[piece], scanner)))
      }
      return results
    }
    return results.joined().sorted { $0.piece < $1.piece }.map(\.result)
  }

  /// Reads a range of all journals, one behind the other.
  private static func scan(
    _ snapshots: [JournalSnapshot], _ folder: LogFolder, _ wanted: Range<Int>,
    _ scanner: consuming JournalScanner
  ) -> Result<Scanned, FileError> {
    var found: [(journal: Int, summary: RangeSummary)] = []
    var start = 0
    do throws(FileError) {
      for (number, snapshot) in snapshots.enumerated() {
        let range = (wanted.lowerBound - start..<wanted.upperBound - start)
          .clamped(to: 0..<snapshot.length)
        start += snapshot.length
        guard !range.isEmpty else { continue }
        found.append((number, try scanner.read(snapshot, number: number, range, in: folder)))
      }
    } catch {
      return .failure(error)
    }
    return .success((scanner.finish(), found))
  }

  /// How many bytes of journals were read.
  public var byteCount: Int { snapshots.reduce(0) { $0 + $1.length } }

  /// How many events there are, copies included.
  public var lineCount: Int { journals.reduce(0) { $0 + $1.events } }

  /// How many events a partition holds, copies included.
  public func lineCount(of partition: Int) -> Int {
    parts.reduce(0) { $0 + $1.events.count(of: partition) }
  }

  /// Hands over a partition's events, a batch at a time, in the order in which they stand.
  ///
  /// `table` is to extend ``symbols``; the shipments and the ids that are no UUIDs join it.
  public func forEachBatch(
    of partition: Int, _ table: inout SymbolTable, _ take: (Batch) -> Void
  ) {
    for (part, unpacker) in zip(parts, unpackers) {
      unpacker.unpack(partition, of: part.events, &table, take)
    }
  }

  /// The same of the events that have relations, and of those with ids that are wanted.
  public func forEachBatch(
    of partition: Int, _ table: inout SymbolTable, wanted: (EventKey) -> Bool,
    _ take: (Batch) -> Void
  ) {
    for (part, unpacker) in zip(parts, unpackers) {
      unpacker.unpack(partition, of: part.events, &table, wanted: wanted, take)
    }
  }

  /// Gives the memory of a partition back; it is empty from then on.
  public func release(_ partition: Int) {
    for part in parts { part.events.release(partition) }
  }
}

extension LogScan {
  /// How much of each journal was read, and what the journals looked like then.
  ///
  /// Only whole journals can be covered by an index: their last line has its line feed.
  package func coverage(
    in folder: LogFolder
  ) throws(IndexFault) -> (journals: [CoveredJournal], statuses: [FileStatus]) {
    var covered: [CoveredJournal] = []
    for (snapshot, (lines, summary)) in zip(snapshots, zip(wholes, journals)) {
      guard summary.tornTail == nil else { throw IndexFault("a journal has a torn tail") }
      do throws(FileError) {
        let file = try snapshot.open(in: folder)
        let length = snapshot.length
        let last = try file.bytes(max(0, length - 1)..<length)
        guard last.isEmpty || last == [UInt8(ascii: "\n")] else {
          throw FileError.changed(snapshot.name)
        }
        covered.append(
          CoveredJournal(
            name: snapshot.name, length: length,
            digest: try CoveredJournal.digest(of: file, length: length), lines: lines))
      } catch {
        throw IndexFault("a journal's last line has no line feed, or it cannot be read")
      }
    }
    return (covered, snapshots.map(\.status))
  }
}

extension JournalSnapshot {
  /// Puts the ranges of a journal together, and finds out what a refused line means.
  func summary(
    of ranges: [RangeSummary], in folder: LogFolder
  ) throws(LogError) -> JournalSummary {
    var summary = JournalSummary(
      name: name, path: folder.pathOf(journal: name), snapshot: self)
    let whole = RangeSummary(joining: ranges)
    summary.events = whole.events
    summary.hasSums = whole.summedLines > 0
    if whole.summedLines != 0, whole.summedLines != whole.lines {
      try settle(Inspection(), folder, &summary)
    } else if let offset = whole.refusedAt {
      let isSummed = whole.summedLines > 0
      try settle(
        isSummed
          ? Inspection(from: offset, lineCount: whole.lines, hasSums: true) : Inspection(),
        folder, &summary)
    }
    summary.tornTail = unfinishedBatch(in: folder, behind: summary.tornTail) ?? summary.tornTail
    return summary
  }

  /// The bytes of a batch that was never finished, with a torn tail before them if there is one.
  func unfinishedBatch(in folder: LogFolder, behind tail: TornTail?) -> TornTail? {
    guard unfinished > 0 else { return nil }
    return TornTail(
      journal: name, path: folder.pathOf(journal: name), line: 0,
      bytes: (tail?.bytes.lowerBound ?? length)..<length + unfinished, cause: .unfinishedBatch)
  }

  /// Finds out whether a refused line is a torn tail, and throws where it is damage.
  private func settle(
    _ inspection: consuming Inspection, _ folder: LogFolder, _ summary: inout JournalSummary
  ) throws(LogError) {
    do throws(FileError) {
      try inspection.read(open(in: folder), to: length)
    } catch {
      throw .file(error)
    }
    guard !inspection.isDamaged else {
      throw .damaged(journal: name, lines: inspection.refused, count: inspection.refusedCount)
    }
    summary.tornTail = inspection.tornTail(of: name, length: length)
  }
}
