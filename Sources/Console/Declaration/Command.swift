/// One thing that a program does: the `pending` of `waybill pending`.
public struct Command: Equatable, Sendable {
  /// The name, in lower-case words joined by `-`.
  public let name: String
  /// What the command does, on one line, without a full stop.
  public let summary: String
  /// What the command is for, in as many paragraphs as it takes; may be empty.
  ///
  /// Empty lines part paragraphs. A line that begins with a blank is shown as it is.
  public let purpose: String
  /// What it is told by place, in order.
  public let operands: [Operand]
  /// What it may be told by name, besides the options that all commands have.
  public let options: [Option]
  /// Uses to learn from; help shows them before the options.
  public let examples: [Example]
  /// The heading under which help lists the command.
  public let group: String
  /// Whether the command is for scripts only: help, manual and completions are silent about it.
  public let isHidden: Bool

  /// Declares a command.
  public init(
    name: String, summary: String, purpose: String = "", operands: [Operand] = [],
    options: [Option] = [], examples: [Example] = [], group: String = "Commands",
    isHidden: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.purpose = purpose
    self.operands = operands
    self.options = options
    self.examples = examples
    self.group = group
    self.isHidden = isHidden
  }
}

/// A use of a command, and what comes of it.
public struct Example: Equatable, Sendable {
  /// What is typed, on one line: `waybill pending --overdue`.
  public let command: String
  /// What comes of it, on one line, without a full stop.
  public let explanation: String

  /// Makes an example.
  public init(command: String, explanation: String) {
    self.command = command
    self.explanation = explanation
  }
}
