extension Program {
  /// Returns the manual page, section 1, from the same table as the help.
  public func manual() -> String {
    var lines = [
      Roff.macro("TH", name.uppercased(), "1", releasedOn, "\(name) \(version)"),
      Roff.macro("SH", "NAME"), Roff.escaped(name) + " \\- " + Roff.escaped(summary),
      Roff.macro("SH", "SYNOPSIS"),
      "\(Roff.bold(name)) \(Roff.italic("COMMAND")) [\(Roff.italic("OPTIONS"))]",
    ]
    if !purpose.isEmpty {
      lines.append(Roff.macro("SH", "DESCRIPTION"))
      lines += Roff.paragraphs(purpose)
    }
    for section in Section.grouping(shownCommands, by: \.group) {
      lines.append(Roff.macro("SH", "COMMANDS: " + section.title.uppercased()))
      lines += section.members.flatMap(manualLines(of:))
    }
    lines.append(Roff.macro("SH", Self.commonGroup.uppercased()))
    lines += leadingOptions.flatMap { Roff.entry($0.manualForm, $0.fullSummary) }
    if !variables.isEmpty {
      lines.append(Roff.macro("SH", "ENVIRONMENT"))
      lines += variables.flatMap { Roff.entry(Roff.bold($0.name), $0.meaning) }
    }
    if !exitStatuses.isEmpty {
      lines.append(Roff.macro("SH", "EXIT STATUS"))
      lines += exitStatuses.flatMap { Roff.entry(Roff.bold("\($0.code)"), $0.meaning) }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func manualLines(of command: Command) -> [String] {
    let operands = command.operands.map { " " + Roff.italic($0.form) }.joined()
    var lines = [
      Roff.macro("SS", call(of: command)),
      Roff.bold(call(of: command)) + operands + " [\(Roff.italic("OPTIONS"))]",
      Roff.macro("PP"), Roff.prose(command.summary + "."),
    ]
    if !command.purpose.isEmpty {
      lines.append(Roff.macro("PP"))
      lines += Roff.paragraphs(command.purpose)
    }
    for example in command.examples {
      lines += [
        Roff.macro("PP"), Roff.prose(example.explanation + ":"), Roff.macro("PP"),
        Roff.macro("RS", "4"), Roff.macro("EX"), Roff.escaped(example.command),
        Roff.macro("EE"), Roff.macro("RE"),
      ]
    }
    lines += command.operands.flatMap { Roff.entry(Roff.italic($0.form), $0.fullSummary) }
    for section in Section.grouping(command.options, by: \.group) {
      lines += [Roff.macro("PP"), Roff.escaped(section.title + ":")]
      lines += section.members.flatMap { Roff.entry($0.manualForm, $0.fullSummary) }
    }
    return lines
  }
}

extension Option {
  /// The option as the manual shows it: its name in bold, what stands for the value in italics.
  fileprivate var manualForm: String {
    value.map { Roff.bold(word) + "=" + Roff.italic($0) } ?? Roff.bold(word)
  }
}
