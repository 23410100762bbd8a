/// What is known of the terminal behind a descriptor.
public enum Terminal {
  /// Tells whether a person is likely to read what is written to the descriptor.
  public static func isTerminal(_ descriptor: Int32) -> Bool {
    SystemCalls.isTerminal(descriptor)
  }

  /// Returns the width of the terminal in columns; nil for a file or a pipe.
  public static func columns(_ descriptor: Int32) -> Int? {
    SystemCalls.terminalColumns(descriptor)
  }

  /// Returns how many columns a line may take; nil where nothing limits it.
  ///
  /// A terminal knows its width. Of anything else, and of a terminal that doesn't know, `COLUMNS`
  /// says it, if it is a number above 0.
  public static func lineWidth(_ descriptor: Int32, environment: Environment) -> Int? {
    if isTerminal(descriptor), let columns = columns(descriptor) { return columns }
    return environment["COLUMNS"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
  }

  /// Tells whether colours are welcome on the descriptor.
  ///
  /// They are on a terminal, unless `NO_COLOR` is set and not empty (see no-color.org) or `TERM` is
  /// `dumb`.
  public static func wantsColor(_ descriptor: Int32, environment: Environment) -> Bool {
    isTerminal(descriptor) && allowsColor(environment)
  }

  static func allowsColor(_ environment: Environment) -> Bool {
    (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
  }
}
