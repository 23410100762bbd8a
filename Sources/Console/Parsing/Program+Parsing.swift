extension Program {
  /// Finds out what the arguments ask for; they don't include the name of the program.
  ///
  /// `--key=value` and `--key value` are the same; `--` ends the options. Common options may stand
  /// before the command. `--help` or `-h` anywhere before `--` asks for help, whatever else is
  /// wrong; `help --man` for the manual page; without any arguments, help is what is asked for. Throws the first thing that is wrong.
  public func parse(arguments: [String]) throws(UsageError) -> Invocation {
    guard !arguments.isEmpty else { return .help(nil) }
    // No value can be one of these words, so they need no parsing.
    let optionWords = arguments.prefix { $0 != "--" }
    if optionWords.contains(where: OptionWord.asksForHelp) { return try helpRequest(arguments) }
    if optionWords.contains("--version") { return .version }

    guard let index = try commandIndex(in: arguments) else {
      throw UsageError.noCommand(of: self)
    }
    guard arguments[index] != Self.helpCommandName else { return try helpRequest(arguments) }
    let command = try knownCommand(arguments[index])
    var words = arguments
    words.remove(at: index)
    var reader = ArgumentReader(program: self, command: command)
    return .command(command, try reader.read(words))
  }

  /// Returns where the command stands: the first word that is neither an option nor its value.
  private func commandIndex(in arguments: [String]) throws(UsageError) -> Int? {
    var index = 0
    while index < arguments.count {
      guard let optionWord = OptionWord(arguments[index]) else {
        guard arguments[index] == "--" else { return index }
        return index + 1 < arguments.count ? index + 1 : nil
      }
      guard let option = leadingOptions.first(where: { $0.word == optionWord.word }) else {
        throw UsageError.unknownLeadingOption(optionWord, of: self)
      }
      index += 1
      let needsNext = option.value != nil && optionWord.attachedValue == nil
      if needsNext, index < arguments.count, OptionWord.isDetachedValue(arguments[index]) {
        index += 1
      }
    }
    return nil
  }

  private func helpRequest(_ arguments: [String]) throws(UsageError) -> Invocation {
    // An unknown option before the command doesn't keep anyone from help.
    guard let index = try? commandIndex(in: arguments) else { return .help(nil) }
    let manual = Self.helpOptions[0].word
    if arguments[index] == Self.helpCommandName, arguments[index...].contains(manual) {
      return .manual
    }
    let words = arguments[index...].drop { $0 == Self.helpCommandName }
    guard let name = words.first(where: { OptionWord($0) == nil }) else { return .help(nil) }
    return .help(try knownCommand(name))
  }

  private func knownCommand(_ name: String) throws(UsageError) -> Command {
    guard let command = command(named: name) else {
      throw UsageError.unknownCommand(name, of: self)
    }
    return command
  }
}
