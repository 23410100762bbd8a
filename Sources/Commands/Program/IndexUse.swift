import Console
import EventLog
import Projections
import Replay
import Reports
import Shipments

/// When an index is used, and made.
enum IndexUse {
  /// From how many bytes of journals on a report makes an index, once it has answered.
  static let worthBytes = 1 << 25
}

extension Context {
  /// An answer from the index of a log; nil where the journals have to be read.
  mutating func answer<Answer>(
    from folder: LogFolder, _ arguments: ParsedArguments,
    _ ask: (borrowing IndexedLog) throws(IndexFault) -> Answer?
  ) -> Answer? {
    guard !arguments.flag("no-index") else { return nil }
    do throws(IndexFault) {
      let log = try IndexedLog(folder)
      guard let answer = try ask(log) else {
        if arguments.flag("verbose") { sayIndex("is not used: it has no answer to this") }
        return nil
      }
      sayTornTails(log.journals)
      sayUnknownNames(arguments, log.symbols)
      if arguments.flag("verbose") { sayUse(log.coveredLines, log.readLines) }
      return answer
    } catch {
      hasFaultyIndex = true
      if arguments.flag("verbose") { sayIndex("is not used: \(error.reason)") }
      return nil
    }
  }

  /// The history of what hangs together with some shipments and ids, or of the whole log.
  mutating func history(
    _ folder: LogFolder, _ arguments: ParsedArguments, around seeds: Seeds?
  ) throws(CommandError) -> History {
    if let seeds, !arguments.flag("no-index") {
      do throws(IndexFault) {
        let log = try IndexedLog(folder)
        let history = try log.history(around: seeds)
        sayTornTails(log.journals)
        if arguments.flag("verbose") { sayUse(log.coveredLines, log.readLines) }
        return history
      } catch {
        if arguments.flag("verbose") { sayIndex("is not used: \(error.reason)") }
      }
    }
    let history = try wholeHistory(folder)
    sayTornTails(history.journals)
    return history
  }

  /// The same of a log that need not be there yet, and has no events then.
  mutating func historySoFar(
    _ folder: LogFolder, _ arguments: ParsedArguments, around seeds: Seeds?
  ) throws(CommandError) -> History {
    do throws(CommandError) {
      return try history(folder, arguments, around: seeds)
    } catch .log(.noFolder) {
      return History()
    }
  }

  /// Reads the whole log.
  func wholeHistory(_ folder: LogFolder) throws(CommandError) -> History {
    do throws(LogError) {
      return try History(folder, threads: threads)
    } catch {
      throw .log(error)
    }
  }

  /// Makes the index of the log that an answer was worth it for, unless it has one that can be used;
  /// where that fails, there is none.
  mutating func renewIndex() {
    guard let folder = logToIndex else { return }
    logToIndex = nil
    if hasFaultyIndex || !isIndexed(folder) { try? makeIndex(folder) }
  }

  /// Whether a log has an index that can be used, whatever it is asked.
  private func isIndexed(_ folder: LogFolder) -> Bool {
    do throws(IndexFault) {
      _ = try IndexedLog(folder)
      return true
    } catch {
      return false
    }
  }

  /// Reads a log and writes its index.
  func makeIndex(_ folder: LogFolder) throws(IndexFault) {
    let scan: LogScan
    do throws(LogError) {
      scan = try LogScan(folder, threads: threads)
    } catch {
      throw IndexFault("the log cannot be read")
    }
    try IndexBuilder(scan, folder).write()
  }

  /// Says whether a history was taken from the index.
  mutating func sayUse(of history: borrowing History) {
    sayIndex(history.isPart ? "answered" : "is not used")
  }

  private mutating func sayUse(_ covered: Int, _ read: Int) {
    sayIndex(
      "answered: \(Shown.count(covered, "line")) from it, \(Shown.count(read, "line")) from the "
        + "journals")
  }

  private mutating func sayIndex(_ what: String) {
    say(Diagnostic(severity: .note, message: "the index \(what)"))
  }
}
