import Console
import Testing

@Suite struct ParsingPropertyTests {
  /// Words that stay together and keep their order among those of the same name.
  private struct Part {
    let name: String
    let words: [String]
    var mayLead: Bool { name == "log" || name == "no-index" }
  }

  /// What an invocation says, whatever the order it was said in.
  private struct Meaning: Equatable {
    var values: [String: [String]] = [:]
    var flags: Set<String> = []
    var operands: [String] = []
  }

  @Test func `any order of options gives the same invocation`() throws {
    var generator = SeededGenerator()
    for _ in 0..<500 {
      let (parts, expected) = randomParts(using: &generator)
      for _ in 0..<5 {
        let arguments = arrangement(of: parts, using: &generator)
        #expect(try meaning(of: arguments) == expected, "\(arguments)")
      }
    }
  }

  private func randomParts(using generator: inout SeededGenerator) -> ([Part], Meaning) {
    let values = ["", "x", "-5", "a=b", "中文", "came", "-", "two words"]
    var parts: [Part] = []
    var meaning = Meaning(operands: ["came"])
    func addValue(_ name: String) {
      let value = values.randomElement(using: &generator) ?? ""
      let isAttached = Bool.random(using: &generator)
      parts.append(
        Part(name: name, words: isAttached ? ["--\(name)=\(value)"] : ["--\(name)", value]))
      meaning.values[name, default: []].append(value)
    }
    for name in ["log", "input"] where Bool.random(using: &generator) { addValue(name) }
    for _ in 0..<Int.random(in: 0...3, using: &generator) { addValue("item") }
    for name in ["final", "no-index"] where Bool.random(using: &generator) {
      parts.append(Part(name: name, words: ["--\(name)"]))
      meaning.flags.insert(name)
    }
    parts.append(Part(name: "", words: ["came"]))
    if Bool.random(using: &generator) {
      parts.append(Part(name: "", words: ["-"]))
      meaning.operands.append("-")
    }
    return (parts, meaning)
  }

  /// Shuffles the parts, but leaves those of one name in order, and puts the command among them.
  private func arrangement(
    of parts: [Part], using generator: inout SeededGenerator
  ) -> [String] {
    let names = parts.map(\.name).shuffled(using: &generator)
    var queues = Dictionary(grouping: parts, by: \.name)
    let shuffled = names.compactMap { queues[$0]?.removeFirst() }
    let leading = shuffled.prefix(while: \.mayLead).count
    let place = Int.random(in: 0...leading, using: &generator)
    return shuffled[..<place].flatMap(\.words) + ["append"] + shuffled[place...].flatMap(\.words)
  }

  private func meaning(of arguments: [String]) throws -> Meaning? {
    guard case .command(let command, let parsed) = try depot.parse(arguments: arguments) else {
      return nil
    }
    #expect(command.name == "append")
    var meaning = Meaning(operands: parsed.operands)
    for name in parsed.givenOptions {
      if ["final", "no-index"].contains(name) {
        meaning.flags.insert(name)
      } else {
        meaning.values[name] = parsed.values(name)
      }
    }
    return meaning
  }
}
