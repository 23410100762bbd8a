import Console
import EventLog
import Replay
import Reports
import Shipments

extension Context {
  /// Sums up what a report shows of a log.
  mutating func summary<Summary: IndexedSummary>(
    _ empty: Summary, of folder: LogFolder, at: Day, knownAt: Instant, district: Path? = nil,
    _ arguments: ParsedArguments
  ) throws(CommandError) -> Summary {
    let threads = threads
    let answer = answer(from: folder, arguments) { (log) throws(IndexFault) in
      if let ready = try empty.summed(by: log, at: at, knownAt: knownAt) { return ready }
      return try log.summarize(
        empty, at: at, knownAt: knownAt, district: district, threads: threads)
    }
    if let answer { return answer }
    let scan = try partitions(of: folder, arguments)
    if let summary = scan.summarize(empty, at: at, knownAt: knownAt) { return summary }
    // Something is wrong that only the whole history names.
    let history = try wholeHistory(folder)
    do throws(ReplayError) {
      return try history.summarize(empty, at: at, knownAt: knownAt)
    } catch {
      throw CommandError(error, history, folder)
    }
  }

  /// Sums up what a report on more than one state shows of a log.
  mutating func summary<Summary: HistorySummary>(
    _ empty: Summary, of folder: LogFolder, _ arguments: ParsedArguments
  ) throws(CommandError) -> (summary: Summary, journals: [JournalSummary]) {
    try summary(empty, of: folder, partitions(of: folder, arguments))
  }

  /// The same of a log that has been read.
  func summary<Summary: HistorySummary>(
    _ empty: Summary, of folder: LogFolder, _ scan: consuming LogScan
  ) throws(CommandError) -> (summary: Summary, journals: [JournalSummary]) {
    try summary(of: folder, scan) { _ in empty }
  }

  /// Sums up what a report shows of a log, of which it wants to see the journals before it begins.
  mutating func summary<Summary: HistorySummary>(
    of folder: LogFolder, _ arguments: ParsedArguments,
    begin: ([JournalSummary]) throws(LogError) -> Summary
  ) throws(CommandError) -> (summary: Summary, journals: [JournalSummary]) {
    try summary(of: folder, partitions(of: folder, arguments), begin: begin)
  }

  private func summary<Summary: HistorySummary>(
    of folder: LogFolder, _ scan: consuming LogScan,
    begin: ([JournalSummary]) throws(LogError) -> Summary
  ) throws(CommandError) -> (summary: Summary, journals: [JournalSummary]) {
    let journals = scan.journals
    do throws(LogError) {
      if let summary = scan.summarize(try begin(journals)) { return (summary, journals) }
    } catch {
      throw .log(error)
    }
    // Something is wrong that only the whole history names.
    let history = try wholeHistory(folder)
    let empty: Summary
    do throws(LogError) {
      empty = try begin(history.journals)
    } catch {
      throw .log(error)
    }
    do throws(ReplayError) {
      return (try history.summarize(empty), history.journals)
    } catch {
      throw CommandError(error, history, folder)
    }
  }

  /// Reads the log in partitions and says what was passed over in it.
  mutating func partitions(
    of folder: LogFolder, _ arguments: ParsedArguments
  ) throws(CommandError) -> LogScan {
    let scan: LogScan
    do throws(LogError) {
      scan = try LogScan(folder, threads: threads)
    } catch {
      throw .log(error)
    }
    sayTornTails(scan.journals)
    sayUnknownNames(arguments, scan.symbols)
    if scan.byteCount >= IndexUse.worthBytes, !arguments.flag("no-index") { logToIndex = folder }
    return scan
  }

  /// Replays the state that the arguments ask for.
  func state(
    _ history: borrowing History, at: Day, knownAt: Instant, _ folder: LogFolder
  ) throws(CommandError) -> State {
    do throws(ReplayError) {
      return try history.state(at: at, knownAt: knownAt)
    } catch {
      throw CommandError(error, history, folder)
    }
  }

  /// Writes a report as the arguments ask for.
  mutating func print(
    _ report: some Report, _ arguments: ParsedArguments, _ columns: ColumnChoice = .usual
  ) throws(CommandError) {
    let style = TableStyle(styling, width: lineWidth, columns: columns)
    try print(report.written(as: arguments.reportFormat, style))
  }
}

extension CommandError {
  /// Puts places into an error of replaying.
  init(_ error: ReplayError, _ history: borrowing History, _ folder: LogFolder) {
    switch error {
    case .conflicts(let conflicts):
      var places: [ConflictPlaces] = []
      for conflict in conflicts {
        places.append(
          ConflictPlaces(
            id: history.symbols.text(of: conflict.id), field: conflict.field.name,
            first: history.position(of: conflict.first, in: folder),
            second: history.position(of: conflict.second, in: folder)))
      }
      self = .conflicts(places)
    case .overflow(let place):
      let position: String? = if let place { history.position(of: place, in: folder) } else { nil }
      self = .overflow(position)
    }
  }
}

extension History {
  /// A place as `path:line:column`; the line is looked up in the journal.
  func position(of place: Place, in folder: LogFolder) -> String {
    let name = journal(of: place)
    let path = folder.pathOf(journal: name)
    let numbers = try? folder.lineNumbers(of: [place.offset], journal: name)
    return numbers?[place.offset].map { "\(path):\($0):1" } ?? path
  }
}
