import Console
import EventLog
import Replay
import Shipments

/// `append --input`: JSON lines from a file or standard input, recorded all together or not at all.
enum InputAppend {
  /// The most messages of one kind that are shown.
  private static let maximumMessages = 20
  /// After how many events their names are looked at.
  private static let eventsAtOnce = 1 << 13

  static func run(
    _ path: String, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let folder = context.folder(arguments)
    var lines = try open(path, folder)
    let recorder = try context.batchRecorder(arguments)
    var newNames = UsedNames()
    lines.hashKey = recorder.hashKey
    folder.progress?.beginRecording(lines)
    try read(&lines, into: recorder, &newNames, context)
    let (recorded, skipped) = (recorder.recordedCount, recorder.skippedCount)
    do throws(RecordingError) {
      try recorder.finish()
    } catch {
      throw CommandError(error, folder)
    }
    try context.acknowledge(
      "recorded \(recorded) of \(recorded + skipped) events; \(skipped) were known already\n")
    if !arguments.flag("new-name") { warn(of: newNames, recorder.knownNames, &context) }
    return .done
  }

  private static func open(
    _ path: String, _ folder: LogFolder
  ) throws(CommandError) -> InputLines {
    do throws(FileError) {
      return try InputLines(path, spooledIn: folder)
    } catch {
      throw .file(error)
    }
  }

  /// Reads all events, or throws every line that is refused.
  private static func read(
    _ lines: inout InputLines, into recorder: BatchRecorder, _ names: inout UsedNames,
    _ context: borrowing Context
  ) throws(CommandError) {
    let now = context.now
    let recordedAt = Timestamp(now)
    let today = context.today
    var refusals = Refusals()
    while let content = try next(&lines, filling: { (context.newID(at: now), recordedAt) }) {
      switch content {
      case .event(let idHash, let day):
        if let refusal = EventRules.dayRefusal(
          of: day, today: today, at: (lines.path, lines.number))
        {
          refusals.add(refusal)
        }
        guard refusals.count == 0 else { continue }
        do throws(RecordingError) {
          try recorder.add(&lines, idHash: idHash)
        } catch {
          throw CommandError(error, recorder.folder)
        }
        if lines.eventCount >= eventsAtOnce { lines.takeEvents { names.add($0, $1) } }
      case .nothing: continue
      case .refused(let line): refusals.add(line.diagnostic)
      }
    }
    lines.takeEvents { names.add($0, $1) }
    if refusals.count > 0 { throw .refused(refusals.all, .usage) }
  }

  private static func next(
    _ lines: inout InputLines, filling missing: () -> (id: EventID, recordedAt: Timestamp)
  ) throws(CommandError) -> InputLines.Content? {
    do throws(FileError) {
      return try lines.nextLine(filling: missing)
    } catch {
      throw .file(error)
    }
  }

  /// Lines that are refused: the first ones, and how many there are.
  private struct Refusals {
    private var first: [Diagnostic] = []
    private(set) var count = 0

    mutating func add(_ diagnostic: Diagnostic) {
      count += 1
      if first.count < maximumMessages { first.append(diagnostic) }
    }

    var all: [Diagnostic] {
      first + [
        Diagnostic(
          severity: .error,
          message:
            "\(count == 1 ? "one line is" : "\(count) lines are") refused; nothing was recorded")
      ]
    }
  }

  /// Says which new names are nearly known ones.
  ///
  /// The events come from another site or program, where a name may rightly be new: so it is said,
  /// once a name, and does not stop the batch.
  private static func warn(
    of names: UsedNames, _ known: UsedNames, _ context: inout Context
  ) {
    var warnings: [Diagnostic] = []
    let texts = Dictionary(grouping: known.names, by: \.kind).mapValues { $0.map(\.text) }
    let exact = texts.mapValues { Set($0.map { Array($0.utf8) }) }
    for name in names.names {
      guard let others = texts[name.kind],
        exact[name.kind]?.contains(Array(name.text.utf8)) == false,
        let near = KnownNames.nearlySame(name.text, among: others)
      else { continue }
      warnings.append(
        Diagnostic(
          severity: .warning, message: Intake.newName("\(name.kind)", name.text, near: near),
          fix: "if they are the same, correct the event \(name.firstEvent)"))
    }
    for warning in warnings.prefix(maximumMessages) { context.say(warning) }
    if warnings.count > maximumMessages {
      context.say(
        Diagnostic(
          severity: .note, message: "\(warnings.count - maximumMessages) more of such warnings"))
    }
  }
}
