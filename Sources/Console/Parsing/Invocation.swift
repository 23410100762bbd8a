/// What the arguments ask a program for.
public enum Invocation: Equatable, Sendable {
  /// To run a command.
  case command(Command, ParsedArguments)
  /// To show the help of a command, or of the program.
  case help(Command?)
  /// To show the version.
  case version
}
