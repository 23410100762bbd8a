import Shipments

extension LineParser {
  /// Reads a string; one without escapes stays where it is.
  @inline(__always)
  mutating func string(
    _ line: LineBytes, _ at: inout Int, _ name: @autoclosure () -> String
  ) throws(LineFault) -> TextRange {
    guard line[at] == UInt8(ascii: "\"") else {
      throw wrongKind(line, at, name(), .string)
    }
    let start = at + 1
    var isPlain = true
    let end = try plainEnd(line, start, &isPlain)
    guard line[end] == UInt8(ascii: "\"") else {
      return try unescapedString(line, &at, firstEscape: end)
    }
    at = end + 1
    return TextRange(
      start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: end - start),
      isPlain: isPlain, place: Int32(truncatingIfNeeded: start - 1))
  }

  /// The offset of the first quote or backslash; everything before it is valid text.
  ///
  /// It is plain unless it has characters of several bytes, or a DEL.
  @inline(__always)
  func plainEnd(
    _ line: LineBytes, _ start: Int, _ isPlain: inout Bool
  ) throws(LineFault) -> Int {
    var at = start
    while true {
      guard let special = line.firstSpecial(at: at) else {
        at += 16
        if at > line.count { throw LineFault(.unterminatedString, at: start - 1) }
        continue
      }
      at += special
      let byte = line[at]
      if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        guard at < line.count else { throw LineFault(.unterminatedString, at: start - 1) }
        return at
      }
      guard byte >= 0x7F, at < line.count else { throw badByte(line, at, start) }
      isPlain = false
      at = byte == 0x7F ? at + 1 : try nonASCIIEnd(line, at)
    }
  }

  /// Steps over a run of characters of several bytes, each checked.
  ///
  /// Source: the Unicode Standard, table 3-7, "Well-Formed UTF-8 Byte Sequences".
  @inline(__always)
  private func nonASCIIEnd(_ line: LineBytes, _ start: Int) throws(LineFault) -> Int {
    var at = start
    while line[at] >= 0x80 {
      let length = UTF8Rules.sequenceLength(line.halfWord(at: at))
      guard length > 0, at + length <= line.count else {
        throw LineFault(.invalidUTF8(byte: line[at]), at: at)
      }
      at += length
    }
    return at
  }

  @inline(never)
  private func badByte(_ line: LineBytes, _ at: Int, _ start: Int) -> LineFault {
    at >= line.count
      ? LineFault(.unterminatedString, at: start - 1)
      : LineFault(.controlCharacter(byte: line[at]), at: at)
  }
}

/// The rules for characters of several bytes.
enum UTF8Rules {
  /// The length of the sequence that a little-endian half word begins with; 0 where it is invalid.
  @inline(__always)
  static func sequenceLength(_ word: UInt32) -> Int {
    if word & 0x00C0_C0F0 == 0x0080_80E0 {
      // Neither overlong (E0 80 to E0 9F) nor a surrogate (ED A0 to ED BF).
      let bits = word & 0x200F
      return bits != 0 && bits != 0x200D ? 3 : 0
    }
    if word & 0xC0E0 == 0x80C0 { return word & 0x1E != 0 ? 2 : 0 }
    if word & 0xC0C0_C0F8 == 0x8080_80F0 {
      // From F0 90 to F4 8F.
      let lead = (word & 0x07) << 2 | (word >> 12) & 0x03
      return lead >= 1 && lead <= 16 ? 4 : 0
    }
    return 0
  }
}
