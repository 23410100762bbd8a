/// Reads the options and operands of one command.
struct ArgumentReader {
  private let program: Program
  private let command: Command
  private let options: [Option]
  private var occurrences: [ParsedArguments.Occurrence] = []
  private var operands: [String] = []

  init(program: Program, command: Command) {
    self.program = program
    self.command = command
    options = command.options + program.leadingOptions
  }

  /// Reads the words around the command.
  mutating func read(_ words: [String]) throws(UsageError) -> ParsedArguments {
    var remaining = words[...]
    while let word = remaining.popFirst() {
      if let optionWord = OptionWord(word) {
        try take(optionWord, from: &remaining)
      } else if word == "--" {
        operands += remaining
        remaining = []
      } else {
        operands.append(word)
      }
    }
    try checkOperands()
    return ParsedArguments(options: options, occurrences: occurrences, operands: operands)
  }

  private mutating func take(
    _ optionWord: OptionWord, from remaining: inout ArraySlice<String>
  ) throws(UsageError) {
    guard let option = options.first(where: { $0.word == optionWord.word }) else {
      throw UsageError.unknownOption(optionWord, among: options, of: command, in: program)
    }
    let value = try value(of: option, optionWord, from: &remaining)
    if !option.isRepeatable, let earlier = occurrences.first(where: { $0.name == option.name }) {
      throw UsageError.repeated(option, values: [earlier.value, value])
    }
    if let value, !option.choices.isEmpty, !option.choices.contains(value) {
      throw UsageError.unknownChoice(value, of: option.word, choices: option.choices)
    }
    occurrences.append(ParsedArguments.Occurrence(name: option.name, value: value))
  }

  private func value(
    of option: Option, _ optionWord: OptionWord, from remaining: inout ArraySlice<String>
  ) throws(UsageError) -> String? {
    guard option.value != nil else {
      guard optionWord.attachedValue == nil else { throw UsageError.valueOfFlag(option) }
      return nil
    }
    if let attached = optionWord.attachedValue { return attached }
    guard let next = remaining.first, OptionWord.isDetachedValue(next) else {
      let isOption = remaining.first.flatMap(OptionWord.init).map { next in
        options.contains { $0.word == next.word }
      }
      throw UsageError.missingValue(of: option, next: isOption == false ? remaining.first : nil)
    }
    remaining.removeFirst()
    return next
  }

  private func checkOperands() throws(UsageError) {
    let declared = command.operands
    let required = declared.filter(\.isRequired)
    if operands.count < required.count {
      throw UsageError.missingOperand(required[operands.count], of: command, in: program)
    }
    for (index, text) in operands.enumerated() {
      let last = declared.last.flatMap { $0.isRepeatable ? $0 : nil }
      guard let operand = index < declared.count ? declared[index] : last else {
        throw UsageError.unexpectedOperand(text, of: command, in: program)
      }
      if !operand.choices.isEmpty, !operand.choices.contains(text) {
        throw UsageError.unknownChoice(text, of: operand.name, choices: operand.choices)
      }
    }
  }
}
