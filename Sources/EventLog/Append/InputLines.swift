public import Shipments

/// Reads events that are to be appended from a file or standard input, line by line.
public struct InputLines: ~Copyable {
  private let file: InputFile
  private var decoder = EventDecoder(refusesUnknownFields: true)
  private var buffer = ByteBuffer(capacity: LineParser.maximumLineBytes * 2)
  private var next = 0
  private var end = 0
  private var isAtEnd = false
  /// The number of the line that was read last, from 1.
  public private(set) var number = 0
  /// The offset in the file of the buffer's first byte.
  private var base = 0

  /// Opens a path; `-` is standard input.
  public init(_ path: String) throws(FileError) { file = try InputFile(path) }

  /// What is read, as messages name it.
  public var path: String { file.path == "-" ? "standard input" : file.path }

  /// What a line holds.
  public enum Content: Sendable {
    /// An event, with what was missing filled in.
    case event(Event)
    /// White space only, or a byte-order mark.
    case nothing
    /// Something that is refused.
    case refused(RefusedLine)
  }

  /// Reads the next line, or nil at the end.
  ///
  /// `missing` is filled in where the line has no such field.
  public mutating func nextLine(
    filling missing: (id: EventID, recordedAt: Timestamp)
  ) throws(FileError) -> Content? {
    guard let line = try nextSpan() else { return nil }
    var (range, place) = line
    number += 1
    if number == 1, buffer.line(range).array.starts(with: [0xEF, 0xBB, 0xBF]) {
      range = range.lowerBound + 3..<range.upperBound
      place = place.lowerBound + 3..<place.upperBound
    }
    let bytes = buffer.line(range).array
    do throws(LineFault) {
      return .event(try decoder.decode(bytes, filling: missing))
    } catch {
      if error.problem == .empty { return .nothing }
      return .refused(
        RefusedLine(
          error, in: bytes, at: place, path: path, line: number, isWholeObject: false))
    }
  }

  /// Where a line stands in the buffer, as much of it as is kept, and where in the file.
  private typealias Span = (range: Range<Int>, place: Range<Int>)

  /// Where the next line stands; of one that is too long, as much is kept as shows that it is.
  private mutating func nextSpan() throws(FileError) -> Span? {
    while true {
      if let feed = buffer.line(0..<end).firstLineFeed(in: next..<end) {
        defer { next = feed + 1 }
        return (next..<feed, base + next..<base + feed)
      }
      if isAtEnd {
        defer { next = end }
        return next < end ? (next..<end, base + next..<base + end) : nil
      }
      if end - next > LineParser.maximumLineBytes { return try longLine() }
      buffer.moveToFront(next..<end)
      base += next
      end -= next
      next = 0
      let taken = try file.fill(&buffer, end..<buffer.capacity)
      end += taken
      isAtEnd = taken == 0
    }
  }

  /// Steps over a line that is too long; its beginning stays at the buffer's front.
  private mutating func longLine() throws(FileError) -> Span {
    buffer.moveToFront(next..<end)
    let kept = LineParser.maximumLineBytes + 1
    let start = base + next
    var offset = base + end
    while true {
      let taken = try file.fill(&buffer, kept..<buffer.capacity)
      isAtEnd = taken == 0
      let feed = buffer.line(0..<kept + taken).firstLineFeed(in: kept..<kept + taken)
      if isAtEnd || feed != nil {
        base = offset - kept
        next = feed.map { $0 + 1 } ?? kept
        end = kept + taken
        return (0..<kept, start..<base + (feed ?? kept))
      }
      offset += taken
    }
  }
}
