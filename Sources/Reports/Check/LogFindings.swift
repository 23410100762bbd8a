import Console
import EventLog
import Projections
import Replay
import Shipments

/// What is odd about a log whose lines are all whole.
struct LogFindings: ~Copyable {
  let history: History
  private let folder: LogFolder
  private let versions: Versions
  /// Findings that stand at a line, before the line's number is known.
  private var placed: [(place: Place, finding: Finding)] = []
  private var findings: [Finding] = []

  init(_ history: consuming History, _ folder: LogFolder) {
    versions = history.versions()
    self.history = history
    self.folder = folder
  }

  /// All findings, those about the state as of a day among them.
  consuming func all(at day: Day) throws(LogError) -> [Finding] {
    // Each of these looks at every event.
    folder.progress?.begin(.checking, total: history.eventCount, passes: 4)
    findConflicts()
    findDanglingReplacements()
    folder.progress?.add(history.eventCount)
    findForks()
    findLateRecords()
    folder.progress?.add(history.eventCount)
    findForeignJournals()
    findings += NameFindings.all(history)
    folder.progress?.add(history.eventCount)
    do throws(ReplayError) {
      let state = try history.state(at: day)
      findOddLines(LineEvents(history, versions, at: day), state)
      folder.progress?.add(history.eventCount)
      findNegativeStocks(state)
    } catch {
      // Conflicts are found above; a total that overflows is an error of its own.
      if case .overflow(let place) = error {
        add(.error, at: place, "a total is beyond 1 000 000 000 000 000", fix: "use a larger unit")
      }
    }
    return try located()
  }

  /// Notes a finding at a line, or about the log as a whole.
  mutating func add(
    _ severity: Diagnostic.Severity, at place: Place?, _ message: String, fix: String? = nil
  ) {
    let finding = Finding(severity, message, fix: fix)
    if let place { placed.append((place, finding)) } else { findings.append(finding) }
  }

  func text(_ symbol: Symbol) -> String { history.symbols.text(of: symbol) }

  func text(_ id: EventKey) -> String { history.symbols.text(of: id) }

  /// The findings with the paths and line numbers of their places.
  private consuming func located() throws(LogError) -> [Finding] {
    var offsets: [Int: [Int]] = [:]
    for (place, _) in placed { offsets[place.journal, default: []].append(place.offset) }
    var all = findings
    do throws(FileError) {
      var numbers: [Int: [Int: Int]] = [:]
      for (journal, offsets) in offsets {
        numbers[journal] = try folder.lineNumbers(
          of: offsets, journal: history.journals[journal].name)
      }
      for (place, finding) in placed {
        var finding = finding
        finding.path = folder.pathOf(journal: history.journal(of: place))
        finding.line = numbers[place.journal]?[place.offset]
        finding.column = 1
        all.append(finding)
      }
    } catch {
      throw .file(error)
    }
    return all
  }

  private mutating func findConflicts() {
    for conflict in history.openConflicts {
      add(
        .error, at: conflict.second,
        "the id \(text(conflict.id)) stands elsewhere too, with another \"\(conflict.field.name)\"",
        fix: "append the right event with --replaces=\(text(conflict.id))")
    }
  }

  private mutating func findDanglingReplacements() {
    var found: [(Place, String, String)] = []
    history.forEachEvent { _, event, batch in
      guard let target = batch.relations(of: event)?.replaces, history.row(of: target) == nil else {
        return
      }
      found.append((event.place, text(event.id), text(target)))
    }
    for (place, id, target) in found {
      add(
        .warning, at: place, "the event replaces \(target), which the log does not have",
        fix: "copy the journal that has it into the log, or correct \(id)")
    }
  }

  private mutating func findForks() {
    for fork in versions.forks {
      let rows = fork.compactMap { history.row(of: $0) }.sorted()
      let ids = rows.map { text(history[$0].id) }
      let winner = fork.first { versions.isInForce($0) }.map { text($0) } ?? ""
      add(
        .warning, at: history[rows[0]].place,
        "\(ids.count) versions of one fact stand beside each other: "
          + ids.joined(separator: ", ") + "; the last recorded counts, \(winner)",
        fix: "waybill correct \(winner), or void those that are wrong")
    }
  }

  private mutating func findLateRecords() {
    var late: [(Place, Int)] = []
    history.forEachEvent { _, event, _ in
      let days = event.recordedAt.day - event.occurredOn
      if days > 7, versions.isInForce(event.id) { late.append((event.place, days)) }
    }
    for (place, days) in late {
      add(.note, at: place, "the event was recorded \(days) days after it happened")
    }
  }

  private mutating func findForeignJournals() {
    for journal in history.journals where journal.events > 0 && !journal.hasSums {
      findings.append(
        Finding(
          .note, "the journal's lines have no sums, so that damage may go unnoticed",
          path: journal.path,
          fix: "move it out of the log and take it over with waybill append --input="))
    }
  }

  private mutating func findNegativeStocks(_ state: borrowing State) {
    for row in state.totals.inventory.rows where row.onHand < .zero {
      let (district, item) = (text(row.key.district), text(row.key.item))
      add(
        .warning, at: nil,
        "the stock of \(item) at \(district) is \(row.onHand) \(text(row.key.unit))",
        fix: "waybill log --district=\(ShellWord.quoted(district)) "
          + "--item=\(ShellWord.quoted(item)) shows what it comes from")
    }
  }
}
