extension Program {
  /// Returns the help of the program: what it is for, its commands, and how to learn more.
  public func help(styling: Styling = .plain) -> String {
    var page = HelpPage(styling: styling)
    page.addUsage("\(name) COMMAND [OPTIONS]")
    page.addText(summary + ".")
    page.addText(purpose)
    let sections = Section.grouping(shownCommands, by: \.group).map { section in
      HelpPage.List(title: section.title, entries: section.members.map { ($0.name, $0.summary) })
    }
    page.addLists(sections + [HelpPage.List(title: Self.commonGroup, options: leadingOptions)])
    page.addText("Run `\(name) help COMMAND` for examples and the options of a command.")
    page.addText("`\(name) help --man` writes the manual page.")
    return page.text
  }

  /// Returns the help of a command: how it is called, what it is for, examples, then the rest.
  public func help(for command: Command, styling: Styling = .plain) -> String {
    var page = HelpPage(styling: styling)
    page.addUsage("\(callWithOperands(of: command)) [OPTIONS]")
    page.addText(command.summary + ".")
    page.addText(command.purpose)
    page.addExamples(command.examples)
    let operands = HelpPage.List(
      title: "Operands", entries: command.operands.map { ($0.form, $0.fullSummary) })
    let sections = Section.grouping(command.options, by: \.group).map { section in
      HelpPage.List(title: section.title, options: section.members)
    }
    let common = HelpPage.List(title: Self.commonGroup, options: leadingOptions)
    page.addLists([operands] + sections + [common])
    return page.text
  }
}

extension HelpPage.List {
  /// Makes a list of options.
  fileprivate init(title: String, options: [Option]) {
    self.init(title: title, entries: options.map { ($0.form, $0.fullSummary) })
  }
}

extension Option {
  /// The summary with what the table knows besides: the choices, and whether it may be repeated.
  var fullSummary: String {
    Self.summary(summary, choices: choices, isRepeatable: isRepeatable)
  }

  fileprivate static func summary(
    _ summary: String, choices: [String], isRepeatable: Bool
  ) -> String {
    let remarks =
      (choices.isEmpty ? [] : [Phrase.alternatives(choices)])
      + (isRepeatable ? ["may be repeated"] : [])
    return remarks.isEmpty ? summary : "\(summary) (\(remarks.joined(separator: "; ")))"
  }
}

extension Operand {
  /// The summary with the choices, and whether it may be repeated.
  var fullSummary: String {
    Option.summary(summary, choices: choices, isRepeatable: isRepeatable)
  }
}
