public import Shipments

/// What the items of a log's lines are worth, as far as the lines say so (`value`).
///
/// No state hangs on it, so that events are packed without it: whoever asks reads the journals once more,
/// down to where they were read before, and takes apart the lines alone that may say it.
public struct StatedWorths: Sendable {
  private struct Row {
    var place: Place
    var item: Int
    var worth: Value
  }

  /// In the order of their places, then of the items in their event.
  private var rows: [Row] = []

  /// Makes a table of no worths.
  public init() {}

  /// Reads what the lines of journals say that were read before, as a ``LogScan`` or a history names them.
  ///
  /// A journal that is another file by now, or is shorter, is an error. It takes a pass over the bytes.
  public init(
    of journals: [JournalSummary], in folder: LogFolder, threads: Int = 1
  ) throws(LogError) {
    let size = journals.reduce(0) { $0 + $1.snapshot.length }
    let cuts = max(1, min(threads, size / StatedWorths.threadBytes))
    folder.progress?.begin(.reading, total: size)
    let parts = Parallel.map(cuts) { cut -> Result<[Row], FileError> in
      do throws(FileError) {
        return .success(
          try StatedWorths.rows(journals, in: folder, size * cut / cuts..<size * (cut + 1) / cuts))
      } catch {
        return .failure(error)
      }
    }
    do throws(FileError) {
      for part in parts { rows += try part.get() }
    } catch {
      throw .file(error)
    }
  }

  /// Below so many bytes a thread more costs more than it gains.
  private static let threadBytes = 1 << 22

  /// Whether no line says what something is worth.
  public var isEmpty: Bool { rows.isEmpty }

  /// Hands over what the line at a place says, with the number of each item in its event, from 0.
  public func forEach<Failure>(
    at place: Place, _ take: (Int, Value) throws(Failure) -> Void
  ) throws(Failure) {
    var (low, high) = (0, rows.count)
    while low < high {
      let middle = (low + high) / 2
      if rows[middle].place < place { low = middle + 1 } else { high = middle }
    }
    while low < rows.count, rows[low].place == place {
      try take(rows[low].item, rows[low].worth)
      low += 1
    }
  }
}

extension StatedWorths {
  /// What the lines say that begin in a range of all journals, one behind the other.
  private static func rows(
    _ journals: [JournalSummary], in folder: LogFolder, _ wanted: Range<Int>
  ) throws(FileError) -> [Row] {
    var parser = LineParser()
    var rows: [Row] = []
    var start = 0
    for (number, journal) in journals.enumerated() {
      let range = (wanted.lowerBound - start..<wanted.upperBound - start)
        .clamped(to: 0..<journal.snapshot.length)
      start += journal.snapshot.length
      guard !range.isEmpty else { continue }
      // The line that begins before the range is another's, down to its line feed.
      var lines = LineReader(
        try journal.snapshot.open(in: folder), from: max(0, range.lowerBound - 1),
        to: journal.snapshot.length, progress: folder.progress)
      if range.lowerBound > 0 { _ = try lines.nextLine() }
      while let span = try lines.nextLine(), span.offset < range.upperBound {
        let line = lines.bytes(span).withoutMark(at: span.offset)
        // A name may be spelt with escapes; nothing else is a letter.
        guard line.contains("value\"") || line.contains("\\u") else { continue }
        add(line, at: Place(journal: number, offset: span.offset), &parser, to: &rows)
      }
    }
    return rows
  }

  /// Adds what a line says; one that is refused was passed over before.
  private static func add(
    _ line: LineBytes, at place: Place, _ parser: inout LineParser, to rows: inout [Row]
  ) {
    guard (try? parser.parse(line)) != nil else { return }
    for item in 0..<parser.fields.itemCount {
      let fields = parser.fields.items[item]
      guard fields.hasValue,
        let currency = try? Name(
          parser.view(fields.currency, in: line).text, maximumBytes: Name.maximumUnitBytes)
      else { continue }
      rows.append(
        Row(
          place: place, item: item,
          worth: Value(
            amount: Quantity(thousandths: fields.amount), currency: currency,
            qualifier: fields.valueQualifier)))
    }
  }
}

extension LineBytes {
  /// The line without the byte-order mark that the first one of a journal may have.
  fileprivate func withoutMark(at offset: Int) -> LineBytes {
    let hasMark =
      offset == 0 && count >= 3 && self[0] == 0xEF && self[1] == 0xBB && self[2] == 0xBF
    return hasMark ? self[3..<count] : self
  }
}
