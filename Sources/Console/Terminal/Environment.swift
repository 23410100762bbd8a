/// What the process was started with: its arguments and environment variables, as values.
///
/// They are read once, in `main`; all else is handed this value, so tests can make their own.
public struct Environment: Equatable, Sendable {
  /// The arguments after the name of the program.
  public let arguments: [String]

  /// The environment variables that were asked for and are set, perhaps to an empty text.
  public let variables: [String: String]

  /// Makes an environment of given values.
  public init(arguments: [String] = [], variables: [String: String] = [:]) {
    self.arguments = arguments
    self.variables = variables
  }

  /// Reads the process's arguments, the named variables, and those that say how a terminal is used.
  ///
  /// The latter are `NO_COLOR`, `TERM` and `COLUMNS`. Bytes that are not UTF-8 become U+FFFD.
  public static func current(reading names: [String]) -> Environment {
    var variables: [String: String] = [:]
    for name in names + ["NO_COLOR", "TERM", "COLUMNS"] {
      variables[name] = SystemCalls.environmentVariable(name)
    }
    return Environment(
      arguments: Array(CommandLine.arguments.dropFirst()), variables: variables)
  }

  /// The value of a variable; nil if it is not set, or was not asked for.
  public subscript(name: String) -> String? {
    variables[name]
  }
}
