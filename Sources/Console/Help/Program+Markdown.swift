extension Program {
  /// Returns the manual as one page of Markdown, from the same table as the help.
  public func markdown() -> String {
    let introduction = [
      "# \(name)", Markdown.text(summary + "."), Markdown.text(purpose),
      Markdown.block("text", "\(name) COMMAND [OPTIONS]"),
    ]
    let overview = Section.grouping(shownCommands, by: \.group).flatMap { section in
      [
        "## \(section.title)",
        Markdown.table(
          ["command", "does"],
          section.members.map { command in
            ["[`\(command.name)`](#\(name)-\(command.name))", Markdown.text(command.summary)]
          }),
      ]
    }
    let common = ["## \(Self.commonGroup)", Markdown.table(of: leadingOptions)]
    let blocks =
      introduction + overview + common + shownCommands.flatMap(markdownBlocks(of:))
      + variableBlocks() + exitStatusBlocks()
    return blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  private func markdownBlocks(of command: Command) -> [String] {
    var blocks = [
      "## \(call(of: command))", Markdown.text(command.summary + "."),
      Markdown.block("text", "\(callWithOperands(of: command)) [OPTIONS]"),
      Markdown.text(command.purpose),
    ]
    for example in command.examples {
      blocks.append(Markdown.text(example.explanation + ":"))
      blocks.append(Markdown.block("sh", example.command))
    }
    if !command.operands.isEmpty {
      let rows = command.operands.map { [Markdown.code($0.form), Markdown.text($0.fullSummary)] }
      blocks.append(Markdown.table(["operand", "meaning"], rows))
    }
    let sections = Section.grouping(command.options, by: \.group)
    for section in sections {
      if sections.count > 1 { blocks.append("### \(section.title)") }
      blocks.append(Markdown.table(of: section.members))
    }
    return blocks
  }

  private func variableBlocks() -> [String] {
    guard !variables.isEmpty else { return [] }
    let rows = variables.map { [Markdown.code($0.name), Markdown.text($0.meaning)] }
    return ["## Environment", Markdown.table(["variable", "meaning"], rows)]
  }

  private func exitStatusBlocks() -> [String] {
    guard !exitStatuses.isEmpty else { return [] }
    let rows = exitStatuses.map { ["\($0.code)", Markdown.text($0.meaning)] }
    return ["## Exit status", Markdown.table(["status", "meaning"], rows)]
  }
}
