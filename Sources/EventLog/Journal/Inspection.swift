import Shipments

/// A line that is refused, with all that a message about it needs.
public struct RefusedLine: Equatable, Sendable {
  /// The journal's path.
  public var path: String
  /// The line's number, from 1.
  public var line: Int
  /// The column of the fault in characters, from 1.
  public var column: Int
  /// What is wrong.
  public var problem: LineProblem
  /// The bytes of the journal that the line takes.
  public var bytes: Range<Int>
  /// A part of the line around the fault.
  public var excerpt: [UInt8]
  /// The offset of the fault in the excerpt.
  public var caret: Int
  /// Whether the line is a whole object that says something wrong, and not merely bad bytes.
  public var isWholeObject: Bool
}

/// A slow, patient look at a journal: every refused line, and what they amount to.
public struct Inspection: Sendable {
  /// The most refused lines that are kept for messages.
  static let maximumLines = 100

  /// The first of the lines that are refused.
  public private(set) var refused: [RefusedLine] = []
  /// How many lines are refused.
  public private(set) var refusedCount = 0
  /// The first of the lines with fields that the format does not know.
  public private(set) var unknownFields: [RefusedLine] = []
  /// Where the valid lines end; what follows is bad bytes only.
  private(set) var validEnd: Int
  private var validLines: Int
  private var lineCount: Int
  private var summedCount: Int
  private let start: Int
  private var path = ""
  private var hasDamageBefore = false
  private var hasWholeRefused = false
  private var hasRewritten = false
  /// Lines without a sum, as long as it is not known whether the journal has sums.
  private var unsummed: [RefusedLine] = []
  private var unsummedCount = 0
  private var tolerated: [RefusedLine] = []
  private var trailingBad = 0

  /// Whether some line before the last valid one is refused, or a whole object anywhere is.
  ///
  /// A journal of which another program rewrote every line end is damaged too, though no line in it
  /// is valid: nothing was torn off, and cutting it would cut everything.
  public var isDamaged: Bool {
    hasDamageBefore || hasWholeRefused || (hasRewritten && validEnd == 0)
  }

  /// Begins at an offset behind valid lines, all of them with sums or none there.
  init(from offset: Int = 0, lineCount: Int = 0, hasSums: Bool = false) {
    start = offset
    validEnd = offset
    validLines = lineCount
    self.lineCount = lineCount
    summedCount = hasSums ? 1 : 0
  }

  /// Looks at every line up to the journal's length.
  mutating func read(
    _ file: consuming OpenFile, to length: Int, progress: WorkProgress? = nil
  ) throws(FileError) {
    let path = file.path
    var lines = LineReader(file, from: start, to: length, progress: progress)
    var readers = Readers()
    self.path = path
    while let span = try lines.nextLine() {
      look(at: lines.bytes(span), span, path, &readers)
      if readers.events.count(of: 0) > 0 {
        readers.events.release(0)
        lookForUnknownFields(in: lines.bytes(span), span, &readers.strict)
      }
    }
    settleSums()
  }

  /// What the lines of a journal are read by.
  private struct Readers: ~Copyable {
    var decoder = RecordDecoder()
    var events = PackedEvents.one
    var strict = LineParser(refusesUnknownFields: true)
    var shapes = LineShape.parser()
  }

  /// Whether some line has a sum.
  var hasSums: Bool { summedCount > 0 }

  /// The tail that does not count, if nothing is worse than that.
  func tornTail(of journal: String, length: Int) -> TornTail? {
    guard !isDamaged, trailingBad > 0 else { return nil }
    return TornTail(
      journal: journal, path: path, line: validLines + 1, bytes: validEnd..<length,
      cause: .badBytes)
  }

