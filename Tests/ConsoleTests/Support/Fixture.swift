import Console
import Testing

/// A small program of which the tests know every word.
let depot = Program(
  name: "depot", version: "1.2.3", releasedOn: "2020-02-13", summary: "Keeps a store",
  purpose: "What goes in comes out.",
  commonOptions: [
    Option(name: "log", value: "DIR", summary: "The folder of the log"),
    Option(name: "no-index", summary: "Read it all"),
  ],
  commands: [
    Command(
      name: "append", summary: "Write something down",
      operands: [
        Operand(name: "TYPE", summary: "What happened", choices: ["came", "went", "lost"]),
        Operand(name: "PLACE", summary: "Where", lookup: "place", isRequired: false),
      ],
      options: [
        Option(
          name: "item", value: "ITEM", summary: "What it is", lookup: "thing", isRepeatable: true),
        Option(name: "input", value: "FILE", summary: "Where to read from"),
        Option(name: "final", summary: "Nothing more is coming"),
      ],
      examples: [
        Example(command: "depot append came --item=rice", explanation: "Rice has come")
      ]),
    Command(
      name: "pending", summary: "What is to come: the rest",
      purpose: "Shows *everything* that is `open`.",
      options: [
        Option(name: "at", value: "DATE", summary: "The day to look at", group: "When"),
        Option(name: "known-at", value: "TIME", summary: "As known then", group: "When"),
        Option(
          name: "format", value: "FORMAT", summary: "How it's shown",
          choices: ["table", "csv", "json"]),
        Option(name: "overdue", summary: "Only what is late [by a day]"),
      ]),
    Command(
      name: "purge", summary: "Take files away",
      operands: [
        Operand(name: "FILE", summary: "What to take away", isRepeatable: true)
      ],
      options: [
        Option(
          name: "kinds", value: "KINDS", summary: "Of which kinds",
          words: WordList { ["old", "odd", "new"] })
      ]),
    Command(
      name: Program.valuesCommandName, summary: "List what is known",
      operands: [
        Operand(name: "KIND", summary: "What to list"),
        Operand(name: "PREFIX", summary: "How it begins", isRequired: false),
      ],
      isHidden: true),
  ],
  variables: [Program.Variable("DEPOT_LOG", "The folder, unless --log names one")],
  exitStatuses: [Program.ExitStatus(0, "done"), Program.ExitStatus(2, "the arguments are wrong")])

/// The command of the small program with a name.
func depotCommand(_ name: String) throws -> Command {
  try #require(depot.command(named: name))
}
