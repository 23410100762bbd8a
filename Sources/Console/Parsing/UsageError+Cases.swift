/// Every way in which arguments can be wrong, and what the error says.
extension UsageError {
  static func noCommand(of program: Program) -> UsageError {
    UsageError(message: "no command is given", fix: seeCommands(of: program))
  }

  static func unknownCommand(_ name: String, of program: Program) -> UsageError {
    UsageError(
      message: "\(program.name) has no command \(Phrase.quoted(name))",
      suggestions: Spelling.nearest(to: name, among: program.commandNames),
      otherwise: seeCommands(of: program), place: .word(name))
  }

  static func unknownLeadingOption(_ word: OptionWord, of program: Program) -> UsageError {
    for command in program.commands {
      guard let option = command.options.first(where: { $0.word == word.word }) else { continue }
      return UsageError(
        message: "\(word.word) stands before the command",
        fix: "write the command first, as in \(program.call(of: command)) \(option.form)",
        place: .word(word.word))
    }
    return UsageError(
      message: "\(program.name) has no option \(word.word)",
      suggestions: near(word, among: program.leadingOptions),
      otherwise: "run \(program.name) help to see the commands and options",
      place: .word(word.word))
  }

  static func unknownOption(
    _ word: OptionWord, among options: [Option], of command: Command, in program: Program
  ) -> UsageError {
    let call = program.call(of: command)
    let isShort = !word.word.hasPrefix("--")
    let seeHelp = "run \(program.name) help \(command.name) to see its options"
    return UsageError(
      message: "\(call) has no option \(word.word)",
      suggestions: near(word, among: options),
      otherwise: isShort ? "write -- before operands that begin with a hyphen" : seeHelp,
      place: .word(word.word))
  }

  static func valueOfFlag(_ option: Option) -> UsageError {
    UsageError(
      message: "\(option.word) takes no value", fix: "write \(option.word) alone",
      place: .value(of: option.word))
  }

  /// The value is missing; `next` is a word that may have been meant for it.
  static func missingValue(of option: Option, next: String?) -> UsageError {
    let fix = next.map { "\(option.word)=\($0)" } ?? option.form
    return UsageError(
      message: "\(option.word) needs a value",
      fix: "write \(fix)" + explanation(of: option.value, choices: option.choices),
      place: .word(option.word))
  }

  static func repeated(_ option: Option, values: [String?]) -> UsageError {
    let given = values.compactMap(\.self).map { "\(option.word)=\($0)" }
    return UsageError(
      message: "\(option.word) is given twice",
      fix: given.isEmpty
        ? "write \(option.word) once" : "keep one: \(Phrase.alternatives(given))",
      place: .word(option.word))
  }

  static func unknownChoice(
    _ value: String, of subject: String, choices: [String]
  ) -> UsageError {
    UsageError(
      message: "\(subject) can't be \(Phrase.quoted(value))",
      suggestions: Spelling.nearest(to: value, among: choices),
      otherwise: "choose \(Phrase.alternatives(choices))",
      place: subject.hasPrefix("--") ? .value(of: subject, value) : .word(value))
  }

  static func missingOperand(
    _ operand: Operand, of command: Command, in program: Program
  ) -> UsageError {
    UsageError(
      message: "\(program.call(of: command)) needs \(operand.name)",
      fix: "write \(program.callWithOperands(of: command))"
        + explanation(of: operand.name, choices: operand.choices),
      place: .end)
  }

  static func unexpectedOperand(
    _ text: String, of command: Command, in program: Program
  ) -> UsageError {
    UsageError(
      message: "\(Phrase.quoted(text)) is one operand too many",
      suggestions: command.options.filter { $0.name == text }.map(\.word),
      otherwise: command.operands.isEmpty
        ? "remove it: \(program.call(of: command)) takes options only"
        : "remove it, or put quotation marks around an operand with blanks",
      place: .word(text))
  }

  /// Returns `, where FORMAT is table or csv`; nothing if any value will do.
  private static func explanation(of placeholder: String?, choices: [String]) -> String {
    guard let placeholder, !choices.isEmpty else { return "" }
    return ", where \(placeholder) is \(Phrase.alternatives(choices))"
  }

  private static func seeCommands(of program: Program) -> String {
    "run \(program.name) help to see the commands"
  }

  private static func near(_ word: OptionWord, among options: [Option]) -> [String] {
    Spelling.nearest(to: word.name, among: options.map(\.name)).map { "--" + $0 }
  }
}

extension Program {
  /// A command as it is called: `waybill show`.
  func call(of command: Command) -> String {
    "\(name) \(command.name)"
  }

  /// A command as it is called, with its operands: `waybill show SHIPMENT`.
  func callWithOperands(of command: Command) -> String {
    ([call(of: command)] + command.operands.map(\.form)).joined(separator: " ")
  }
}
