/// A page of help as it grows, block by block, with an empty line between two blocks.
struct HelpPage {
  /// The most columns of a line: a terminal has 80 at least.
  static let columns = 79

  /// The most columns that the names at the left of a list take; a longer one has its own line.
  private static let nameColumns = 26

  private static let indentation = "  "

  private let styling: Styling
  private var blocks: [[String]] = []

  init(styling: Styling) {
    self.styling = styling
  }

  /// The whole page.
  var text: String {
    blocks.map { block in block.map { $0 + "\n" }.joined() }.joined(separator: "\n")
  }

  /// Adds the line that says how a command is called.
  mutating func addUsage(_ usage: String) {
    blocks.append([heading("Usage:") + " " + usage])
  }

  /// Adds paragraphs, if there are any.
  mutating func addText(_ text: String) {
    guard !text.isEmpty else { return }
    blocks.append(Wrapping.lines(of: text, columns: Self.columns))
  }

  /// Adds examples: each explanation, and below it what is typed.
  mutating func addExamples(_ examples: [Example]) {
    guard !examples.isEmpty else { return }
    let lines = examples.flatMap { example in
      indented(example.explanation + ":") + Self.commandLines(example.command)
    }
    blocks.append([heading("Examples:")] + lines)
  }

  /// What is typed, in lines that a shell takes for one; they are cut before options only.
  private static func commandLines(_ command: String) -> [String] {
    var lines = [indentation + "  $ "]
    for part in command.split(separator: " --").enumerated() {
      let word = part.offset == 0 ? String(part.element) : "--" + part.element
      let longer = lines[lines.count - 1] + (part.offset == 0 ? "" : " ") + word
      // Two columns are for what says that the command goes on.
      if part.offset == 0 || DisplayWidth.columns(of: longer) <= columns - 2 {
        lines[lines.count - 1] = longer
      } else {
        lines[lines.count - 1] += " \\"
        lines.append(indentation + "      " + word)
      }
    }
    return lines
  }

  /// Adds lists of names and what they mean, in two columns that line up over all the lists.
  mutating func addLists(_ lists: [List]) {
    let lists = lists.filter { !$0.entries.isEmpty }
    let widths = lists.flatMap(\.entries).map { DisplayWidth.columns(of: $0.name) }
    let nameWidth = widths.filter { $0 <= Self.nameColumns }.max() ?? 0
    for list in lists {
      let lines = list.entries.flatMap { name, meaning in
        Self.entryLines(name, meaning, nameWidth: nameWidth)
      }
      blocks.append([heading(list.title + ":")] + lines)
    }
  }

  /// Names under a heading, and what they mean.
  struct List {
    let title: String
    let entries: [(name: String, meaning: String)]
  }

  private static func entryLines(
    _ name: String, _ meaning: String, nameWidth: Int
  ) -> [String] {
    let width = DisplayWidth.columns(of: name)
    let margin = String(repeating: " ", count: indentation.count + nameWidth + 2)
    let meaningLines = Wrapping.lines(of: meaning, columns: columns - margin.count)
      .map { margin + $0 }
    guard width <= nameWidth, let first = meaningLines.first else {
      return [indentation + name] + meaningLines
    }
    let shared = indentation + name + first.dropFirst(indentation.count + width)
    return [shared] + meaningLines.dropFirst()
  }

  private func indented(_ text: String) -> [String] {
    Wrapping.lines(of: text, columns: Self.columns - Self.indentation.count)
      .map { Self.indentation + $0 }
  }

  private func heading(_ text: String) -> String {
    styling.apply(.heading, to: text)
  }
}
