/// Joins words as a sentence does.
enum Phrase {
  /// Returns `a`, `a or b`, or `a, b or c`.
  static func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Puts a word in quotation marks.
  static func quoted(_ word: String) -> String {
    "\"\(word)\""
  }
}
