public import Shipments

/// Lower-case UUIDs, 8-4-4-4-12.
enum UUIDText {
  /// The bits of a text, if it is a lower-case UUID.
  @inline(__always)
  static func key(_ text: LineBytes) -> EventKey? {
    let dash = UInt8(ascii: "-")
    guard text.count == 36, text[8] == dash, text[13] == dash, text[18] == dash, text[23] == dash,
      let upper = Hex.value(text.word(at: 0), fours(text, 9, 14)),
      let lower = Hex.value(fours(text, 19, 24), text.word(at: 28))
    else { return nil }
    return EventKey(uuid: (upper, lower))
  }

  @inline(__always)
  private static func fours(_ text: LineBytes, _ left: Int, _ right: Int) -> UInt64 {
    UInt64(text.halfWord(at: left)) | UInt64(text.halfWord(at: right)) << 32
  }
}

extension EventKey {
  /// The key of a lower-case UUID, as the decoder makes it; nil for any other text.
  public init?(lowerCaseUUID text: String) {
    guard let key = ParsedText.with(text, { UUIDText.key($0) }) else { return nil }
    self = key
  }
}
