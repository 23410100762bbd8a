import Console
import Testing

@Suite struct FaultsTests {
  private func faults(
    _ command: Command, commonOptions: [Option] = [], others: [Command] = []
  ) -> [String] {
    Program(
      name: "depot", version: "1", summary: "Keeps a store", commonOptions: commonOptions,
      commands: [command] + others
    ).faults()
  }

  @Test func `a good declaration has no faults`() {
    #expect(depot.faults() == [])
  }

  @Test(arguments: [
    (
      Command(name: "Show", summary: "Show it"),
      #"The command "Show" isn't named in lower-case words joined by hyphens."#
    ),
    (
      Command(name: "show-", summary: "Show it"),
      #"The command "show-" isn't named in lower-case words joined by hyphens."#
    ),
    (
      Command(name: "chér", summary: "Show it"),
      #"The command "chér" isn't named in lower-case words joined by hyphens."#
    ),
    (Command(name: "help", summary: "Show it"), #"The command "help" is declared twice."#),
    (Command(name: "show", summary: ""), #"The command "show"'s summary is empty."#),
    (
      Command(name: "show", summary: "Show it."),
      #"The command "show"'s summary ends with a full stop."#
    ),
    (
      Command(name: "show", summary: "Show\nit"),
      #"The command "show"'s summary is longer than a line."#
    ),
    (
      Command(
        name: "show", summary: "Show it",
        examples: [Example(command: "depot list", explanation: "All of it")]),
      #"The command "show" has an example that doesn't use it: depot list"#
    ),
  ])
  func `a command has a fault`(_ command: Command, _ fault: String) {
    #expect(faults(command) == [fault])
  }

  @Test(arguments: [
    (
      Option(name: "atDay", summary: "When"),
      "isn't named in lower-case words joined by hyphens."
    ),
    (Option(name: "at", summary: "When", choices: ["now"]), "is a flag, but has choices."),
    (Option(name: "at", summary: "When", isRepeatable: true), "is a flag, but may be repeated."),
    (Option(name: "at", value: "", summary: "When"), "has an empty placeholder."),
    (Option(name: "at", summary: "When", group: ""), "has an empty group."),
    (
      Option(name: "at", value: "A", summary: "When", choices: ["a b"]),
      #"has a choice that isn't plain letters: "a b""#
    ),
  ])
  func `an option has a fault`(_ option: Option, _ fault: String) {
    let command = Command(name: "show", summary: "Show it", options: [option])
    #expect(faults(command) == [#"The command "show"'s option "\#(option.name)" \#(fault)"#])
  }

  @Test func `a name is declared twice`() {
    let option = Option(name: "at", summary: "When")
    let command = Command(name: "show", summary: "Show it", options: [option])
    #expect(
      faults(command, commonOptions: [option])
        == [#"The command "show"'s option "at" is declared twice."#])
    #expect(
      faults(command, others: [command]) == [#"The command "show" is declared twice."#])
  }

  @Test(arguments: [
    (
      [
        Operand(name: "A", summary: "The first", isRequired: false),
        Operand(name: "B", summary: "The second"),
      ],
      #"The command "show"'s operand "A" may be left out, but one after it may not."#
    ),
    (
      [
        Operand(name: "A", summary: "The first", isRepeatable: true),
        Operand(name: "B", summary: "The second"),
      ],
      #"The command "show"'s operand "A" is repeatable, but not the last."#
    ),
    (
      [Operand(name: "a", summary: "The first")],
      #"The command "show"'s operand "a" isn't named in capitals."#
    ),
  ])
  func `an operand has a fault`(_ operands: [Operand], _ fault: String) {
    #expect(faults(Command(name: "show", summary: "Show it", operands: operands)) == [fault])
  }
}
