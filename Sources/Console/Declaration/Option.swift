/// Something that may be said by name: `--at=2024-02-01`, or a flag such as `--overdue`.
public struct Option: Equatable, Sendable {
  /// The name without its dashes, in lower-case words joined by `-`: `known-at`.
  public let name: String
  /// What stands for the value in help, such as `DATE`; nil for a flag.
  ///
  /// `FILE`, `DIR`, and `FILE.` with an ending are completed with the names of files.
  public let value: String?
  /// What the option does, on one line, without a full stop.
  public let summary: String
  /// The values that are allowed; empty if any is.
  public let choices: [String]
  /// Words of which the value is a list with commas between them, such as the names of columns.
  ///
  /// Shells offer them. Nil where the value is no such list.
  public let words: WordList?
  /// The kind under which the program knows values to complete; see `Program.valuesCommandName`.
  public let lookup: String?
  /// Tells whether the option may be given more than once.
  public let isRepeatable: Bool
  /// The heading under which help lists the option.
  public let group: String

  /// Declares an option.
  public init(
    name: String, value: String? = nil, summary: String, choices: [String] = [],
    words: WordList? = nil, lookup: String? = nil,
    isRepeatable: Bool = false, group: String = "Options"
  ) {
    self.name = name
    self.value = value
    self.summary = summary
    self.choices = choices
    self.words = words
    self.lookup = lookup
    self.isRepeatable = isRepeatable
    self.group = group
  }

  /// The option as it is typed, with dashes and without a value.
  var word: String { "--" + name }

  /// The option as help shows it: `--at=DATE`, or `--overdue`.
  var form: String { value.map { "\(word)=\($0)" } ?? word }
}
