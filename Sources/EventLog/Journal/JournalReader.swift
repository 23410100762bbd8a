public import Shipments

/// Why a log cannot be read.
public enum LogError: Error, Equatable, Sendable {
  /// There is no such folder.
  case noFolder(String)
  /// The system said no.
  case file(FileError)
  /// Lines of a journal are refused: the first ones, and how many there are in all.
  case damaged(journal: String, lines: [RefusedLine], count: Int)
}

/// What was passed over at the end of a journal: never an error, always said.
public struct TornTail: Equatable, Sendable {
  /// Why the bytes do not count.
  public enum Cause: Equatable, Sendable {
    /// They are no whole line: a crash cut them, or they rotted.
    case badBytes
    /// They are part of a batch that was never finished, so nothing of it counts.
    case unfinishedBatch
  }

  /// The journal's name.
  public var journal: String
  /// The journal's path.
  public var path: String
  /// The line's number, from 1; 0 for an unfinished batch.
  public var line: Int
  /// The bytes of the journal that do not count.
  public var bytes: Range<Int>
  /// Why they do not.
  public var cause: Cause
}

/// What was read of one journal.
public struct JournalSummary: Equatable, Sendable {
  /// The journal's name.
  public var name: String
  /// The journal's path.
  public var path: String
  /// How many events it holds, copies included.
  public var events = 0
  /// Whether its lines have sums.
  public var hasSums = false
  /// What was passed over at its end.
  public var tornTail: TornTail?
}

/// Reads journals into batches of records that share one table of symbols.
public struct JournalReader: ~Copyable {
  private var decoder = RecordDecoder()
  private var batch = Batch()

  /// Makes a reader.
  public init() {}

  /// Hands over the last batch, and gives the symbols away.
  public consuming func finish(_ take: (Batch) -> Void) -> SymbolTable {
    if !batch.records.isEmpty { take(batch) }
    return decoder.takeSymbols()
  }

  /// Reads one journal as it is now and hands its events over, a batch at a time.
  ///
  /// `isHeld` tells that this process holds the journal's lock already. Events that do not fill a
  /// batch wait for the next journal, or for ``finish(_:)``.
  public mutating func read(
    _ name: String, number: Int, in folder: LogFolder, isHeld: Bool, _ take: (Batch) -> Void
  ) throws(LogError) -> JournalSummary {
    var summary = JournalSummary(name: name, path: folder.pathOf(journal: name))
    let stop: Stop?
    let length: Int
    let unfinished: Int
    do throws(FileError) {
      let snapshot = try folder.open(journal: name, isHeld: isHeld)
      (length, unfinished) = (snapshot.length, snapshot.unfinished)
      var lines = LineReader(snapshot.takeFile(), to: length)
      stop = try read(&lines, number: number, &summary, take)
    } catch {
      throw .file(error)
    }
    if let stop { try settle(stop, folder, length: length, &summary) }
    if unfinished > 0 {
      let start = summary.tornTail?.bytes.lowerBound ?? length
      summary.tornTail = TornTail(
        journal: name, path: summary.path, line: 0, bytes: start..<length + unfinished,
        cause: .unfinishedBatch)
    }
    return summary
  }

  /// Where a patient look has to begin, because a line was refused.
  private struct Stop {
    var offset = 0
    var lines = 0
    var hasSums = false
  }

  /// Reads lines until the end, or until one that is refused.
  private mutating func read(
    _ lines: inout LineReader, number: Int, _ summary: inout JournalSummary,
    _ take: (Batch) -> Void
  ) throws(FileError) -> Stop? {
    var count = 0
    var summed = 0
    defer { summary.hasSums = summed > 0 }
    while let span = try lines.nextLine() {
      let place = Place(journal: number, offset: span.offset)
      do throws(LineFault) {
        if span.isTooLong { throw LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: 0) }
        if try decoder.decode(lines.bytes(span), at: place, into: &batch) { summed += 1 }
        summary.events += 1
      } catch {
        guard summed == 0 else {
          return Stop(offset: span.offset, lines: count, hasSums: true)
        }
        let line = lines.bytes(span)
        switch decoder.tolerated(error, in: line, at: place, into: &batch) {
        case .event: summary.events += 1
        case .empty: break
        case nil: return Stop()
        }
      }
      count += 1
      if summed != 0, summed != count { return Stop() }
      if batch.records.count == Batch.capacity {
        take(batch)
        batch = .withRoom()
      }
    }
    return nil
  }

  /// Finds out whether a stop is a torn tail, and throws where it is damage.
  private func settle(
    _ stop: Stop, _ folder: LogFolder, length: Int, _ summary: inout JournalSummary
  ) throws(LogError) {
    var inspection = Inspection(from: stop.offset, lineCount: stop.lines, hasSums: stop.hasSums)
    do throws(FileError) {
      let file = try OpenFile(summary.path, for: .read, in: folder.files)
      try inspection.read(file, to: length)
    } catch {
      throw .file(error)
    }
    guard !inspection.isDamaged else {
      throw .damaged(
        journal: summary.name, lines: inspection.refused, count: inspection.refusedCount)
    }
    summary.tornTail = inspection.tornTail(of: summary.name, length: length)
  }
}
