/// Sets plain text in lines of at most so many columns.
public enum Wrapping {
  /// Wraps text whose paragraphs are parted by empty lines.
  ///
  /// The lines of a paragraph are joined and filled anew; a line that begins with a blank stands
  /// as it is, for what is set out in columns. A word longer than a line keeps its own line.
  public static func lines(of text: String, columns: Int) -> [String] {
    var lines: [String] = []
    var words: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty || line.hasPrefix(" ") {
        lines += filled(words, columns: columns)
        words = []
        lines.append(String(line))
      } else {
        words += line.split(separator: " ")
      }
    }
    return lines + filled(words, columns: columns)
  }

  private static func filled(_ words: [Substring], columns: Int) -> [String] {
    guard var line = words.first.map(String.init) else { return [] }
    var lines: [String] = []
    for word in words.dropFirst() {
      let longer = line + " " + word
      if DisplayWidth.columns(of: longer) <= columns {
        line = longer
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
