/// Reads a file line by line through one buffer of bounded size.
struct LineReader: ~Copyable {
  private static let blockBytes = 1 << 16

  private let file: OpenFile
  private let limit: Int
  private let progress: WorkProgress?
  private var buffer: ByteBuffer
  /// Where the next line begins in the buffer, and where the bytes read so far end.
  private var next = 0
  private var end = 0
  /// Where the last line that is whole ends in the buffer.
  private var wholeEnd = 0
  /// The offset in the file of the buffer's first byte.
  private var base: Int

  /// One line: where it stands in the file, and where in the buffer.
  struct Span {
    var offset: Int
    var range: Range<Int>
    var endsWithLineFeed: Bool
    /// The line is longer than a line may be; the range holds its beginning only.
    var isTooLong = false
    /// How many bytes the line takes in the file, its line feed included.
    var byteCount: Int
  }

  /// Reads from an offset up to a limit, whatever is appended meanwhile.
  init(
    _ file: consuming OpenFile, from offset: Int = 0, to limit: Int, progress: WorkProgress? = nil
  ) {
    self.progress = progress
    self.limit = limit
    base = offset
    buffer = ByteBuffer(capacity: LineReader.blockBytes)
    self.file = file
  }

  /// The bytes of a line, until the next one is read.
  @inline(__always)
  func bytes(_ span: Span) -> LineBytes { buffer.line(span.range) }

  /// Where the next line begins in the file.
  var offset: Int { base &+ next }

  /// The lines to come that are in the buffer, with their line feeds.
  @inline(__always)
  var wholeLines: LineBytes { buffer.line(next..<max(next, wholeEnd)) }

  /// Steps over bytes of the lines to come.
  @inline(__always)
  mutating func step(over count: Int) {
    assert(count <= wholeEnd - next)
    next &+= count
  }

  /// The next line, or nil at the end.
  @inline(__always)
  mutating func nextLine() throws(FileError) -> Span? {
    while true {
      if let feed = buffer.line(0..<end).firstLineFeed(in: next..<end) {
        let span = Span(
          offset: base &+ next, range: next..<feed, endsWithLineFeed: true,
          byteCount: feed &+ 1 &- next)
        next = feed &+ 1
        return span
      }
      if base + end == limit { return lastLine() }
      if end - next > LineParser.maximumLineBytes { return try longLine() }
      try refill()
    }
  }

  /// What stands behind the last line feed.
  private mutating func lastLine() -> Span? {
    guard next < end else { return nil }
    buffer[end] = UInt8(ascii: "\n")
    let span = Span(
      offset: base + next, range: next..<end, endsWithLineFeed: false, byteCount: end - next)
    next = end
    return span
  }

  /// Moves the unread bytes to the front and reads more behind them.
  private mutating func refill() throws(FileError) {
    buffer.moveToFront(next..<end)
    base += next
    end -= next
    next = 0
    if buffer.capacity < end + LineReader.blockBytes / 2 {
      buffer.grow(to: buffer.capacity * 2, keeping: end)
    }
    let room = min(buffer.capacity - end, limit - base - end)
    let taken = try file.fill(&buffer, end..<end + room, at: base + end)
    guard taken > 0 else { throw FileError.changed(file.path) }
    end += taken
    wholeEnd = end
    while wholeEnd > next, buffer[wholeEnd - 1] != UInt8(ascii: "\n") { wholeEnd -= 1 }
    progress?.add(taken)
  }

  /// Steps over a line that is too long without keeping it.
  private mutating func longLine() throws(FileError) -> Span? {
    let offset = base + next
    let kept = 256
    buffer.moveToFront(next..<end)
    base += next
    next = kept
    end = kept
    var at = offset + kept
    while at < limit {
      let room = min(buffer.capacity - kept, limit - at)
      let taken = try file.fill(&buffer, kept..<kept + room, at: at)
      guard taken > 0 else { throw FileError.changed(file.path) }
      progress?.add(taken)
      if let feed = buffer.line(0..<kept + taken).firstLineFeed(in: kept..<kept + taken) {
        base = at - kept
        next = feed + 1
        end = kept + taken
        return longSpan(offset, to: base + next, endsWithLineFeed: true)
      }
      at += taken
    }
    base = limit - kept
    return longSpan(offset, to: limit, endsWithLineFeed: false)
  }

  private func longSpan(_ offset: Int, to end: Int, endsWithLineFeed: Bool) -> Span {
    Span(
      offset: offset, range: 0..<256, endsWithLineFeed: endsWithLineFeed, isTooLong: true,
      byteCount: end - offset)
  }
}
