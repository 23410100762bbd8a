import Console

/// One thing that is wrong or odd with a log.
struct Finding: Sendable {
  var severity: Diagnostic.Severity
  var path: String?
  var line: Int?
  var column: Int?
  var message: String
  var fix: String?

  init(
    _ severity: Diagnostic.Severity, _ message: String, path: String? = nil, line: Int? = nil,
    column: Int? = nil, fix: String? = nil
  ) {
    self.severity = severity
    self.path = path
    self.line = line
    self.column = column
    self.message = message
    self.fix = fix
  }

  static let columns: [Column<Finding>] = [
    Column("severity") { .text($0.severity.rawValue) },
    Column("path") { Value($0.path) },
    Column("line") { $0.line.map(Value.count) ?? .none },
    Column("column") { $0.column.map(Value.count) ?? .none },
    Column("message") { .text($0.message) },
    Column("fix") { Value($0.fix) },
  ]

  func text(_ styling: Styling) -> String {
    Diagnostic(
      severity: severity, path: path, line: line, column: column, message: message, fix: fix
    ).render(styling: styling)
  }
}

extension Diagnostic.Severity {
  /// Errors first.
  fileprivate var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

extension [Finding] {
  /// Errors, then warnings, then notes, each in the order of their places.
  func ordered() -> [Finding] {
    sorted { left, right in
      if left.severity.rank != right.severity.rank {
        return left.severity.rank < right.severity.rank
      }
      let (leftPath, rightPath) = (left.path ?? "", right.path ?? "")
      if !leftPath.utf8.elementsEqual(rightPath.utf8) {
        return ByteOrder.precedes([leftPath], [rightPath])
      }
      if left.line != right.line { return left.line ?? 0 < right.line ?? 0 }
      return ByteOrder.precedes([left.message], [right.message])
    }
  }
}
