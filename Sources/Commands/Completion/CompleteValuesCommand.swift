import Console
import EventLog

/// `complete-values`: what a shell offers while a name is typed.
///
/// Who presses a key waits for the answer, and a message would spoil the line that is typed. So it
/// takes at most a moment, waits for no lock, writes nothing, and offers nothing where it fails.
enum CompleteValuesCommand {
  static let entry = CommandEntry(
    command: Command(
      name: Program.valuesCommandName, summary: "List names of the log that begin with a text",
      operands: [
        Operand(
          name: "KIND", summary: "What to list", choices: KnownValues.Kind.allCases.map(\.rawValue)),
        Operand(name: "PREFIX", summary: "How the names begin", isRequired: false),
      ],
      group: "Help", isHidden: true),
    run: { (arguments, context) throws(CommandError) in
      guard let kind = KnownValues.Kind(rawValue: arguments.operands[0]) else { return .done }
      var values = KnownValues(kind, prefix: arguments.operands.dropFirst().first ?? "")
      values.read(
        context.folder(arguments, LockPatience(seconds: 0)),
        usesIndex: !arguments.flag("no-index"), threads: context.threads)
      for value in values.sorted { try context.print(value + "\n") }
      return .done
    })
}
