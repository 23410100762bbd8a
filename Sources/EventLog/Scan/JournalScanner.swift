import Shipments

/// Reads parts of journals, line by line, and packs their events.
struct JournalScanner: ~Copyable {
  private var decoder = RecordDecoder()
  private var events: PackedEvents

  init(partitionCount: Int, hashKey: HashKey, pool: ChunkPool) {
    events = PackedEvents(partitionCount: partitionCount, hashKey: hashKey, pool: pool)
  }

  /// Gives away what was read.
  consuming func finish() -> ScannedPart {
    let replaced = decoder.replaced
    return ScannedPart(events, symbols: decoder.takeSymbols(), replaced: replaced)
  }

  /// Reads the lines that begin in a range of a journal, until one is refused.
  mutating func read(
    _ snapshot: JournalSnapshot, number: Int, _ range: Range<Int>, in folder: LogFolder
  ) throws(FileError) -> RangeSummary {
    let file = try snapshot.open(in: folder)
    // The line that begins before the range is another's, down to its line feed.
    let start = max(0, range.lowerBound - 1)
    var lines = LineReader(file, from: start, to: snapshot.length, progress: folder.progress)
    if range.lowerBound > 0 { _ = try lines.nextLine() }
    var summary = RangeSummary()
    while lines.offset < range.upperBound {
      if decoder.lastWasCanonical, summary.summedLines == summary.lines {
        readRun(&lines, number, upTo: range.upperBound, &summary)
        guard lines.offset < range.upperBound else { break }
      }
      let place = Place(journal: number, offset: lines.offset)
      guard let span = try lines.nextLine() else { break }
      do throws(LineFault) {
        if span.isTooLong { throw LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: 0) }
        if try decoder.decode(lines.bytes(span), at: place, into: &events) {
          summary.summedLines += 1
        }
        summary.events += 1
      } catch {
        switch decoder.tolerated(error, in: lines.bytes(span), at: place, into: &events) {
        case .event where summary.summedLines == 0: summary.events += 1
        case .empty where summary.summedLines == 0: break
        default:
          summary.refusedAt = span.offset
          return summary
        }
      }
      summary.lines += 1
      // Either every line has a sum or none has.
      if summary.summedLines != 0, summary.summedLines != summary.lines { return summary }
    }
    return summary
  }
}

extension JournalScanner {
  /// Reads lines that are at hand and begin before an offset, as long as Waybill wrote them with sums.
  @inline(__always)
  private mutating func readRun(
    _ lines: inout LineReader, _ number: Int, upTo end: Int, _ summary: inout RangeSummary
  ) {
    let run = lines.wholeLines
    let start = Place(journal: number, offset: lines.offset)
    let limit = end - lines.offset
    var at = 0
    var count = 0
    while at < limit,
      let bytes = decoder.decodeFirst(
        of: run.part(at: at, count: run.count &- at), at: start.advanced(by: at), into: &events)
    {
      at = at &+ bytes
      count &+= 1
    }
    lines.step(over: at)
    summary.lines += count
    summary.summedLines += count
    summary.events += count
  }
}

/// What was found in a range of a journal.
struct RangeSummary: Sendable {
  var lines = 0
  var summedLines = 0
  var events = 0
  /// Where the first line begins that is refused.
  var refusedAt: Int?

  init() {}

  /// Joins ranges that follow each other, down to the first line that is refused.
  init(joining ranges: [RangeSummary]) {
    for range in ranges where refusedAt == nil {
      lines += range.lines
      summedLines += range.summedLines
      events += range.events
      refusedAt = range.refusedAt
    }
  }
}

/// What one scanner read, with symbols of its own.
final class ScannedPart: Sendable {
  let events: PackedEvents
  let symbols: SymbolTable
  /// The ids that some event replaces, by the part's own symbols.
  let replaced: [EventKey]

  init(_ events: consuming PackedEvents, symbols: consuming SymbolTable, replaced: [EventKey]) {
    self.events = events
    self.symbols = symbols
    self.replaced = replaced
  }
}
