/// One thing that is wrong or odd, where it is, and what to do about it.
///
/// All of its texts may come from data; rendering makes them visible. A message says what was found
/// and what was expected, begins with a small letter and ends without a full stop.
public struct Diagnostic: Equatable, Sendable {
  /// How bad it is.
  public let severity: Severity
  /// The file it is about, if it is about one.
  public let path: String?
  /// The line in the file, from 1.
  public let line: Int?
  /// The character (Unicode scalar) in the line, from 1.
  public let column: Int?
  /// What was found, and what was expected.
  public let message: String
  /// The line that it is about, with the place marked.
  public let excerpt: Excerpt?
  /// What of the arguments it is about, if they are wrong.
  public let argument: ArgumentPlace?
  /// What belongs to it, a line each, such as all that is missing.
  public let details: [String]
  /// One concrete step that mends it.
  public let fix: String?

  /// Makes a diagnostic.
  public init(
    severity: Severity, path: String? = nil, line: Int? = nil, column: Int? = nil,
    message: String, excerpt: Excerpt? = nil, argument: ArgumentPlace? = nil,
    details: [String] = [], fix: String? = nil
  ) {
    self.severity = severity
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.excerpt = excerpt
    self.argument = argument
    self.details = details
    self.fix = fix
  }

  /// Returns the same with the arguments as its excerpt, if it is about one of them.
  public func pointing(into line: CommandLineText) -> Diagnostic {
    guard excerpt == nil, let argument, let marked = line.excerpt(of: argument) else { return self }
    return Diagnostic(
      severity: severity, path: path, line: self.line, column: column, message: message,
      excerpt: marked, argument: argument, details: details, fix: fix)
  }

  /// The same without a place in the arguments.
  public var withoutArgument: Diagnostic {
    Diagnostic(
      severity: severity, path: path, line: line, column: column, message: message,
      excerpt: excerpt, details: details, fix: fix)
  }

  /// How bad something is.
  public enum Severity: String, Equatable, Sendable, CaseIterable {
    /// It must be mended.
    case error
    /// It should be looked at.
    case warning
    /// It is good to know.
    case note
  }

  /// A line of a file, and the bytes of it that a diagnostic is about.
  public struct Excerpt: Equatable, Sendable {
    /// The bytes of the line, without its line feed; they need not be UTF-8.
    public let text: [UInt8]
    /// The offset in bytes of the first marked one; it may be the end of the text.
    public let caretOffset: Int
    /// The number of marked bytes; 0 marks a place between two.
    public let caretLength: Int

    /// Makes an excerpt; a mark beyond the text is cut to it.
    public init(text: [UInt8], caretOffset: Int, caretLength: Int = 1) {
      self.text = text
      self.caretOffset = min(max(caretOffset, 0), text.count)
      self.caretLength = min(max(caretLength, 0), text.count - self.caretOffset)
    }
  }
}
