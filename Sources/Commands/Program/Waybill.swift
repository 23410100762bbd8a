public import Console
import EventLog
import Shipments

/// The program: its table of commands, and the one place that runs them and decides how it ends.
public enum Waybill {
  /// The version that `--version` shows.
  static let version = "0.1.0"

  /// The environment variables that the program reads.
  public static let environmentVariables = ["WAYBILL_LOG", "WAYBILL_THREADS"]

  /// The commands in the order in which help lists them.
  static let commands: [CommandEntry] = [
    AppendCommand.entry, CorrectCommand.entry, VoidCommand.entry,
    ReplayCommand.entry, PendingCommand.entry, NeedsCommand.entry, ShowCommand.entry,
    LogCommand.entry, LedgerCommand.entry, DonorsCommand.entry,
    DiffCommand.entry, ReportCommand.entry,
    CheckCommand.entry, IndexCommand.entry, SalvageCommand.entry, CompletionsCommand.entry,
    CompleteValuesCommand.entry,
  ]

  /// What parser, help, completions and Docs/Commands.md are made from.
  static let program = Program(
    name: "waybill", version: version, releasedOn: "2026-11-25",
    summary: "Keep track of relief goods from promise to delivery",
    purpose: """
      Every fact is one line in a log of JSON lines that is only ever added to. Everything shown \
      is a fold over that log, so any report can be had as of any day, and as it was known on any \
      day. Large logs are read on all cores, or on as many threads as $WAYBILL_THREADS says.
      """,
    commonOptions: [
      Option(
        name: "log", value: "DIR",
        summary: "The log's folder; else $WAYBILL_LOG, else ./EventLog",
        group: "Options of every command"),
      Option(
        name: "no-index", summary: "Read the journals only, and leave the index alone",
        group: "Options of every command"),
      Option(
        name: "wait", value: "SECONDS",
        summary: "How long to wait for others who hold a lock (default: 60)",
        group: "Options of every command"),
      Option(
        name: "verbose", summary: "Say where the answer comes from",
        group: "Options of every command"),
    ],
    commands: commands.map(\.command),
    variables: [
      Program.Variable("WAYBILL_LOG", "The log's folder, unless --log names one"),
      Program.Variable("WAYBILL_THREADS", "On how many threads to work (default: one a core)"),
      Program.Variable(
        "COLUMNS", "The width that tables take, where the terminal has none of its own"),
      Program.Variable("NO_COLOR", "Where it is set and not empty: no colours"),
      Program.Variable("TERM", "Where it is dumb: neither colours nor progress"),
    ],
    exitStatuses: ExitStatus.allCases.map {
      Program.ExitStatus(Int($0.rawValue), $0.meaning)
    })

  /// Runs the program in an environment and returns its exit status.
  public static func run(_ environment: Environment) -> Int32 {
    Output.ignoreSignalsOfWrites()
    var context = Context(environment)
    let status = context.end(with: { (context) throws(CommandError) in
      try run(environment.arguments, &context)
    })
    return status.rawValue
  }

  private static func run(
    _ arguments: [String], _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let invocation: Invocation
    do throws(UsageError) {
      invocation = try program.parse(arguments: arguments)
    } catch {
      throw .usage(error)
    }
    switch invocation {
    case .manual:
      try context.print(program.manual())
    case .version:
      try context.print("waybill \(version)\n")
    case .help(nil):
      try context.print(program.help(styling: context.styling))
      if arguments.isEmpty { return .usage }
    case .help(.some(let command)):
      try context.print(program.help(for: command, styling: context.styling))
    case .command(let command, let parsed):
      guard let entry = commands.first(where: { $0.command.name == command.name }) else {
        preconditionFailure("the parser knows a command that the table does not")
      }
      try context.takePatience(parsed)
      return try entry.run(parsed, &context)
    }
    return .done
  }
}

/// A command's declaration beside what it does.
struct CommandEntry: Sendable {
  let command: Command
  let run: @Sendable (ParsedArguments, inout Context) throws(CommandError) -> ExitStatus
}

/// How the program ends.
enum ExitStatus: Int32, CaseIterable, Sendable {
  case done = 0
  case no = 1
  case usage = 2
  case damaged = 3
  case system = 4

  var meaning: String {
    switch self {
    case .done: "Done"
    case .no: "The answer is no: `check` found errors or warnings"
    case .usage: "What was asked for, or given, is wrong"
    case .damaged: "The log is damaged or in conflict"
    case .system: "The system said no"
    }
  }
}
