import Console
import EventLog
import Replay
import Shipments

/// `append --input`: JSON lines from a file or standard input, recorded all together or not at all.
enum InputAppend {
  /// The most messages of one kind that are shown.
  private static let maximumMessages = 20

  static func run(
    _ path: String, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let events = try read(path, context)
    let recorder = try context.recorder(arguments)
    let warnings = warnings(
      about: events, recorder.history, allowsNewNames: arguments.flag("new-name"))
    let outcome: Recorder.Outcome
    do throws(RecordingError) {
      outcome = try recorder.record(events)
    } catch {
      throw CommandError(error, context.folder(arguments))
    }
    try context.print(
      "recorded \(outcome.recorded.count) of \(events.count) events; "
        + "\(outcome.skipped) were known already\n")
    try context.flush()
    for warning in warnings.prefix(maximumMessages) { context.say(warning) }
    if warnings.count > maximumMessages {
      context.say(
        Diagnostic(
          severity: .note, message: "\(warnings.count - maximumMessages) more of such warnings"))
    }
    return .done
  }

  /// Reads all events, or throws every line that is refused.
  private static func read(
    _ path: String, _ context: borrowing Context
  ) throws(CommandError) -> [Event] {
    let now = context.now
    let recordedAt = Timestamp(now)
    var events: [Event] = []
    var refused: [Diagnostic] = []
    var count = 0
    let today = context.today
    func refuse(_ diagnostic: Diagnostic) {
      count += 1
      if refused.count < maximumMessages { refused.append(diagnostic) }
    }
    do throws(FileError) {
      var lines = try InputLines(path)
      while let line = try lines.nextLine(filling: (context.newID(at: now), recordedAt)) {
        switch line {
        case .event(let event):
          events.append(event)
          let place = (lines.path, lines.number)
          EventRules.dayRefusal(of: event, today: today, at: place).map(refuse)
        case .nothing: continue
        case .refused(let line): refuse(line.diagnostic)
        }
      }
    } catch {
      throw .file(error)
    }
    guard count == 0 else {
      let sum = Diagnostic(
        severity: .error,
        message:
          "\(count == 1 ? "one line is" : "\(count) lines are") refused; nothing was recorded"
      )
      throw .refused(refused + [sum], .usage)
    }
    return events
  }

  /// What is odd about the events.
  ///
  /// They come from another site or program, where a name may rightly be new: so it is said, once a
  /// name, and does not stop the batch.
  private static func warnings(
    about events: [Event], _ history: borrowing History, allowsNewNames: Bool
  ) -> [Diagnostic] {
    guard !allowsNewNames else { return [] }
    let intake = Intake(history)
    var seen: Set<String> = []
    var warnings: [Diagnostic] = []
    for event in events {
      for warning in intake.newNames(of: event) where seen.insert(warning.message).inserted {
        warnings.append(
          Diagnostic(
            severity: .warning, message: warning.message,
            fix: "if they are the same, correct the event \(event.id)"))
      }
    }
    return warnings
  }
}
