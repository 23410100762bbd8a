import Shipments

/// Strings as JSON writes them.
public enum JSONText {
  /// Appends a string in quotes; control characters, C1 and DEL among them, become escapes.
  public static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    defer { bytes.append(UInt8(ascii: "\"")) }
    var text = text
    text.withUTF8 { text in
      if unsafe text.allSatisfy(isPlain) {
        unsafe bytes.append(contentsOf: text)
      } else {
        unsafe appendEscaped(text, to: &bytes)
      }
    }
  }

  private static func appendEscaped(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    var isBehindC2 = false
    for offset in 0..<text.count {
      let byte = unsafe text[offset]
      // C1 controls are C2 80 to C2 9F in UTF-8.
      let isC1 = isBehindC2 && byte < 0xA0
      isBehindC2 = byte == 0xC2
      if isC1 {
        bytes.removeLast()
        appendEscape(byte, to: &bytes)
      } else if byte >= 0x20, byte != 0x7F, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
        bytes.append(byte)
      } else {
        appendEscape(byte, to: &bytes)
      }
    }
  }

  /// Whether a byte stands for itself, whatever is beside it.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Whether some bytes are one JSON object by syntax, which `extra` may hold: any members, `sum` too.
  public static func isObject(_ bytes: [UInt8]) -> Bool {
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    buffer[bytes.count] = UInt8(ascii: "\n")
    let line = buffer.line(0..<bytes.count)
    var parser = LineShape.parser()
    var at = 0
    parser.skipSpace(line, &at)
    guard at < line.count, (try? parser.object(line, &at, Field.extra.name, depth: 2)) != nil else {
      return false
    }
    parser.skipSpace(line, &at)
    return at == line.count
  }

  /// Appends the escape of a character below U+0100.
  private static func appendEscape(_ character: UInt8, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\\"))
    switch character {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(character)
    case UInt8(ascii: "\n"): bytes.append(UInt8(ascii: "n"))
    case UInt8(ascii: "\r"): bytes.append(UInt8(ascii: "r"))
    case UInt8(ascii: "\t"): bytes.append(UInt8(ascii: "t"))
    default:
      bytes.append(UInt8(ascii: "u"))
      bytes.append(contentsOf: Hex.digits(UInt64(character)).suffix(4))
    }
  }
}
