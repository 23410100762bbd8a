/// The bytes of one line, for scanning: eight at a time, and a little over the end.
///
/// Whoever makes one promises that it outlives its use, and that `ByteBuffer.margin` bytes behind
/// the end may be read. A line in a journal is followed by LF, which ends every scan, since no
/// token may hold one.
@safe
struct LineBytes {
  private let base: UnsafePointer<UInt8>
  let count: Int

  @unsafe
  init(base: UnsafePointer<UInt8>, count: Int) {
    unsafe self.base = base
    self.count = count
  }

  @inline(__always)
  subscript(offset: Int) -> UInt8 {
    assert(offset >= 0 && offset < count + ByteBuffer.margin)
    return unsafe base[offset]
  }

  /// Eight bytes as a little-endian word: the first byte is the lowest.
  @inline(__always)
  func word(at offset: Int) -> UInt64 {
    assert(offset >= 0 && offset + 8 <= count + ByteBuffer.margin)
    return unsafe UInt64(
      littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self))
  }

  /// Four bytes as a little-endian word.
  @inline(__always)
  func halfWord(at offset: Int) -> UInt32 {
    assert(offset >= 0 && offset + 4 <= count + ByteBuffer.margin)
    return unsafe UInt32(
      littleEndian: UnsafeRawPointer(base + offset).loadUnaligned(as: UInt32.self))
  }

  /// Which of the next 16 bytes is the first that ends a run of plain text in a JSON string.
  ///
  /// Those are `"`, `\`, controls and non-ASCII, which are below a space as signed numbers, and DEL.
  @inline(__always)
  func firstSpecial(at offset: Int) -> Int? {
    assert(offset >= 0 && offset + 16 <= count + ByteBuffer.margin)
    let bytes = unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: SIMD16<Int8>.self)
    let quotes: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<Int8>(repeating: 0x22)
    let backslashes: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<Int8>(repeating: 0x5C)
    let others: SIMDMask<SIMD16<Int8>> = bytes .< SIMD16<Int8>(repeating: 0x20)
    let deletes: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<Int8>(repeating: 0x7F)
    let all = quotes .| backslashes .| others .| deletes
    let special = unsafe unsafeBitCast(all, to: SIMD2<UInt64>.self)
    if special[0] != 0 { return special[0].trailingZeroBitCount &>> 3 }
    if special[1] != 0 { return 8 &+ special[1].trailingZeroBitCount &>> 3 }
    return nil
  }

  /// Which of the next 16 bytes are quotes: all bits of their bytes in two words.
  @inline(__always)
  func quotes(at offset: Int) -> SIMD2<UInt64> {
    assert(offset >= 0 && offset + 16 <= count + ByteBuffer.margin)
    let bytes = unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: SIMD16<Int8>.self)
    let quotes: SIMDMask<SIMD16<Int8>> = bytes .== SIMD16<Int8>(repeating: 0x22)
    return unsafe unsafeBitCast(quotes, to: SIMD2<UInt64>.self)
  }

  /// A part of the line.
  @inline(__always)
  subscript(range: Range<Int>) -> LineBytes {
    assert(range.lowerBound >= 0 && range.upperBound <= count)
    return unsafe LineBytes(base: base + range.lowerBound, count: range.count)
  }

  /// So many bytes of the line from an offset on.
  @inline(__always)
  func part(at offset: Int, count: Int) -> LineBytes {
    assert(offset >= 0 && count >= 0 && offset + count <= self.count)
    return unsafe LineBytes(base: base + offset, count: count)
  }

  /// The bytes as a raw buffer.
  @unsafe @inline(__always)
  var raw: UnsafeRawBufferPointer { unsafe UnsafeRawBufferPointer(start: base, count: count) }

  /// Where the bytes begin.
  @unsafe @inline(__always)
  var start: UnsafePointer<UInt8> { unsafe base }

  /// A copy of the bytes.
  var array: [UInt8] { unsafe Array(raw) }

  /// The bytes as text; what is not UTF-8 is replaced.
  var text: String { unsafe String(decoding: raw, as: UTF8.self) }

  func hasSameBytes(as other: LineBytes) -> Bool {
    guard count == other.count else { return false }
    for offset in 0..<count where self[offset] != other[offset] { return false }
    return true
  }
}

extension LineBytes {
  /// Whether some bytes stand at an offset: 1 to 24 of them, in words that may overlap.
  @inline(__always)
  func begins(_ text: StaticString, at offset: Int) -> Bool {
    let count = text.utf8CodeUnitCount
    if count < 8 {
      // Behind the text of the program stands a NUL, and what is above `count` bytes is cut off.
      var expected: UInt64 = 0
      for byte in 0..<count {
        expected |= unsafe UInt64(text.utf8Start[byte]) << UInt64(byte << 3)
      }
      return ByteWord.low(word(at: offset) ^ expected, count) == 0
    }
    var difference = word(at: offset) ^ LineBytes.word(of: text, at: 0)
    if count > 16 { difference |= word(at: offset &+ 8) ^ LineBytes.word(of: text, at: 8) }
    return difference | (word(at: offset &+ count &- 8) ^ LineBytes.word(of: text, at: count &- 8))
      == 0
  }

  @inline(__always)
  private static func word(of text: StaticString, at offset: Int) -> UInt64 {
    unsafe UInt64(
      littleEndian: UnsafeRawPointer(text.utf8Start + offset).loadUnaligned(as: UInt64.self))
  }
}

/// Tests on eight bytes in a word at once; a result has the top bit of each byte that passes.
///
/// The lowest bit set is always right; those above it may be wrong where a borrow ran through, so
/// callers use the lowest only. Source: Sean Anderson, "Bit Twiddling Hacks".
enum ByteWord {
  static let ones: UInt64 = 0x0101_0101_0101_0101
  static let tops: UInt64 = 0x8080_8080_8080_8080

  @inline(__always)
  static func equal(_ word: UInt64, _ byte: UInt8) -> UInt64 {
    let difference = word ^ (ones &* UInt64(byte))
    return (difference &- ones) & ~difference & tops
  }

  /// Bytes that end a run of plain text in a JSON string: `"`, `\`, controls, and non-ASCII.
  @inline(__always)
  static func special(_ word: UInt64) -> UInt64 {
    // Non-ASCII bytes pass in any case, so that the tests need not mask them out.
    let quotes = (word ^ (ones &* UInt64(UInt8(ascii: "\"")))) &- ones
    let backslashes = (word ^ (ones &* UInt64(UInt8(ascii: "\\")))) &- ones
    let controls = word &- ones &* 0x20
    return (quotes | backslashes | controls | word) & tops
  }

  /// The number of bytes before the first that passed.
  @inline(__always)
  static func firstIndex(_ passed: UInt64) -> Int { passed.trailingZeroBitCount >> 3 }

  /// The same for two words of which one passed at least, the first 8 bytes in the first.
  @inline(__always)
  static func firstIndex(_ passed: SIMD2<UInt64>) -> Int {
    passed[0] != 0 ? firstIndex(passed[0]) : 8 &+ firstIndex(passed[1])
  }

  /// The lowest `count` bytes of a word, 0 to 7 of them.
  @inline(__always)
  static func low(_ word: UInt64, _ count: Int) -> UInt64 {
    word & ((1 << UInt64(count << 3)) &- 1)
  }
}
