import Shipments

/// Writes numbers and texts one behind the other into memory that has room for them.
///
/// A compact number takes as many bytes as it needs; how many is told apart, in four bits of a word of
/// lengths. So neither writing nor reading it branches. Up to 7 bytes behind the end of what is written
/// may be overwritten.
@safe
struct PackedWriter {
  private(set) var at: UnsafeMutablePointer<UInt8>
  private let start: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>

  @unsafe
  init(at start: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>) {
    unsafe at = start
    unsafe self.start = start
    unsafe self.end = end
  }

  /// How many bytes are written.
  var count: Int { unsafe at - start }

  @inline(__always)
  mutating func word(_ word: UInt64) {
    assert(unsafe at + 8 <= end)
    unsafe UnsafeMutableRawPointer(at).storeBytes(of: word.littleEndian, as: UInt64.self)
    unsafe at += 8
  }

  /// Writes a word over what stands at an offset.
  @inline(__always)
  func set(_ word: UInt64, at offset: Int) {
    assert(offset + 8 <= count)
    unsafe UnsafeMutableRawPointer(start + offset).storeBytes(
      of: word.littleEndian, as: UInt64.self)
  }

  /// Writes a compact number below 2^56; returns how many bytes it takes, at most 7.
  @inline(__always)
  mutating func compact(_ number: UInt64) -> UInt64 {
    assert(unsafe at + 8 <= end)
    unsafe UnsafeMutableRawPointer(at).storeBytes(of: number.littleEndian, as: UInt64.self)
    let length = (71 &- number.leadingZeroBitCount) &>> 3
    unsafe at += length
    return UInt64(truncatingIfNeeded: length)
  }

  /// Writes an id; the head is told whether its time is that at which the event was recorded.
  @inline(__always)
  mutating func id(_ key: EventKey, recordedAt milliseconds: Int64, _ head: inout PackedHead) {
    guard key.upper >> 16 == UInt64(bitPattern: milliseconds) else {
      word(key.upper)
      return word(key.lower)
    }
    head.insert(PackedHead.isTimed)
    word(key.lower)
    unsafe UnsafeMutableRawPointer(at).storeBytes(
      of: UInt16(truncatingIfNeeded: key.upper).littleEndian, as: UInt16.self)
    unsafe at += 2
  }

  /// Seven bits a byte, lowest first; all bytes but the last have the top bit set.
  @inline(__always)
  mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      byte(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    byte(UInt8(truncatingIfNeeded: rest))
  }

  @inline(__always)
  mutating func byte(_ byte: UInt8) {
    assert(unsafe at < end)
    unsafe at.pointee = byte
    unsafe at += 1
  }

  /// The bytes of a text; how many there are is told apart.
  @inline(__always)
  mutating func text(_ text: LineBytes) {
    assert(unsafe at + text.count + 7 <= end)
    var offset = 0
    while offset < text.count {
      // A line may be read, and this memory written, a little over the end.
      unsafe UnsafeMutableRawPointer(at + offset).storeBytes(
        of: text.word(at: offset).littleEndian, as: UInt64.self)
      offset = offset &+ 8
    }
    unsafe at += text.count
  }

  /// The same for bytes that may not be read over their end.
  mutating func text(_ text: ArraySlice<UInt8>) {
    for character in text { byte(character) }
  }
}

/// Reads what a ``PackedWriter`` wrote, in the same order.
///
/// Up to 7 bytes behind the end of what was written may be read. Where the bytes may be others than a
/// writer's, ``slack`` bytes behind them must be readable: then nothing is read beyond these, as long
/// as ``isAtEnd`` is asked before each event and each part of it that may be repeated.
@safe
struct PackedReader {
  /// More than an event takes, but for what may be repeated: two texts of 255 bytes, and numbers.
  static let slack = 1024

  private(set) var at: UnsafePointer<UInt8>
  private let end: UnsafePointer<UInt8>
  /// Whether nothing was found that no writer writes.
  var isSound = true

  @unsafe
  init(_ bytes: LineBytes) {
    unsafe at = bytes.start
    unsafe end = bytes.start + bytes.count
  }

  /// Whether everything is read.
  @inline(__always)
  var isAtEnd: Bool { unsafe at >= end }

  /// Whether no more was read than there is.
  var isWithin: Bool { unsafe at <= end }

  @inline(__always)
  mutating func byte() -> UInt8 {
    let byte = unsafe at.pointee
    unsafe at += 1
    return byte
  }

  @inline(__always)
  mutating func word() -> UInt64 {
    let word = unsafe UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
    unsafe at += 8
    return word
  }

  /// Reads a compact number of at most 7 bytes; only the lowest three bits of `length` are looked at.
  @inline(__always)
  mutating func compact(_ length: UInt64) -> UInt64 {
    let count = length & 0x7
    let word = unsafe UInt64(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt64.self))
    unsafe at += Int(truncatingIfNeeded: count)
    return word & ((1 &<< (count &<< 3)) &- 1)
  }

  @inline(__always)
  mutating func number() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 || shift >= 63 { return number }
      shift += 7
    }
  }

  /// Reads an id that is no text.
  @inline(__always)
  mutating func id(recordedAt milliseconds: Int64, _ head: PackedHead) -> EventKey {
    guard head.isTimed else { return EventKey(upper: word(), lower: word()) }
    let lower = word()
    let rest = unsafe UInt16(littleEndian: UnsafeRawPointer(at).loadUnaligned(as: UInt16.self))
    unsafe at += 2
    return EventKey(upper: UInt64(bitPattern: milliseconds) << 16 | UInt64(rest), lower: lower)
  }

  /// Lends the bytes of a text.
  @inline(__always)
  mutating func text<Result>(
    bytes count: Int, _ use: (UnsafeRawBufferPointer) -> Result
  ) -> Result {
    defer { unsafe at += count }
    return unsafe use(UnsafeRawBufferPointer(start: at, count: count))
  }
}

/// Numbers that may be negative as numbers that are not: 0, -1, 1, -2 become 0, 1, 2, 3, and so on.
enum ZigZag {
  @inline(__always)
  static func encode(_ value: Int64) -> UInt64 { UInt64(bitPattern: value << 1 ^ value >> 63) }

  @inline(__always)
  static func decode(_ number: UInt64) -> Int64 {
    Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }
}
