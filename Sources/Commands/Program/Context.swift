import Console
import EventLog
import Replay
import Shipments

/// What a command works with: the environment, the clock, and where to write.
///
/// Time and ids come from here; the domain and the folds have none of their own.
struct Context: ~Copyable {
  /// Styling for standard output.
  let styling: Styling
  /// Styling for what is said to the person.
  let errorStyling: Styling
  /// How many columns a line on standard output may take; nil where nothing limits it.
  let lineWidth: Int?
  private let environment: Environment
  private var output = Output(descriptor: 1)
  private var errors = Output(descriptor: 2)
  private var prompt = Prompt()
  /// How long to wait for locks that others hold.
  private(set) var patience: LockPatience
  /// How far the work on a log has come, and the line that shows it to whoever waits for long.
  let progress: WorkProgress
  private let progressLine: ProgressLine?
  /// A log whose index is to be made once the answer is given.
  var logToIndex: LogFolder?
  /// Whether an index was found that cannot be used, or none.
  var hasFaultyIndex = false

  init(_ environment: Environment) {
    self.environment = environment
    styling = Styling(isEnabled: Terminal.wantsColor(1, environment: environment))
    lineWidth = Terminal.lineWidth(1, environment: environment)
    errorStyling = Styling(isEnabled: Terminal.wantsColor(2, environment: environment))
    let progress = WorkProgress()
    self.progress = progress
    progressLine = ProgressLine(descriptor: 2, environment: environment) { progress.shown }
    patience = Context.patience(seconds: 60, errorStyling, progressLine)
  }

  /// The log that the arguments or the environment name.
  func folder(_ arguments: ParsedArguments) -> LogFolder { folder(arguments, patience) }

  /// The same, with another patience for locks.
  func folder(_ arguments: ParsedArguments, _ patience: LockPatience) -> LogFolder {
    let named = environment["WAYBILL_LOG"].flatMap { $0.isEmpty ? nil : $0 }
    return LogFolder(
      arguments.value("log") ?? named ?? "EventLog", patience: patience, progress: progress)
  }

  /// Takes how long to wait for locks from the arguments.
  mutating func takePatience(_ arguments: ParsedArguments) throws(CommandError) {
    guard let seconds = try arguments.number("wait", atLeast: 0) else { return }
    patience = Context.patience(seconds: min(seconds, 1_000_000), errorStyling, progressLine)
  }

  private static func patience(
    seconds: Int, _ styling: Styling, _ progressLine: ProgressLine?
  ) -> LockPatience {
    LockPatience(seconds: seconds) { path in
      progressLine?.hide()
      var errors = Output(descriptor: 2)
      let note = Diagnostic(
        severity: .note, path: path, message: "waiting for another process that holds the lock")
      try? errors.write(note.render(styling: styling))
      try? errors.flush()
    }
  }

  /// Today here.
  var today: Day {
    let (year, month, day) = SystemClock.today()
    return Day(year: year, month: month, day: day) ?? .first
  }

  /// Now.
  var now: Instant {
    let (seconds, nanoseconds) = SystemClock.now()
    return Instant(seconds: seconds, nanoseconds: nanoseconds)
  }

  /// Writes data to standard output.
  mutating func print(_ text: String) throws(CommandError) { try print(Array(text.utf8)) }

  /// Writes data to standard output.
  mutating func print(_ bytes: [UInt8]) throws(CommandError) {
    progressLine?.hide()
    do throws(OutputError) {
      try output.write(bytes)
    } catch {
      throw .output(error)
    }
  }

  /// Writes to standard output, at once, what was recorded.
  mutating func acknowledge(_ text: String) throws(CommandError) {
    progressLine?.hide()
    do throws(OutputError) {
      try output.write(text)
      try output.flush()
    } catch {
      throw .unannounced(error)
    }
  }

  /// Says something to the person, on standard error.
  mutating func say(_ diagnostic: Diagnostic) {
    progressLine?.hide()
    // Where nobody listens, there is nothing left to say it to.
    let line = CommandLineText(program: "waybill", arguments: environment.arguments)
    try? errors.write(diagnostic.pointing(into: line).render(styling: errorStyling))
    try? errors.flush()
  }

  /// Shows the person text on standard error; what comes from data has been made visible before.
  mutating func tell(_ text: String) {
    progressLine?.hide()
    try? errors.write(text)
    try? errors.flush()
  }

  /// Asks the person for a line, without white space at its ends; nil where it was broken off.
  mutating func ask(_ question: String) -> String? {
    // Nothing is being done while a person thinks, and nothing may stand in what is typed.
    progressLine?.pause()
    defer { progressLine?.resume() }
    while true {
      switch prompt.ask(question) {
      case .line(let line):
        let rest = line.drop(while: \.isWhitespace)
        return String(rest.reversed().drop(while: \.isWhitespace).reversed())
      case .notText:
        say(
          Diagnostic(
            severity: .error, message: "what was typed is not UTF-8",
            fix: "type it again, in a terminal that is set to UTF-8"))
      case .ended, .interrupted: return nil
      }
    }
  }

  /// Writes what is collected.
  mutating func flush() throws(CommandError) {
    progressLine?.hide()
    do throws(OutputError) {
      try output.flush()
    } catch {
      throw .output(error)
    }
  }

  /// Runs a command, says what went wrong, and decides the exit status.
  mutating func end(
    with command: (inout Context) throws(CommandError) -> ExitStatus
  ) -> ExitStatus {
    defer { progressLine?.end() }
    do throws(CommandError) {
      let status = try command(&self)
      try flush()
      renewIndex()
      return status
    } catch {
      progressLine?.end()
      try? output.flush()
      for diagnostic in error.diagnostics { say(diagnostic) }
      return error.exitStatus
    }
  }

  /// Says what was passed over at the ends of journals.
  mutating func sayTornTails(_ journals: [JournalSummary]) {
    for tail in journals.compactMap(\.tornTail) { say(tail.notice) }
  }

  /// How many threads may be at work: `WAYBILL_THREADS`, or one for each of the processor's cores.
  var threads: Int {
    let given = environment["WAYBILL_THREADS"].flatMap { Int($0) }
    return min(max(given ?? SystemProcessor.cores, 1), 256)
  }
}
