/// The pieces of a Markdown page.
enum Markdown {
  /// Returns a table; its cells are Markdown already.
  static func table(_ titles: [String], _ rows: [[String]]) -> String {
    let rule = titles.map { _ in "---" }
    return ([titles, rule] + rows).map { row in
      // Even in a code span, a bar would end the cell.
      "| " + row.map { replace("|", with: "\\|", in: $0) }.joined(separator: " | ") + " |"
    }.joined(separator: "\n")
  }

  /// Returns a table of options.
  static func table(of options: [Option]) -> String {
    table(["option", "meaning"], options.map { [code($0.form), text($0.fullSummary)] })
  }

  /// Returns a block of code in a language, such as `sh`.
  static func block(_ language: String, _ code: String) -> String {
    "```\(language)\n\(code)\n```"
  }

  /// Returns text in the type of code.
  static func code(_ text: String) -> String {
    "`\(text)`"
  }

  /// Returns plain text with the marks of Markdown escaped, outside of back-quoted code.
  ///
  /// Lines that begin with a blank become a block of code, since help shows them as they stand.
  static func text(_ text: String) -> String {
    var blocks: [(isCode: Bool, lines: [Substring])] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isCode = line.hasPrefix(" ")
      if blocks.last?.isCode != isCode { blocks.append((isCode, [])) }
      blocks[blocks.count - 1].lines.append(line)
    }
    return blocks.map { block in
      let lines = block.lines.joined(separator: "\n")
      return block.isCode ? Self.block("text", lines) : escaped(lines)
    }.joined(separator: "\n")
  }

  private static func escaped(_ prose: String) -> String {
    let parts = prose.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      // Every second part stands between back quotes.
      index.isMultiple(of: 2) ? part.reduce(into: "") { $0 += mark($1) } : String(part)
    }.joined(separator: "`")
  }

  private static func mark(_ character: Character) -> String {
    "*_<[\\".contains(character) ? "\\\(character)" : String(character)
  }

  private static func replace(_ mark: Character, with text: String, in cell: String) -> String {
    cell.split(separator: mark, omittingEmptySubsequences: false).joined(separator: text)
  }
}
