/// Text that a terminal shows as it is: what would steer or hide something is written out.
///
/// Names and notes come from files that anyone may have written. A control character in them could
/// colour, move or erase what stands on the screen; a directional or zero-width one could make a
/// name look like another. Such a character becomes `\u{1B}`, or `\n`, `\r`, `\t`. Printable text
/// is unchanged; a backslash too, so the result is for reading and not for parsing back.
public struct VisibleText: Equatable, Sendable, CustomStringConvertible {
  /// The text, safe to be written to a terminal, on one line.
  public let description: String

  /// Makes a text visible.
  public init(_ text: String) {
    description = Self.visible(text)
  }

  /// Makes bytes visible that should be UTF-8; each byte that is not becomes `\x{FF}`.
  public init(utf8 bytes: some Sequence<UInt8>) {
    let bytes = Array(bytes)
    description =
      String(validating: bytes, as: UTF8.self).map(Self.visible) ?? Self.visible(mixed: bytes)
  }

  private static func visible(_ text: String) -> String {
    guard !text.utf8.allSatisfy(isPrintableASCII) else { return text }
    return text.unicodeScalars.reduce(into: "") { append($1, to: &$0) }
  }

  /// Makes bytes visible of which some are not UTF-8.
  private static func visible(mixed bytes: [UInt8]) -> String {
    var visible = ""
    var parser = Unicode.UTF8.ForwardParser()
    var input = bytes.makeIterator()
    var position = 0
    while position < bytes.count {
      switch parser.parseScalar(from: &input) {
      case .valid(let encoded):
        append(Unicode.UTF8.decode(encoded), to: &visible)
        position += encoded.count
      case .error(let length):
        for byte in bytes[position..<position + length] {
          visible += "\\x{\(hexadecimal(UInt32(byte)))}"
        }
        position += length
      case .emptyInput:
        return visible
      }
    }
    return visible
  }

  private static func isPrintableASCII(_ byte: UInt8) -> Bool {
    (0x20...0x7E).contains(byte)
  }

  private static func append(_ scalar: Unicode.Scalar, to visible: inout String) {
    switch scalar {
    case "\n": visible += "\\n"
    case "\r": visible += "\\r"
    case "\t": visible += "\\t"
    case _ where mustBeEscaped(scalar): visible += "\\u{\(hexadecimal(scalar.value))}"
    default: visible.unicodeScalars.append(scalar)
    }
  }

  private static func mustBeEscaped(_ scalar: Unicode.Scalar) -> Bool {
    guard !scalar.isASCII else { return !isPrintableASCII(UInt8(scalar.value)) }
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    case .format: return !isNeeded(scalar)
    default: return false
    }
  }

  /// Tells whether a format character belongs to ordinary writing.
  ///
  /// The joiner and the non-joiner (200C, 200D) shape emoji, Persian and Indic text; some, such as
  /// the Arabic number sign, are visible. Those that Unicode lets a program leave out are neither.
  private static func isNeeded(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200C, 0x200D: true
    case 0xFFF9...0xFFFB: false
    default: !scalar.properties.isDefaultIgnorableCodePoint
    }
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return digits.count < 2 ? "0" + digits : digits
  }
}
