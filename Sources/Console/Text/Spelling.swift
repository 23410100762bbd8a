/// Finds the words that a mistyped word was probably meant to be.
public enum Spelling {
  /// Returns the candidates that a reader would take `word` for, nearest first, at most `limit`.
  ///
  /// A candidate is near if it is 2 edits away or a third of the word's length, whichever is more
  /// (1 edit for a word of one or two characters), or if it begins with the word. A short word of which
  /// 2 edits leave little must have its first letter, or stand in the candidate. Case is ignored.
  /// Candidates equally near keep their order.
  public static func nearest(
    to word: String, among candidates: [String], limit: Int = 3
  ) -> [String] {
    guard !word.isEmpty else { return [] }
    let ranked = candidates.enumerated().compactMap { order, candidate in
      rank(of: candidate, for: word).map { (rank: $0, order: order, candidate: candidate) }
    }
    return ranked.sorted { ($0.rank, $0.order) < ($1.rank, $1.order) }
      .prefix(limit).map(\.candidate)
  }

  /// Counts the edits that turn one text into the other, or returns nil if they are above `bound`.
  ///
  /// An edit inserts, deletes or replaces a character, or swaps two neighbours. This is the
  /// *restricted* Damerau-Levenshtein distance: what was swapped is not edited again.
  /// Time grows with the product of the lengths, but ends at the first row above the bound.
  public static func distance(
    from first: String, to second: String, bound: Int = .max
  ) -> Int? {
    let first = Array(first)
    let second = Array(second)
    guard abs(first.count - second.count) <= bound else { return nil }
    var beforeLast: [Int] = []
    var last = Array(0...second.count)
    for row in first.indices {
      let current = nextRow(row, first, second, after: last, and: beforeLast)
      // A later row is never below the smallest number of this one.
      guard current.contains(where: { $0 <= bound }) else { return nil }
      (beforeLast, last) = (last, current)
    }
    let distance = last[second.count]
    return distance <= bound ? distance : nil
  }

  /// Returns how far a candidate is from the word, or nil if it is too far to be meant.
  private static func rank(of candidate: String, for word: String) -> Int? {
    let word = word.lowercased()
    let candidate = candidate.lowercased()
    let length = word.count
    let bound = length <= 2 ? 1 : max(2, length / 3)
    // A distance of the whole length would mean that the two have nothing in common.
    let edits = distance(from: word, to: candidate, bound: min(bound, max(length - 1, 0)))
    if edits == 2, length <= 4, candidate.first != word.first, !candidate.contains(word) {
      return nil
    }
    guard candidate.hasPrefix(word) else { return edits }
    return min(edits ?? 1, 1)
  }

  private static func nextRow(
    _ row: Int, _ first: [Character], _ second: [Character], after last: [Int],
    and beforeLast: [Int]
  ) -> [Int] {
    var current = [row + 1]
    current.reserveCapacity(last.count)
    for column in second.indices {
      let replaced = last[column] + (first[row] == second[column] ? 0 : 1)
      var least = min(replaced, last[column + 1] + 1, current[column] + 1)
      if row > 0, column > 0, first[row] == second[column - 1], first[row - 1] == second[column] {
        least = min(least, beforeLast[column - 1] + 1)
      }
      current.append(least)
    }
    return current
  }
}
