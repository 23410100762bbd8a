import Shipments

/// Strings with escapes: their text is put together in the parser's scratch bytes.
extension LineParser {
  /// Reads a string whose first escape is at an offset.
  @inline(never)
  mutating func unescapedString(
    _ line: LineBytes, _ at: inout Int, firstEscape: Int
  ) throws(LineFault) -> TextRange {
    let (place, start) = (at, scratchCount)
    // No escape is shorter than what it stands for.
    scratch.grow(to: start + line.count - at, keeping: start)
    var (from, end, to) = (at + 1, firstEscape, start)
    var isPlain = false
    while true {
      scratch.copyBlocks(line[from..<end], to: to)
      to &+= end &- from
      if line[end] == UInt8(ascii: "\"") { break }
      from = try escape(line, end, &to)
      end = try plainEnd(line, from, &isPlain)
    }
    scratchCount = to
    at = end + 1
    return TextRange(
      start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: to - start),
      isUnescaped: true, place: Int32(truncatingIfNeeded: place))
  }

  /// Reads one escape, puts what it stands for, and returns where the text goes on.
  @inline(__always)
  private mutating func escape(
    _ line: LineBytes, _ backslash: Int, _ to: inout Int
  ) throws(LineFault) -> Int {
    let letter = line[backslash &+ 1]
    let simple: UInt8 =
      switch letter {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): letter
      case UInt8(ascii: "b"): 0x08
      case UInt8(ascii: "f"): 0x0C
      case UInt8(ascii: "n"): 0x0A
      case UInt8(ascii: "r"): 0x0D
      case UInt8(ascii: "t"): 0x09
      default: 0
      }
    guard simple != 0 else { return try unicodeEscape(line, backslash, &to) }
    scratch[to] = simple
    to &+= 1
    return backslash &+ 2
  }

  /// The same for `\uXXXX`, or two of them that are a surrogate pair.
  @inline(never)
  private mutating func unicodeEscape(
    _ line: LineBytes, _ backslash: Int, _ to: inout Int
  ) throws(LineFault) -> Int {
    var scalar = try codeUnit(line, backslash)
    var next = backslash + 6
    if scalar & 0xFC00 == 0xD800, line[next] == UInt8(ascii: "\\"),
      line[next + 1] == UInt8(ascii: "u")
    {
      let second = try codeUnit(line, next)
      if second & 0xFC00 == 0xDC00 {
        scalar = 0x10000 + (scalar & 0x3FF) << 10 + second & 0x3FF
        next += 6
      }
    }
    if scalar & 0xFFFF_F800 == 0xD800 {
      guard checksGrammarOnly else { throw LineFault(.loneSurrogate, at: backslash) }
      scalar = UInt32(UInt8(ascii: "?"))
    }
    put(scalar, &to)
    return next
  }

  /// Puts a character in UTF-8.
  private mutating func put(_ scalar: UInt32, _ to: inout Int) {
    let length = scalar < 0x80 ? 1 : scalar < 0x800 ? 2 : scalar < 0x10000 ? 3 : 4
    // The first byte says how many follow; each of these has six bits.
    let lead: UInt32 = length == 1 ? 0 : 0xF00 >> UInt32(length) & 0xFF
    var rest = UInt32(6 * (length - 1))
    scratch[to] = UInt8(truncatingIfNeeded: lead | scalar >> rest)
    to += 1
    while rest > 0 {
      rest -= 6
      scratch[to] = UInt8(truncatingIfNeeded: 0x80 | scalar >> rest & 0x3F)
      to += 1
    }
  }

  /// The value of `\uXXXX`.
  private func codeUnit(_ line: LineBytes, _ backslash: Int) throws(LineFault) -> UInt32 {
    guard backslash + 6 <= line.count, line[backslash + 1] == UInt8(ascii: "u") else {
      throw LineFault(.invalidEscape, at: backslash)
    }
    var value: UInt32 = 0
    for offset in backslash + 2..<backslash + 6 {
      guard let digit = Hex.digit(line[offset]) else {
        throw LineFault(.invalidEscape, at: backslash)
      }
      value = value << 4 | UInt32(digit)
    }
    return value
  }
}
