import Console
import EventLog
import Replay
import Reports
import Shipments

/// `report`: one page to look at, that replays the state of any day by itself.
enum ReportCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "report", summary: "Write a page to look at, which replays the state of any day",
      purpose: """
        Writes one HTML file that asks nothing of anywhere: it opens from a disk, without a network, \
        on a phone and on paper. It shows what is pending, the inventory and the needs, who gives \
        what to whom and the course over time, and replays them at any day. A log of up to 20,000 \
        events goes into it as it is, so do not publish what is not for everybody: --public leaves \
        out the names of recorders, the notes and the sources.
        """,
      options: [
        Option(
          name: "output", value: "FILE",
          summary: "The page to write; one that is there is replaced",
          group: "Output"),
        Option(
          name: "title", value: "TEXT", summary: "What stands above the page", group: "Output"),
        Option(
          name: "public", summary: "Leave out names of recorders, notes and sources",
          group: "Output"),
        Option(
          name: "watch", summary: "Write the page anew when the log changes, until it is stopped",
          group: "Output"),
        ReportOptions.at, ReportOptions.knownAt,
        Option(
          name: "since", value: "DATE",
          summary: "List corrections and late reports since this day (default: a week before)",
          group: "Dates"),
      ],
      examples: [
        Example(
          command: "waybill report --output=page.html",
          explanation: "The page of today, to open in a browser"),
        Example(
          command: "waybill report --output=/srv/www/relief.html --public --watch",
          explanation: "Keep a page for everybody up to date, on a web server"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    guard let output = arguments.value("output"), !output.isEmpty else {
      throw .refused(
        "report needs the file that it is to write", at: .end, fix: "add --output=page.html")
    }
    guard !output.hasSuffix(".jsonl") else {
      throw .refused(
        "--output=\(output) has the name of a journal, which a page must not replace",
        at: .value(of: "--output"), fix: "name the page --output=page.html")
    }
    let folder = context.folder(arguments)
    try refuseOtherThanFile(output, folder)
    let traces = try LogTraces(folder, context.today)
    try write(output, folder, arguments, &context)
    if arguments.flag("watch") { try watch(output, since: traces, folder, arguments, &context) }
    return .done
  }

  /// A page takes the place of what has its name: of a device or a link that would be a loss.
  private static func refuseOtherThanFile(
    _ output: String, _ folder: LogFolder
  ) throws(CommandError) {
    let status: FileStatus?
    do throws(FileError) {
      status = try folder.files.status(at: output)
    } catch {
      throw .log(.file(error))
    }
    guard let status, !status.isRegular else { return }
    throw .refused(
      "--output=\(output) is no regular file, and a page must not replace it",
      at: .value(of: "--output"), fix: "name a file: --output=page.html")
  }

  /// Writes the page anew whenever the log has changed, or another day begins, until it is stopped.
  ///
  /// Where the log cannot be reported just then, it says so, and the page stays as it is.
  private static func watch(
    _ output: String, since first: LogTraces, _ folder: LogFolder, _ arguments: ParsedArguments,
    _ context: inout Context
  ) throws(CommandError) -> Never {
    var seen = first
    while true {
      folder.files.pause(milliseconds: 1000)
      do throws(CommandError) {
        let traces = try LogTraces(folder, context.today)
        guard traces != seen else { continue }
        // What changes while the page is made is looked at again.
        seen = traces
        try write(output, folder, arguments, &context)
      } catch {
        switch error {
        case .output, .unannounced: throw error
        default: for diagnostic in error.diagnostics { context.say(diagnostic) }
        }
      }
    }
  }

  private static func write(
    _ output: String, _ folder: LogFolder, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) {
    let query = try query(arguments, context.today)
    let page = try context.page(query, of: folder, arguments)
    do throws(FileError) {
      try folder.files.replace(output, with: page, isLasting: true)
    } catch {
      throw .log(.file(error))
    }
    let size = Shown.count(page.count, "byte")
    try context.acknowledge("wrote \(VisibleText(output)): \(size), as of \(query.at)\n")
  }

  private static func query(
    _ arguments: ParsedArguments, _ today: Day
  ) throws(CommandError) -> PageReport.Query {
    let at = try arguments.day("at") ?? today
    let week = Day(number: max(at.number - 7, Day.first.number))
    var query = PageReport.Query(
      at: at, knownAt: try arguments.knownAt(), knownAtText: arguments.value("known-at"),
      since: try arguments.day("since") ?? week)
    query.log = arguments.value("log")
    query.title = arguments.value("title")
    query.isPublic = arguments.flag("public")
    return query
  }
}

extension Context {
  /// The page of a log.
  fileprivate mutating func page(
    _ query: PageReport.Query, of folder: LogFolder, _ arguments: ParsedArguments
  ) throws(CommandError) -> [UInt8] {
    let scan = try partitions(of: folder, arguments)
    guard scan.lineCount > PageReport.eventLimit else {
      let history = try wholeHistory(folder)
      let report: PageReport
      do throws(ReplayError) {
        report = try history.summarize(PageReport(query, carriesEvents: true))
      } catch {
        throw CommandError(error, history, folder)
      }
      do throws(LogError) {
        let events = try history.pageEvents(knownAt: query.knownAt, in: folder)
        return report.html(try CheckReport(folder, at: query.at), .events(events))
      } catch {
        throw .log(error)
      }
    }
    let empty = PageReport(query, carriesEvents: false)
    return try summary(empty, of: folder, scan).summary.html(nil, .weeks)
  }
}

/// What says that a page is to be made anew: the day, and the names, sizes and times of the journals.
private struct LogTraces: Equatable {
  private var today: Day
  private var statuses: [String: FileStatus] = [:]

  init(_ folder: LogFolder, _ today: Day) throws(CommandError) {
    self.today = today
    do throws(FileError) {
      for name in try folder.journals() ?? [] {
        statuses[name] = try folder.files.status(at: folder.pathOf(journal: name))
      }
    } catch {
      throw .log(.file(error))
    }
  }
}
