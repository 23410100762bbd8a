import Console
import EventLog
import Replay
import Shipments

/// The options of all commands that record.
enum RecordingOptions {
  static let journal = Option(
    name: "journal", value: "NAME", summary: "The journal to write to (default: events)",
    group: "Recording")
  static let newName = Option(
    name: "new-name", summary: "A name is meant to be new, though a known one is nearly the same",
    group: "Recording")
}

extension Context {
  /// A new event id, a UUIDv7.
  func newID(at instant: Instant) -> EventID {
    EventID(
      uuidv7At: instant, random: (.random(in: .min ... .max), .random(in: .min ... .max)))
  }

  /// Locks the journal that the arguments name and reads the log.
  mutating func recorder(
    _ arguments: ParsedArguments, around seeds: Seeds? = nil
  ) throws(CommandError) -> Recorder {
    let folder = folder(arguments)
    let journal = try journalName(arguments)
    let recorder: Recorder
    do throws(RecordingError) {
      let seeds = arguments.flag("no-index") ? nil : seeds
      recorder = try Recorder(journal, in: folder, now: now, around: seeds)
    } catch {
      throw CommandError(error, folder)
    }
    if arguments.flag("verbose") { sayUse(of: recorder.history) }
    sayTails(recorder.history.journals, of: journal, savedAs: recorder.savedTail)
    return recorder
  }

  /// Says what was passed over in other journals, and what was cut off the one that is written.
  private mutating func sayTails(
    _ journals: [JournalSummary], of journal: String, savedAs saved: String?
  ) {
    for tail in journals.compactMap(\.tornTail) where tail.journal != journal { say(tail.notice) }
    guard let saved else { return }
    say(
      Diagnostic(
        severity: .note, path: saved,
        message: "the end of \(journal) was no whole line; its bytes were saved here and cut off",
        fix: "look whether they belong to an event that was lost"))
  }

  /// Locks the journal that the arguments name, for a batch.
  mutating func batchRecorder(_ arguments: ParsedArguments) throws(CommandError) -> BatchRecorder {
    let folder = folder(arguments)
    let journal = try journalName(arguments)
    let recorder: BatchRecorder
    do throws(RecordingError) {
      recorder = try BatchRecorder(
        journal, in: folder, now: now, threads: threads, usesIndex: !arguments.flag("no-index"))
    } catch {
      throw CommandError(error, folder)
    }
    sayTails(recorder.journals, of: journal, savedAs: recorder.savedTail)
    return recorder
  }

  /// The name of the journal that the arguments mean.
  func journalName(_ arguments: ParsedArguments) throws(CommandError) -> String {
    let name = arguments.value("journal") ?? "events"
    let journal = name.hasSuffix(".jsonl") ? name : name + ".jsonl"
    guard !journal.hasPrefix("."), !journal.contains("/"), !journal.contains("\0") else {
      throw .refused(
        "--journal=\(name) is not the name of a journal", at: .value(of: "--journal"),
        fix: "name a file in the log's folder, without a folder or a dot in front")
    }
    return journal
  }

  /// Records events and acknowledges them, a line each.
  mutating func record(
    _ events: [Event], with recorder: consuming Recorder, _ arguments: ParsedArguments
  ) throws(CommandError) {
    let folder = folder(arguments)
    let outcome: Recorder.Outcome
    do throws(RecordingError) {
      outcome = try recorder.record(events)
    } catch {
      throw CommandError(error, folder)
    }
    var lines = outcome.recorded.map { "recorded \($0.type.name) \($0.id)\n" }
    if outcome.skipped > 0 { lines.append("the log has \(events[0].id) already\n") }
    try acknowledge(lines.joined())
  }
}

extension CommandError {
  init(_ error: RecordingError, _ folder: LogFolder) {
    switch error {
    case .log(let error): self = .log(error)
    case .file(let error): self = .file(error)
    case .append(let error): self = .append(error)
    case .foreignJournal(let path):
      self = .refused(
        [
          Diagnostic(
            severity: .error, path: path,
            message: "its lines have no sums: it is somebody else's, and is not written to",
            fix: "move it out of the log and take its events over with waybill append --input=")
        ], .usage)
    case .conflict(let id, let field, let place):
      let known =
        place == nil ? "two of the events have the id \(id)" : "the log has the id \(id) already"
      self = .refused(
        [
          Diagnostic(
            severity: .error,
            message: "\(known), with another \"\(field.name)\"; nothing was recorded",
            fix: "give the event another id, or say what it replaces with --replaces")
        ], .damaged)
    case .invalid(let id, let fault):
      self = .refused(
        [
          Diagnostic(
            severity: .error,
            message: "the event \(id): \(fault.problem.message); nothing was recorded",
            fix: fault.problem.fix)
        ], .usage)
    }
  }
}
