extension Program {
  /// Returns what is wrong with the declaration, a sentence each; empty if all is well.
  ///
  /// A wrong declaration is our own mistake, so a test looks for it and not every run.
  public func faults() -> [String] {
    var faults = Self.faults(ofLine: summary, named: "The summary of the program")
    faults += Self.faults(ofName: name, named: "The program")
    faults += Self.repetitions(in: commandNames, named: "The command")
    faults += Self.faults(of: commonOptions, beside: Self.builtInOptions, owner: "The program")
    faults += commands.flatMap(faults(of:))
    let lookups = commands.flatMap { $0.options.map(\.lookup) + $0.operands.map(\.lookup) }
    if lookups.contains(where: { $0 != nil }), command(named: Self.valuesCommandName) == nil {
      faults.append("The program has no command \(Phrase.quoted(Self.valuesCommandName)).")
    }
    for status in exitStatuses {
      faults += Self.faults(ofLine: status.meaning, named: "The meaning of status \(status.code)")
    }
    return faults
  }

  private func faults(of command: Command) -> [String] {
    let owner = "The command \(Phrase.quoted(command.name))"
    var faults = Self.faults(ofName: command.name, named: owner)
    faults += Self.faults(ofLine: command.summary, named: owner + "'s summary")
    faults += Self.faults(of: command.options, beside: leadingOptions, owner: owner)
    faults += Self.faults(of: command.operands, owner: owner)
    for example in command.examples {
      faults += Self.faults(ofLine: example.explanation, named: owner + "'s example")
      if !example.command.contains("\(name) \(command.name)") {
        faults.append("\(owner) has an example that doesn't use it: \(example.command)")
      }
    }
    return faults
  }

  private static func faults(
    of options: [Option], beside others: [Option], owner: String
  ) -> [String] {
    var faults = repetitions(in: (others + options).map(\.name), named: owner + "'s option")
    for option in options {
      let subject = "\(owner)'s option \(Phrase.quoted(option.name))"
      faults += Self.faults(ofName: option.name, named: subject)
      faults += Self.faults(ofLine: option.summary, named: subject + "'s summary")
      faults += Self.faults(ofChoices: option.choices, named: subject)
      if option.value?.isEmpty == true { faults.append("\(subject) has an empty placeholder.") }
      if option.group.isEmpty { faults.append("\(subject) has an empty group.") }
      if option.value == nil, !option.choices.isEmpty {
        faults.append("\(subject) is a flag, but has choices.")
      }
      if option.value == nil, option.isRepeatable {
        faults.append("\(subject) is a flag, but may be repeated.")
      }
    }
    return faults
  }

  private static func faults(of operands: [Operand], owner: String) -> [String] {
    var faults = repetitions(in: operands.map(\.name), named: owner + "'s operand")
    for operand in operands {
      let subject = "\(owner)'s operand \(Phrase.quoted(operand.name))"
      if operand.name.isEmpty || operand.name != operand.name.uppercased() {
        faults.append("\(subject) isn't named in capitals.")
      }
      faults += Self.faults(ofLine: operand.summary, named: subject + "'s summary")
      faults += Self.faults(ofChoices: operand.choices, named: subject)
    }
    for (operand, next) in zip(operands, operands.dropFirst()) {
      let subject = "\(owner)'s operand \(Phrase.quoted(operand.name))"
      if operand.isRepeatable { faults.append("\(subject) is repeatable, but not the last.") }
      if !operand.isRequired, next.isRequired {
        faults.append("\(subject) may be left out, but one after it may not.")
      }
    }
    return faults
  }
}

extension Program {
  private static func faults(ofName name: String, named subject: String) -> [String] {
    let words = name.split(separator: "-", omittingEmptySubsequences: false)
    let letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    let isKebab = words.allSatisfy { !$0.isEmpty && $0.allSatisfy(letters.contains) }
    return isKebab ? [] : ["\(subject) isn't named in lower-case words joined by hyphens."]
  }

  private static func faults(ofLine text: String, named subject: String) -> [String] {
    if text.isEmpty { return ["\(subject) is empty."] }
    if text.contains("\n") { return ["\(subject) is longer than a line."] }
    if text.hasSuffix(".") { return ["\(subject) ends with a full stop."] }
    return []
  }

  private static func faults(ofChoices choices: [String], named subject: String) -> [String] {
    var faults = repetitions(in: choices, named: subject + "'s choice")
    // The completions of the shells part candidates by blanks and take some marks for their own.
    for choice in choices where !choice.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "-" }) {
      faults.append("\(subject) has a choice that isn't plain letters: \(Phrase.quoted(choice))")
    }
    if choices.contains("") { faults.append("\(subject) has an empty choice.") }
    return faults
  }

  private static func repetitions(in names: [String], named subject: String) -> [String] {
    var seen: Set<String> = []
    return names.filter { !seen.insert($0).inserted }.map { name in
      "\(subject) \(Phrase.quoted(name)) is declared twice."
    }
  }
}
