import Console
import Testing

@Suite struct SpellingTests {
  @Test(arguments: [
    ("", "", 0), ("a", "", 1), ("pending", "pending", 0), ("pendign", "pending", 1),
    ("ca", "abc", 3), ("kitten", "sitting", 3), ("é", "e\u{301}", 0), ("上海", "海上", 1),
  ])
  func `the distance is the number of edits`(_ first: String, _ second: String, _ edits: Int) {
    #expect(Spelling.distance(from: first, to: second) == edits)
    #expect(Spelling.distance(from: second, to: first, bound: edits) == edits)
    #expect(Spelling.distance(from: first, to: second, bound: edits - 1) == nil)
  }

  @Test(arguments: [
    ("pendign", ["pending"]), ("PENDING", ["pending"]), ("pend", ["pending"]),
    ("form", ["from", "format"]), ("known_at", ["known-at"]), ("knownAt", ["known-at"]),
    ("distrcits", ["district"]), ("xyz", []), ("", []), ("zq", []), ("ta", ["at"]),
  ])
  func `the nearest words are suggested`(_ word: String, _ expected: [String]) {
    let candidates = ["at", "known-at", "pending", "from", "format", "district", "by-hand"]
    #expect(Spelling.nearest(to: word, among: candidates) == expected)
  }

  @Test func `only so many words are suggested, in their order if equally near`() {
    let candidates = ["abce", "abcf", "abcd", "abcg"]
    #expect(Spelling.nearest(to: "abcx", among: candidates, limit: 2) == ["abce", "abcf"])
    #expect(Spelling.nearest(to: "abcd", among: candidates) == ["abcd", "abce", "abcf"])
  }

  @Test func `the bounded distance is that of the whole matrix`() {
    var generator = SeededGenerator()
    for _ in 0..<2000 {
      let first = randomWord(using: &generator)
      let second = randomWord(using: &generator)
      let bound = Int.random(in: 0...6, using: &generator)
      let expected = matrixDistance(Array(first), Array(second))
      #expect(Spelling.distance(from: first, to: second) == expected, "\(first) \(second)")
      #expect(
        Spelling.distance(from: first, to: second, bound: bound)
          == (expected <= bound ? expected : nil), "\(first) \(second) \(bound)")
    }
  }

  private func randomWord(using generator: inout SeededGenerator) -> String {
    let length = Int.random(in: 0...8, using: &generator)
    return String((0..<length).map { _ in "ab中".randomElement(using: &generator) ?? "a" })
  }

  /// The definition, with nothing left out.
  private func matrixDistance(_ first: [Character], _ second: [Character]) -> Int {
    var matrix = (0...first.count).map { row in (0...second.count).map { row == 0 ? $0 : row } }
    guard !first.isEmpty, !second.isEmpty else { return max(first.count, second.count) }
    for row in 1...first.count {
      for column in 1...second.count {
        let cost = first[row - 1] == second[column - 1] ? 0 : 1
        matrix[row][column] = min(
          matrix[row - 1][column] + 1, matrix[row][column - 1] + 1,
          matrix[row - 1][column - 1] + cost)
        let isSwap =
          row > 1 && column > 1 && first[row - 1] == second[column - 2]
          && first[row - 2] == second[column - 1]
        if isSwap {
          matrix[row][column] = min(matrix[row][column], matrix[row - 2][column - 2] + 1)
        }
      }
    }
    return matrix[first.count][second.count]
  }
}
