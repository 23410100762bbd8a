/// Owned bytes with a readable margin behind them, so that scanning may read whole words.
@safe
struct ByteBuffer: ~Copyable, @unchecked Sendable {
  /// How far behind its end a ``LineBytes`` may be read.
  static let margin = 32

  private(set) var capacity: Int
  private var base: UnsafeMutablePointer<UInt8>

  init(capacity: Int) {
    self.capacity = capacity
    unsafe base = .allocate(capacity: capacity + ByteBuffer.margin)
    unsafe base.initialize(repeating: 0, count: capacity + ByteBuffer.margin)
  }

  deinit {
    unsafe base.deallocate()
  }

  /// Writes one byte; the margin may be written too, to mark the end of a last line.
  subscript(offset: Int) -> UInt8 {
    get {
      precondition(offset >= 0 && offset < capacity + ByteBuffer.margin)
      return unsafe base[offset]
    }
    set {
      precondition(offset >= 0 && offset < capacity + ByteBuffer.margin)
      unsafe base[offset] = newValue
    }
  }

  /// Grows to at least the given capacity; the first `count` bytes stay.
  mutating func grow(to newCapacity: Int, keeping count: Int) {
    guard newCapacity > capacity else { return }
    let larger = UnsafeMutablePointer<UInt8>.allocate(
      capacity: newCapacity + ByteBuffer.margin)
    unsafe larger.initialize(repeating: 0, count: newCapacity + ByteBuffer.margin)
    unsafe larger.update(from: base, count: min(count, capacity))
    unsafe base.deallocate()
    unsafe base = larger
    capacity = newCapacity
  }

  /// Moves a range of bytes to the front.
  mutating func moveToFront(_ range: Range<Int>) {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    unsafe base.update(from: base + range.lowerBound, count: range.count)
  }

  /// Copies the bytes of a line of another buffer to an offset, 16 at a time: most are few.
  ///
  /// Up to 15 bytes behind them are written, too; both buffers have a margin for that.
  @inline(__always)
  mutating func copyBlocks(_ bytes: LineBytes, to offset: Int) {
    precondition(offset >= 0 && offset + bytes.count <= capacity)
    for start in stride(from: 0, to: bytes.count, by: 16) {
      let block = unsafe UnsafeRawPointer(bytes.start + start)
        .loadUnaligned(as: SIMD16<UInt8>.self)
      unsafe UnsafeMutableRawPointer(base + offset + start)
        .storeBytes(of: block, as: SIMD16<UInt8>.self)
    }
  }

  /// A range of the bytes as a line.
  func line(_ range: Range<Int>) -> LineBytes {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    return unsafe LineBytes(base: base + range.lowerBound, count: range.count)
  }

  /// Fills a range of the bytes by a reading function.
  mutating func fill<Failure: Error>(
    _ range: Range<Int>, _ read: (UnsafeMutableRawBufferPointer) throws(Failure) -> Int
  ) throws(Failure) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= capacity)
    return try unsafe read(
      UnsafeMutableRawBufferPointer(start: base + range.lowerBound, count: range.count))
  }
}
