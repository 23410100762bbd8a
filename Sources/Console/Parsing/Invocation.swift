/// What the arguments ask a program for.
public enum Invocation: Equatable, Sendable {
  /// To run a command.
  case command(Command, ParsedArguments)
  /// To show the help of a command, or of the program.
  case help(Command?)
  /// To write the manual page.
  case manual
  /// To show the version.
  case version
}
