import Console
import EventLog
import Replay
import Shipments

/// Why a command did not do what it was asked for.
enum CommandError: Error {
  /// The arguments are wrong.
  case usage(UsageError)
  /// What was given is refused, for one or several reasons.
  case refused([Diagnostic], ExitStatus)
  /// The log cannot be read.
  case log(LogError)
  /// Lines with the same id mean different things: where, and in which field.
  case conflicts([ConflictPlaces])
  /// A total is beyond what a counter holds; where the event stands that led to it.
  case overflow(String?)
  /// The system said no.
  case file(FileError)
  /// Events were not appended.
  case append(AppendError)
  /// Standard output cannot be written.
  case output(OutputError)
  /// Events were recorded, and standard output cannot be written to say so.
  case unannounced(OutputError)

  /// The one place where errors become exit statuses.
  var exitStatus: ExitStatus {
    switch self {
    case .usage: .usage
    case .refused(_, let status): status
    case .log(.damaged), .conflicts, .overflow: .damaged
    case .log(.noFolder), .log(.file), .log(.tooLarge), .file, .append: .system
    case .output(let error), .unannounced(let error): error.isBrokenPipe ? .done : .system
    }
  }

  /// The one place where errors become words.
  var diagnostics: [Diagnostic] {
    switch self {
    case .usage(let error): [error.diagnostic]
    case .refused(let diagnostics, _): diagnostics
    case .log(let error): error.diagnostics
    case .conflicts(let conflicts): conflicts.map(\.diagnostic)
    case .overflow(let place):
      [
        Diagnostic(
          severity: .error, path: place,
          message: "a total is beyond 1 000 000 000 000 000",
          fix: "use a larger unit, or correct the event with the wrong quantity")
      ]
    case .file(let error): [error.diagnostic]
    case .append(let error): [error.diagnostic]
    case .output(let error):
      error.isBrokenPipe
        ? [] : [Diagnostic(severity: .error, message: "standard output: \(error)")]
    case .unannounced(let error):
      error.isBrokenPipe
        ? []
        : [
          Diagnostic(
            severity: .error, message: "standard output: \(error); the events were recorded",
            fix: "look with waybill log, and do not run it again")
        ]
    }
  }

  /// What is wrong with what was given, if that is all that is wrong.
  var ofArguments: [Diagnostic]? {
    switch self {
    case .usage(let error): [error.diagnostic]
    case .refused(let diagnostics, _): diagnostics
    default: nil
    }
  }

  /// Something is wrong with what was given; `place` says with which of the arguments.
  static func refused(
    _ message: String, at place: ArgumentPlace? = nil, fix: String
  ) -> CommandError {
    .usage(UsageError(message: message, fix: fix, place: place))
  }
}

/// A conflict with its places as text.
struct ConflictPlaces {
  var id: String
  var field: String
  var first: String
  var second: String

  var diagnostic: Diagnostic {
    Diagnostic(
      severity: .error, path: second,
      message: "the id \(id) stands at \(first) too, with another \"\(field)\"",
      fix: "append the right event with --replaces=\(ShellWord.quoted(id))")
  }
}

extension LogError {
  var diagnostics: [Diagnostic] {
    switch self {
    case .noFolder(let path):
      [
        Diagnostic(
          severity: .error, path: path, message: "there is no such folder",
          fix: "append a first event, or name the log with --log=DIR")
      ]
    case .file(let error): [error.diagnostic]
    case .tooLarge(let needed, let available):
      [
        Diagnostic(
          severity: .error,
          message: "to read the log takes up to \(needed / 1_000_000) MB of memory, and there are "
            + "\(available / 1_000_000) MB",
          fix: "read it on a larger machine, or keep older journals in a log of their own")
      ]
    case .damaged(let journal, let lines, let count):
      lines.map(\.diagnostic) + [
        Diagnostic(
          severity: .error,
          message: "\(journal) is damaged in \(count == 1 ? "one line" : "\(count) lines")",
          fix: "waybill salvage \(ShellWord.quoted(lines.first?.path ?? journal)), then move "
            + "\(journal) away and put the new file in its place")
      ]
    }
  }
}

extension RefusedLine {
  var diagnostic: Diagnostic {
    Diagnostic(
      severity: .error, path: path, line: line, column: column, message: problem.message,
      excerpt: Diagnostic.Excerpt(text: excerpt, caretOffset: caret), fix: problem.suggestedFix)
  }
}

extension LineProblem {
  /// The fix, with the nearest known name where a field is misspelt.
  var suggestedFix: String {
    guard case .unknownField(let name, let inItem) = self else { return fix }
    let known = inItem ? ItemField.allCases.map(\.name) : Field.allCases.map(\.name)
    guard let nearest = Spelling.nearest(to: name, among: known, limit: 1).first else { return fix }
    return "did you mean \"\(nearest)\"? Else put it into \"extra\""
  }
}

extension FileError {
  var diagnostic: Diagnostic {
    if isLocked {
      return Diagnostic(
        severity: .error, path: path, message: "another process holds the lock",
        fix: "let it end (lslocks shows which it is), or wait longer with --wait=SECONDS")
    }
    if isLink {
      return Diagnostic(
        severity: .error, path: path, message: "a link, which is not followed",
        fix: "put the file itself there")
    }
    if isChanged {
      return Diagnostic(
        severity: .error, path: path,
        message: "it became shorter, or another file, while it was read",
        fix: "see what does that: a log is only added to; then run it again")
    }
    return Diagnostic(
      severity: .error, path: path, message: "\(operation): \(reason)",
      fix: "see that the path is right and may be used")
  }
}

extension AppendError {
  var diagnostic: Diagnostic {
    let (known, fix) =
      switch outcome {
      case .nothingRecorded: ("nothing was recorded", "mend the cause and run it again")
      case .unknown:
        (
          "it is not known whether the events were recorded",
          "look with waybill log before running it again"
        )
      }
    return Diagnostic(
      severity: .error, path: cause.path, message: "\(cause.operation): \(cause.reason); \(known)",
      fix: fix)
  }
}

extension TornTail {
  var notice: Diagnostic {
    switch cause {
    case .badBytes:
      Diagnostic(
        severity: .note, path: path, line: line, column: 1,
        message: "the journal ends with \(bytes.count) bytes that are no whole line; they do not "
          + "count, though they may have been acknowledged",
        fix: "the next append saves them beside the journal and goes on")
    case .unfinishedBatch:
      Diagnostic(
        severity: .note, path: path,
        message: "the journal ends with \(bytes.count) bytes of a batch that was never finished; "
          + "nothing of it counts",
        fix: "append the batch again; the next append saves these bytes beside the journal")
    }
  }
}
