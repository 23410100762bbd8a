import Shipments

/// Writes numbers and texts one behind the other into memory that has room for them.
@safe
struct PackedWriter {
  private(set) var at: UnsafeMutablePointer<UInt8>
  private let end: UnsafeMutablePointer<UInt8>

  @unsafe
  init(at start: UnsafeMutablePointer<UInt8>, end: UnsafeMutablePointer<UInt8>) {
    unsafe at = start
    unsafe self.end = end
  }

  @inline(__always)
  mutating func byte(_ byte: UInt8) {
    assert(unsafe at < end)
    unsafe at.pointee = byte
    unsafe at += 1
  }

  @inline(__always)
  mutating func word(_ word: UInt64) {
    assert(unsafe at + 8 <= end)
    unsafe UnsafeMutableRawPointer(at).storeBytes(of: word, as: UInt64.self)
    unsafe at += 8
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

  /// A number that may be negative: 0, -1, 1, -2 become 0, 1, 2, 3, and so on.
  @inline(__always)
  mutating func signed(_ value: Int64) {
    number(UInt64(bitPattern: value << 1 ^ value >> 63))
  }

  /// How many bytes a text has, then the bytes.
  @inline(__always)
  mutating func text(_ text: LineBytes) {
    number(UInt64(text.count))
    assert(unsafe at + text.count <= end)
    for offset in 0..<text.count { unsafe at[offset] = text[offset] }
    unsafe at += text.count
  }
}

/// Reads what a ``PackedWriter`` wrote, in the same order.
@safe
struct PackedReader {
  private(set) var at: UnsafePointer<UInt8>

  @unsafe
  init(at start: UnsafePointer<UInt8>) { unsafe at = start }

  @inline(__always)
  mutating func byte() -> UInt8 {
    let byte = unsafe at.pointee
    unsafe at += 1
    return byte
  }

  @inline(__always)
  mutating func word() -> UInt64 {
    let word = unsafe UnsafeRawPointer(at).loadUnaligned(as: UInt64.self)
    unsafe at += 8
    return word
  }

  @inline(__always)
  mutating func number() -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      let byte = byte()
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  @inline(__always)
  mutating func signed() -> Int64 {
    let number = number()
    return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
  }

  /// Lends the bytes of a text.
  @inline(__always)
  mutating func text<Result>(_ use: (UnsafeRawBufferPointer) -> Result) -> Result {
    let count = Int(number())
    defer { unsafe at += count }
    return unsafe use(UnsafeRawBufferPointer(start: at, count: count))
  }
}
