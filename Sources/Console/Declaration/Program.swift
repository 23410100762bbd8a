/// A command-line program: the one table from which parser, help, manual and completions come.
public struct Program: Equatable, Sendable {
  /// The name that the program is called by.
  public let name: String
  /// The version that `--version` shows.
  public let version: String
  /// What the program is, on one line, without a full stop.
  public let summary: String
  /// What the program is for, in as many paragraphs as it takes; may be empty.
  public let purpose: String
  /// The options that every command has; they may stand before the command, too.
  public let commonOptions: [Option]
  /// The commands in the order in which help lists them.
  ///
  /// `help` is there without being declared.
  public let commands: [Command]
  /// The day of this version, `2020-02-13`, for the manual.
  public let releasedOn: String
  /// The environment variables that the program reads, for the manual.
  public let variables: [Variable]
  /// The exit statuses and what they mean, for the manual.
  public let exitStatuses: [ExitStatus]

  /// Declares a program.
  ///
  /// A test should make sure that it has no `faults()`.
  public init(
    name: String, version: String, releasedOn: String = "", summary: String,
    purpose: String = "", commonOptions: [Option] = [], commands: [Command],
    variables: [Variable] = [], exitStatuses: [ExitStatus] = []
  ) {
    self.releasedOn = releasedOn
    self.variables = variables
    self.name = name
    self.version = version
    self.summary = summary
    self.purpose = purpose
    self.commonOptions = commonOptions
    self.commands = commands
    self.exitStatuses = exitStatuses
  }

  /// An environment variable, and what it says.
  public struct Variable: Equatable, Sendable {
    /// Its name, such as `NO_COLOR`.
    public let name: String
    /// What it says, on one line, without a full stop.
    public let meaning: String

    /// Declares a variable.
    public init(_ name: String, _ meaning: String) {
      self.name = name
      self.meaning = meaning
    }
  }

  /// A number that the program ends with, and what it means.
  public struct ExitStatus: Equatable, Sendable {
    /// The number, from 0 to 255.
    public let code: Int
    /// What it means, on one line, without a full stop.
    public let meaning: String

    /// Makes an exit status.
    public init(_ code: Int, _ meaning: String) {
      self.code = code
      self.meaning = meaning
    }
  }

  /// The command of a name, or nil if there is none.
  public func command(named name: String) -> Command? {
    commands.first { $0.name == name }
  }
}

extension Program {
  /// The command that every program has; `help COMMAND` shows the help of one.
  static let helpCommandName = "help"

  /// What that command does.
  static let helpSummary = "Show help and examples of a command"

  /// The options of that command.
  static let helpOptions = [Option(name: "man", summary: "Write the manual page, for man -l -")]

  /// The hidden command that completions ask for values: `complete-values KIND -- PREFIX`.
  ///
  /// A program with options or operands that have a `lookup` declares it.
  public static let valuesCommandName = "complete-values"

  /// The commands that help lists.
  var shownCommands: [Command] { commands.filter { !$0.isHidden } }

  /// The options that every program has.
  ///
  /// Both go before all else that is asked.
  static let builtInOptions = [
    Option(name: "help", summary: "Show help, also as -h", group: commonGroup),
    Option(name: "version", summary: "Show the version", group: commonGroup),
  ]

  /// The heading of the options of every command.
  static let commonGroup = "Options of every command"

  /// The options that may stand before the command.
  var leadingOptions: [Option] { commonOptions + Self.builtInOptions }

  /// The names of the commands, `help` last.
  var commandNames: [String] { shownCommands.map(\.name) + [Self.helpCommandName] }
}