  private mutating func look(
    at line: LineBytes, _ span: LineReader.Span, _ path: String,
    _ readers: inout Readers
  ) {
    lineCount += 1
    let end = span.offset + span.byteCount
    func refused(_ fault: LineFault, isWhole: Bool) -> RefusedLine {
      RefusedLine(
        fault, in: line.array, at: span.offset..<end, path: path, line: lineCount,
        isWholeObject: isWhole)
    }
    if span.isTooLong {
      let fault = LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: 0)
      return refuse(refused(fault, isWhole: false))
    }
    let place = Place(journal: 0, offset: span.offset)
    do throws(LineFault) {
      if try readers.decoder.decode(line, at: place, into: &readers.events) {
        summedCount += 1
      } else {
        noteUnsummed(refused(LineFault(.sumMissing, at: 0), isWhole: true))
      }
      accept(to: end)
    } catch {
      let shape = LineShape(line, isFirst: lineCount == 1, by: &readers.shapes)
      let found = refused(error, isWhole: shape == .wholeObject)
      if shape == .rewritten { hasRewritten = true }
      let rest = readers.decoder.tolerated(error, in: line, at: place, into: &readers.events)
      switch rest {
      case .empty where summedCount == 0: tolerated.append(found)
      case .event where summedCount == 0:
        noteUnsummed(found)
        accept(to: end)
      default: refuse(found)
      }
    }
  }

  /// Remembers a line without a sum, as long as it is not known whether the journal has sums.
  private mutating func noteUnsummed(_ line: RefusedLine) {
    unsummedCount += 1
    if unsummed.count < Inspection.maximumLines { unsummed.append(line) }
  }

  /// Reads a valid line once more, strictly.
  private mutating func lookForUnknownFields(
    in line: LineBytes, _ span: LineReader.Span, _ parser: inout LineParser
  ) {
    let hasMark = line.count >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF
    do throws(LineFault) {
      _ = try parser.parse(hasMark ? line[3..<line.count] : line)
    } catch {
      guard unknownFields.count < Inspection.maximumLines else { return }
      unknownFields.append(
        RefusedLine(
          error, in: line.array, at: span.offset..<span.offset + span.byteCount, path: path,
          line: lineCount, isWholeObject: true))
    }
  }

  private mutating func accept(to end: Int) {
    validEnd = end
    validLines = lineCount
    if trailingBad > 0 { hasDamageBefore = true }
    trailingBad = 0
  }

  private mutating func refuse(_ line: RefusedLine) {
    refusedCount += 1
    if refused.count < Inspection.maximumLines { refused.append(line) }
    if line.isWholeObject { hasWholeRefused = true } else { trailingBad += 1 }
  }

  /// In a journal with sums, lines without one are refused, and so is what only others may have.
  private mutating func settleSums() {
    guard summedCount > 0 else { return }
    let strangers = unsummed + tolerated
    guard !strangers.isEmpty else { return }
    refusedCount += unsummedCount + tolerated.count
    refused = (refused + strangers).sorted { $0.bytes.lowerBound < $1.bytes.lowerBound }
    refused.removeLast(max(0, refused.count - Inspection.maximumLines))
    hasDamageBefore = true
  }
}

extension RefusedLine {
  /// How much of a line an excerpt shows on each side of the fault.
  private static let excerptBytes = 160

  /// Describes a line that is refused; `place` is the bytes of the file that it takes.
  public init(
    _ fault: LineFault, in bytes: [UInt8], at place: Range<Int>, path: String, line number: Int,
    isWholeObject: Bool
  ) {
    let offset = min(fault.offset, bytes.count)
    let start = RefusedLine.characterStart(max(0, offset - RefusedLine.excerptBytes), in: bytes)
    let end = min(bytes.count, offset + RefusedLine.excerptBytes)
    self.init(
      path: path, line: number,
      column: bytes[..<offset].count { $0 & 0xC0 != 0x80 } + 1,
      problem: fault.problem, bytes: place, excerpt: Array(bytes[start..<end]),
      caret: offset - start, isWholeObject: isWholeObject)
  }

  private static func characterStart(_ offset: Int, in bytes: [UInt8]) -> Int {
    var start = offset
    while start > 0, start < bytes.count, bytes[start] & 0xC0 == 0x80 { start -= 1 }
    return start
  }
}

extension LogFolder {
  /// Looks at every line of a journal; returns its torn tail, too, and the bytes behind it of a batch
  /// that was never finished.
  public func inspect(
    journal name: String
  ) throws(FileError) -> (inspection: Inspection, tornTail: TornTail?, unfinished: TornTail?) {
    let snapshot = try snapshot(journal: name)
    var inspection = Inspection()
    progress?.begin(.reading, total: snapshot.length)
    try inspection.read(snapshot.open(in: self), to: snapshot.length, progress: progress)
    let tail = inspection.tornTail(of: name, length: snapshot.length)
    return (inspection, tail, snapshot.unfinishedBatch(in: self, behind: nil))
  }
}
