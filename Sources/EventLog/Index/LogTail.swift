package import Shipments

/// What stands in a log's journals behind what an index covers.
package struct LogTail: ~Copyable, Sendable {
  /// What was read of all journals, covered or not: those of the index first, then new ones.
  package let journals: [JournalSummary]
  private let part: ScannedPart

  /// Sees that the journals hold what the index covers, and reads what stands behind it.
  package init(
    behind index: LogIndex, in folder: LogFolder, holding heldJournal: String?
  ) throws(IndexFault) {
    guard let stamp = IndexStamp(in: folder), stamp.index == index.identity else {
      throw IndexFault("it was not finished")
    }
    let snapshots = try LogTail.snapshots(index, stamp, folder, heldJournal)
    try LogTail.refuseLongTail(snapshots, index.header.journals)
    var scanner = JournalScanner(partitionCount: 1, hashKey: HashKey(), pool: ChunkPool())
    var journals: [JournalSummary] = []
    for (number, snapshot) in snapshots.enumerated() {
      let covered = number < index.header.journals.count ? index.header.journals[number] : nil
      let start = covered?.length ?? 0
      var ranges = covered.map { [$0.lines] } ?? []
      do {
        if start < snapshot.length {
          ranges.append(
            try scanner.read(snapshot, number: number, start..<snapshot.length, in: folder))
        }
        journals.append(try snapshot.summary(of: ranges, in: folder))
      } catch {
        throw IndexFault("a journal has to be looked at")
      }
    }
    self.journals = journals
    part = scanner.finish()
  }

  /// A long tail is better read on all threads, and with the log as a whole.
  private static func refuseLongTail(
    _ snapshots: [JournalSnapshot], _ covered: [CoveredJournal]
  ) throws(IndexFault) {
    let known = covered.reduce(0) { $0 + $1.length }
    let tail = snapshots.reduce(0) { $0 + $1.length } - known
    guard tail <= max(1 << 24, known / 8) else {
      throw IndexFault("much was appended since it was made")
    }
  }

  /// The journals that the index covers, unchanged, and those that are new behind them.
  private static func snapshots(
    _ index: LogIndex, _ stamp: IndexStamp, _ folder: LogFolder, _ heldJournal: String?
  ) throws(IndexFault) -> [JournalSnapshot] {
    let covered = index.header.journals
    do throws(FileError) {
      let names = try folder.journals() ?? []
      let isCovered =
        names.count >= covered.count
        && zip(names, covered).allSatisfy { JournalName.isSame($0, $1.name) }
      guard isCovered else {
        throw FileError.changed(folder.path)
      }
      var snapshots: [JournalSnapshot] = []
      for name in names {
        snapshots.append(
          try folder.snapshot(journal: name, isHeld: JournalName.isSame(name, heldJournal)))
      }
      for (journal, snapshot) in zip(covered, snapshots) {
        guard stamp.status(of: journal.name) == snapshot.status,
          snapshot.length >= journal.length,
          try CoveredJournal.digest(of: snapshot.open(in: folder), length: journal.length)
            == journal.digest
        else { throw FileError.changed(journal.name) }
      }
      return snapshots
    } catch {
      throw IndexFault("the journals were changed")
    }
  }

  /// How many lines stand behind what the index covers.
  package var lineCount: Int { part.events.count(of: 0) }

  /// Adds the tail's names to a table that begins with those of the index.
  package func addNames(to table: inout SymbolTable) -> TailNames {
    TailNames(unpacker: Unpacker(symbols: table.intern(allOf: part.symbols)))
  }

  /// Hands over the tail's events; `table` is to extend one that the tail's names were added to.
  package func forEachBatch(
    _ names: TailNames, _ table: inout SymbolTable, _ take: (Batch) -> Void
  ) {
    names.unpacker.unpack(0, of: part.events, &table, take)
  }
}

/// The numbers of a tail's names in a table.
package struct TailNames: Sendable {
  fileprivate let unpacker: Unpacker
}
