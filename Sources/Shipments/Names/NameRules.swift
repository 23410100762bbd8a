/// What is wrong with a name, a path or an id.
public enum NameFault: Error, Equatable, Sendable {
  case empty
  case tooLong(bytes: Int, limit: Int)
  case control(scalar: UInt32)
  case spaceAtEnd
  case emptyNameInPath
}

/// The rules for names, over UTF-8 bytes, so that decoder and values share them.
public enum NameRules {
  /// Checks a name; the bytes are valid UTF-8.
  public static func check(_ bytes: ArraySlice<UInt8>, maximumBytes: Int) throws(NameFault) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= maximumBytes else {
      throw .tooLong(bytes: bytes.count, limit: maximumBytes)
    }
    try checkControls(bytes)
    guard !startsWithSpace(bytes), !endsWithSpace(bytes) else { throw .spaceAtEnd }
  }

  /// Checks names joined by `/`; the bytes are valid UTF-8.
  public static func checkPath(_ bytes: ArraySlice<UInt8>) throws(NameFault) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= Path.maximumBytes else {
      throw .tooLong(bytes: bytes.count, limit: Path.maximumBytes)
    }
    try checkControls(bytes)
    for name in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      guard !name.isEmpty else { throw .emptyNameInPath }
      guard !startsWithSpace(name), !endsWithSpace(name) else { throw .spaceAtEnd }
    }
  }

  /// Checks an id; the bytes are valid UTF-8.
  public static func checkID(_ bytes: ArraySlice<UInt8>) throws(NameFault) {
    guard !bytes.isEmpty else { throw .empty }
    guard bytes.count <= EventID.maximumBytes else {
      throw .tooLong(bytes: bytes.count, limit: EventID.maximumBytes)
    }
  }

  /// C0, DEL and C1 (which UTF-8 writes as C2 80 to C2 9F).
  private static func checkControls(_ bytes: ArraySlice<UInt8>) throws(NameFault) {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte < 0x20 || byte == 0x7F { throw .control(scalar: UInt32(byte)) }
      if previous == 0xC2, byte < 0xA0 { throw .control(scalar: UInt32(byte)) }
      previous = byte
    }
  }

  /// Control characters are refused before, so that of ASCII only the space is left.
  private static func startsWithSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let first = bytes.first, first >= 0x80 else { return bytes.first == 0x20 }
    return isSpace(String(decoding: bytes.prefix(4), as: UTF8.self).unicodeScalars.first)
  }

  private static func endsWithSpace(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let last = bytes.last, last >= 0x80 else { return bytes.last == 0x20 }
    return isSpace(String(decoding: bytes.suffix(4), as: UTF8.self).unicodeScalars.last)
  }

  private static func isSpace(_ scalar: Unicode.Scalar?) -> Bool {
    scalar?.properties.isWhitespace ?? false
  }
}
