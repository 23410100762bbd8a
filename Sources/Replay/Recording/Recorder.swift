public import EventLog
public import Shipments

/// Why events were not recorded.
public enum RecordingError: Error, Sendable {
  /// The log cannot be read.
  case log(LogError)
  /// The system said no before anything was written.
  case file(FileError)
  /// The journal's lines have no sums: it is somebody else's, and is not written to.
  case foreignJournal(path: String)
  /// An event has the id of another one, and means something else.
  case conflict(id: EventID, field: Field, with: Place?)
  /// An event breaks the rules of the format.
  case invalid(id: EventID, LineFault)
  /// The system said no while writing.
  case append(AppendError)
}

/// Records events in a journal, which it holds locked from the first look at the log to the last.
///
/// Of one log only one recorder is at work at a time, whatever their journals.
/// Make one, look at ``history`` to check what is to be recorded, then ``record(_:)``.
public struct Recorder: ~Copyable {
  /// The log as it was when the journal was locked.
  public let history: History
  /// The path under which bytes of a torn tail were saved, if there was one.
  public let savedTail: String?
  private let folder: LogFolder
  private let journal: String
  private let lock: FolderLock
  private var writer: JournalWriter

  /// What became of the events.
  public struct Outcome: Equatable, Sendable {
    /// Those that were written.
    public var recorded: [Event] = []
    /// How many were in the log already, or stood twice.
    public var skipped = 0
  }

  /// Locks a journal, makes it where it is not there, reads the log, and mends the journal's end.
  ///
  /// `now` names the file that a torn tail is saved in. With `seeds`, ``history`` may leave out what
  /// has nothing to do with them, if the log has an index.
  public init(
    _ journal: String, in folder: LogFolder, now: Instant, around seeds: Seeds? = nil
  ) throws(RecordingError) {
    let lock = try Recorder.lock(folder)
    var writer = try Recorder.openWriter(journal, folder)
    let history = try Recorder.read(folder, holding: journal, around: seeds)
    guard let summary = history.journals.first(where: { JournalName.isSame($0.name, journal) })
    else {
      throw .file(FileError("open", folder.pathOf(journal: journal), code: 0))
    }
    savedTail = try Recorder.cut(summary, &writer, now)
    self.history = history
    self.lock = lock
    self.writer = writer
    self.folder = folder
    self.journal = journal
  }

  /// The whole history of the log, where ``history`` is a part of it.
  public func wholeHistory() throws(RecordingError) -> History {
    try Recorder.read(folder, holding: journal, around: nil)
  }

  static func lock(_ folder: LogFolder) throws(RecordingError) -> FolderLock {
    do throws(FileError) {
      try folder.make()
      return try FolderLock(folder)
    } catch {
      throw .file(error)
    }
  }

  static func openWriter(
    _ journal: String, _ folder: LogFolder
  ) throws(RecordingError) -> JournalWriter {
    do throws(FileError) {
      return try JournalWriter(journal, in: folder)
    } catch {
      throw .file(error)
    }
  }

  private static func read(
    _ folder: LogFolder, holding journal: String, around seeds: Seeds?
  ) throws(RecordingError) -> History {
    if let seeds, let part = try? IndexedLog(folder, holding: journal).history(around: seeds) {
      return part
    }
    do throws(LogError) {
      return try History(folder, holding: journal)
    } catch {
      throw .log(error)
    }
  }

  /// Cuts off what does not count, unless the journal is somebody else's.
  static func cut(
    _ summary: JournalSummary, _ writer: inout JournalWriter, _ now: Instant
  ) throws(RecordingError) -> String? {
    // Lines without sums, be they blank, and lines with sums cannot stand in one journal.
    let kept = summary.tornTail?.bytes.lowerBound ?? writer.committedLength
    if kept > 0, !summary.hasSums { throw .foreignJournal(path: summary.path) }
    guard let tail = summary.tornTail else { return nil }
    do throws(FileError) {
      return try writer.cut(tail, time: now.fileName)
    } catch {
      throw .file(error)
    }
  }

  /// Writes the events that are not in the log yet; when it returns they are on the disk.
  ///
  /// Either all of them are recorded or none. An event whose id the log has with the same meaning is
  /// skipped; with another meaning it is an error, and nothing is recorded.
  public consuming func record(_ events: [Event]) throws(RecordingError) -> Outcome {
    var outcome = Outcome()
    var given: [EventID: Event] = [:]
    var lines: [[UInt8]] = []
    var knowing: Set<String> = []
    var decoder = EventDecoder()
    for event in events {
      if let known = try known(event.id, given) {
        if let field = Meaning.difference(known, event) {
          let place = history.row(of: event.id.text).map { history[$0].place }
          throw .conflict(id: event.id, field: field, with: place)
        }
        outcome.skipped += 1
        if let row = history.row(of: event.id.text) {
          knowing.insert(history.journal(of: history[row].place))
        }
        continue
      }
      let line = EventEncoder.line(event)
      do throws(LineFault) {
        _ = try decoder.decode(line)
      } catch {
        throw .invalid(id: event.id, error)
      }
      given[event.id] = event
      outcome.recorded.append(event)
      lines.append(line)
    }
    do throws(AppendError) {
      for journal in knowing { try folder.synchronize(journal: journal) }
      try writer.append(lines)
    } catch {
      throw .append(error)
    }
    return outcome
  }

  /// The event that has an id already, in the log or among those that are to be recorded.
  private func known(
    _ id: EventID, _ given: [EventID: Event]
  ) throws(RecordingError) -> Event? {
    if let event = given[id] { return event }
    guard let row = history.row(of: id.text) else { return nil }
    do throws(LogError) {
      return try history.events([row], in: folder).first
    } catch {
      throw .log(error)
    }
  }
}

extension Instant {
  /// The instant for a file's name: `20200213T135700Z`.
  fileprivate var fileName: String {
    description.prefix(19).filter { $0 != "-" && $0 != ":" } + "Z"
  }
}
