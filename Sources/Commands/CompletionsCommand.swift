import Console

/// `completions`: a script that completes commands and options in a shell.
enum CompletionsCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "completions", summary: "Write a script that completes commands in a shell",
      purpose: """
        Load the script in your shell's start-up file, or save it where the shell looks. In bash, \
        the names of shipments, districts, donors and items, and the ids of events, are completed \
        from the log, too.
        """,
      operands: [
        Operand(
          name: "SHELL", summary: "The shell that will run it",
          choices: Shell.allCases.map(\.rawValue))
      ],
      examples: [
        Example(
          command: "source <(waybill completions bash)", explanation: "For this bash session")
      ],
      group: "Help"),
    run: { (arguments, context) throws(CommandError) in
      guard let shell = arguments.operands.first.flatMap(Shell.init(rawValue:)) else {
        preconditionFailure("the parser lets no other shell pass")
      }
      try context.print(Waybill.program.completions(for: shell))
      return .done
    })
}
