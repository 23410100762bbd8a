/// The part of an excerpt around its mark that fits on a screen, and the line of the caret.
struct ExcerptWindow {
  /// The most columns of the text that are shown.
  static let columns = 100

  /// The most bytes looked at on each side of the mark: a line may be huge.
  private static let reachBytes = 1024

  /// The visible text, with `…` where it is cut.
  let text: String

  /// The blanks that stand before the caret.
  let indentation: String

  /// The caret and its tail, `^~~~`.
  let caret: String

  /// Chooses the part of the excerpt to show.
  init(_ excerpt: Diagnostic.Excerpt) {
    let bytes = excerpt.text
    let start = Self.characterStart(in: bytes, atOrBefore: excerpt.caretOffset)
    let end = Self.characterEnd(in: bytes, atOrAfter: excerpt.caretOffset + excerpt.caretLength)
    let before = Self.visible(bytes[..<start].suffix(Self.reachBytes))
    let marked = Self.visible(bytes[start..<end].prefix(Self.reachBytes))
    let after = Self.visible(bytes[end...].prefix(Self.reachBytes))

    let shownMark = Self.beginning(of: marked, fitting: Self.columns / 2)
    let room = Self.columns - DisplayWidth.columns(of: shownMark)
    let roomBefore = max(room / 2, room - DisplayWidth.columns(of: after))
    let shownBefore = Self.end(of: before, fitting: roomBefore)
    let indentationColumns = DisplayWidth.columns(of: shownBefore)
    let shownAfter = Self.beginning(of: after, fitting: room - indentationColumns)

    text = shownBefore + shownMark + shownAfter
    indentation = String(repeating: " ", count: indentationColumns)
    let tail = String(repeating: "~", count: max(DisplayWidth.columns(of: shownMark) - 1, 0))
    caret = "^" + tail
  }

  private static func visible(_ bytes: ArraySlice<UInt8>) -> String {
    VisibleText(utf8: bytes).description
  }

  private static func beginning(of text: String, fitting limit: Int) -> String {
    guard DisplayWidth.columns(of: text) > limit else { return text }
    return DisplayWidth.prefix(of: text, fitting: limit - 1) + "…"
  }

  private static func end(of text: String, fitting limit: Int) -> String {
    guard DisplayWidth.columns(of: text) > limit else { return text }
    return "…" + DisplayWidth.suffix(of: text, fitting: limit - 1)
  }

  /// Moves an offset inside a UTF-8 sequence back to the first byte of it.
  private static func characterStart(in bytes: [UInt8], atOrBefore offset: Int) -> Int {
    let candidates = max(offset - 3, 0)...offset
    return candidates.last { !isContinuation(bytes, at: $0) } ?? offset
  }

  /// Moves an offset inside a UTF-8 sequence on to the byte after it.
  private static func characterEnd(in bytes: [UInt8], atOrAfter offset: Int) -> Int {
    let candidates = offset...min(offset + 3, bytes.count)
    return candidates.first { !isContinuation(bytes, at: $0) } ?? offset
  }

  private static func isContinuation(_ bytes: [UInt8], at position: Int) -> Bool {
    position < bytes.count && bytes[position] & 0xC0 == 0x80
  }
}
