/// Counts the columns of a terminal that text takes.
///
/// A Chinese character takes two columns, a combining accent none. The text should be
/// `VisibleText`: control characters count as no column here, whatever a terminal does with them.
public enum DisplayWidth {
  /// Returns the number of columns that `text` takes on one line.
  public static func columns(of text: String) -> Int {
    // Printable ASCII, by far the most common, is one column a byte.
    guard text.utf8.contains(where: { !(0x20...0x7E).contains($0) }) else {
      return text.utf8.count
    }
    return text.reduce(0) { $0 + columns(of: $1) }
  }

  /// Returns the longest beginning of `text` that fits into the columns.
  static func prefix(of text: String, fitting limit: Int) -> Substring {
    var used = 0
    return text.prefix { character in
      used += columns(of: character)
      return used <= limit
    }
  }

  /// Returns the longest end of `text` that fits into the columns.
  static func suffix(of text: String, fitting limit: Int) -> Substring {
    var used = 0
    var start = text.endIndex
    while start > text.startIndex {
      let previous = text.index(before: start)
      used += columns(of: text[previous])
      guard used <= limit else { break }
      start = previous
    }
    return text[start...]
  }

  /// Returns the columns of one character as a reader sees it, a flag or an accented letter.
  static func columns(of character: Character) -> Int {
    isEmoji(character) ? 2 : character.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// Tells whether several scalars make one picture, as in a flag or a family.
  ///
  /// A picture of one scalar is among the wide ranges.
  private static func isEmoji(_ character: Character) -> Bool {
    let scalars = character.unicodeScalars
    guard let first = scalars.first, scalars.count > 1 else { return false }
    let emojiVariation: Unicode.Scalar = "\u{FE0F}"
    return first.properties.isEmojiPresentation
      || first.properties.isEmoji && scalars.contains(emojiVariation)
  }

  private static func columns(of scalar: Unicode.Scalar) -> Int {
    guard !isZeroWidth(scalar) else { return 0 }
    return isWide(scalar) ? 2 : 1
  }

  private static func isZeroWidth(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E, 0xAD: return false
    // Vowels and final consonants of Hangul are drawn into the syllable before them.
    case 0x1160...0x11FF, 0xD7B0...0xD7FB: return true
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .nonspacingMark, .enclosingMark, .lineSeparator, .paragraphSeparator:
      return true
    case .format: return scalar.properties.isDefaultIgnorableCodePoint
    default: return false
    }
  }

  /// Looks a scalar up in the sorted first and last numbers of the wide ranges.
  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    let value = scalar.value
    guard value >= wideRanges[0] else { return false }
    var low = 0
    var high = wideRanges.count / 2
    while high - low > 1 {
      let middle = (low + high) / 2
      if wideRanges[2 * middle] <= value { low = middle } else { high = middle }
    }
    return value <= wideRanges[2 * low + 1]
  }
}
