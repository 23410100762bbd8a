public import Shipments

/// Reads events that are to be appended from a file or standard input, line by line.
public struct InputLines: ~Copyable {
  private let file: InputFile
  private let progress: WorkProgress?
  /// How many bytes there are to read; 0 where nobody knows.
  public let byteCount: Int
  private var decoder = EventDecoder(refusesUnknownFields: true)
  private var records = RecordDecoder()
  private var events = PackedEvents.one
  private var buffer = ByteBuffer(capacity: LineParser.maximumLineBytes * 2)
  private var next = 0
  private var end = 0
  private var isAtEnd = false
  /// The key by which ids are hashed.
  public var hashKey = HashKey()
  /// The number of the line that was read last, from 1.
  public private(set) var number = 0
  /// The line that was read last as it is to be recorded: with its sum and its line feed.
  public private(set) var line: [UInt8] = []
  /// The offset in the file of the buffer's first byte.
  private var base = 0

  /// Opens a path; `-` is standard input.
  ///
  /// What comes through a pipe is first written to a file without a name in `folder`, so that nobody
  /// has to wait for its writer later.
  public init(_ path: String, spooledIn folder: LogFolder? = nil) throws(FileError) {
    file = try InputFile(path, spooledIn: folder)
    byteCount = file.byteCount
    progress = folder?.progress
  }

  /// What is read, as messages name it.
  public var path: String { file.path == "-" ? "standard input" : file.path }

  /// What a line holds.
  public enum Content: Sendable {
    /// An event, in ``InputLines/line``; the hash of its id, and its day.
    case event(idHash: UInt64, occurredOn: Day)
    /// White space only, or a byte-order mark.
    case nothing
    /// Something that is refused.
    case refused(RefusedLine)
  }

  /// Reads the next line, or nil at the end.
  ///
  /// `missing` is asked for what is filled in where the line has no such field. A line in the form in
  /// which Waybill writes lines is taken as it is; any other is written anew.
  public mutating func nextLine(
    filling missing: () -> (id: EventID, recordedAt: Timestamp)
  ) throws(FileError) -> Content? {
    guard let (range, place) = try nextSpan() else { return nil }
    number += 1
    do throws(LineFault) {
      if let found = try canonicalLine(range) { return found }
    } catch {
      // The patient reader says what is wrong, or fills in what is missing.
    }
    return rewrittenLine(range, place, missing())
  }

  /// The event of the line that was read last.
  public mutating func event() throws(LineFault) -> Event {
    try decoder.decode(line.dropLast())
  }

  /// Hands over the events that were read since, for what they name; names keep their symbols.
  public mutating func takeEvents(_ use: (Batch, borrowing SymbolTable) -> Void) {
    var names = SymbolTable(minimumCapacity: records.symbols.count)
    _ = names.intern(allOf: records.symbols)
    var table = SymbolTable(extending: names, minimumCapacity: 1024)
    let numbers = (0..<names.count).map { Symbol(number: UInt32($0)) }
    var batches: [Batch] = []
    Unpacker(symbols: numbers).unpack(0, of: events, &table) { batches.append($0) }
    for batch in batches { use(batch, table) }
    events.release(0)
  }

  /// How many events were read since they were last taken.
  public var eventCount: Int { events.count(of: 0) }

  private mutating func canonicalLine(_ range: Range<Int>) throws(LineFault) -> Content? {
    // With its sum, too, the line has to be one that readers take.
    guard range.count <= LineParser.maximumLineBytes - LineParser.sumMemberBytes else { return nil }
    // A last line without a line feed gets one here.
    buffer[range.upperBound] = UInt8(ascii: "\n")
    let bytes = buffer.line(range)
    guard let found = try records.decodeCanonical(bytes, hashedBy: hashKey, into: &events) else {
      return nil
    }
    line.removeAll(keepingCapacity: true)
    if found.hasSum {
      unsafe line.append(contentsOf: bytes.raw)
    } else {
      let body = bytes[0..<bytes.count - 1]
      unsafe line.append(contentsOf: body.raw)
      line.append(contentsOf: ",\"sum\":\"".utf8)
      line.append(contentsOf: Hex.digits(Checksum.of(body)))
      line.append(contentsOf: "\"}".utf8)
    }
    line.append(UInt8(ascii: "\n"))
    return .event(idHash: found.idHash, occurredOn: found.occurredOn)
  }

  /// Reads a line in another form, and writes it anew in the usual one.
  private mutating func rewrittenLine(
    _ range: Range<Int>, _ place: Range<Int>, _ missing: (id: EventID, recordedAt: Timestamp)
  ) -> Content {
    var (range, place) = (range, place)
    let isTooLong = range.count > LineParser.maximumLineBytes
    if number == 1, !isTooLong, buffer.line(range).array.starts(with: [0xEF, 0xBB, 0xBF]) {
      range = range.lowerBound + 3..<range.upperBound
      place = place.lowerBound + 3..<place.upperBound
    }
    let bytes = buffer.line(range).array
    do throws(LineFault) {
      let event = try decoder.decode(bytes, filling: missing)
      line = EventEncoder.line(event) + [UInt8(ascii: "\n")]
      guard line.count <= LineParser.maximumLineBytes + 1 else {
        throw LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: 0)
      }
      return try hashed(event)
    } catch {
      if error.problem == .empty { return .nothing }
      return .refused(
        RefusedLine(
          error, in: bytes, at: place, path: path, line: number, isWholeObject: false))
    }
  }

  /// Packs the event of the line that was written anew, for what it names.
  private mutating func hashed(_ event: Event) throws(LineFault) -> Content {
    var copy = ByteBuffer(capacity: line.count)
    for (offset, byte) in line.enumerated() { copy[offset] = byte }
    let place = Place(journal: 0, offset: 0)
    _ = try records.decode(copy.line(0..<line.count - 1), at: place, into: &events)
    var id = event.id.text
    let hash = EventKey(lowerCaseUUID: id)?.hash(hashKey)
    let idHash = hash ?? id.withUTF8 { unsafe hashKey.hash(UnsafeRawBufferPointer($0)) }
    return .event(idHash: idHash, occurredOn: event.occurredOn)
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
      progress?.add(taken)
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
