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
          summary: "The page to write; one that is there is replaced; - is standard output",
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
    guard output != "-" else { return try printPage(of: folder, arguments, &context) }
    try refuseOtherThanFile(output, folder)
    let traces = try LogTraces(folder, context.today)
    try write(output, folder, arguments, &context)
    if arguments.flag("watch") { try watch(output, since: traces, folder, arguments, &context) }
    return .done
  }

  /// Writes the page to standard output, once.
  private static func printPage(
    of folder: LogFolder, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    guard !arguments.flag("watch") else {
      throw .refused(
        "--watch writes a file anew, and --output=- is none", at: .value(of: "--output"),
        fix: "name a file: --output=page.html")
    }
    let query = try query(arguments, context.today)
    try context.print(try context.page(query, of: folder, arguments))
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
  /// Where the log cannot be reported just then, or the page not be written, it says so once, and the page
  /// stays as it is until that can be done.
  private static func watch(
    _ output: String, since first: LogTraces, _ folder: LogFolder, _ arguments: ParsedArguments,
    _ context: inout Context
  ) throws(CommandError) -> Never {
    var seen: LogTraces? = first
    var said: [Diagnostic] = []
    while true {
      folder.files.pause(milliseconds: 1000)
      do throws(CommandError) {
        let traces = try LogTraces(folder, context.today)
        let isThere = try exists(output, folder)
        guard traces != seen || !isThere else { continue }
        // What changes while the page is made is looked at again.
        seen = traces
        try refuseLostFolder(of: output, folder)
        try write(output, folder, arguments, &context)
        said = []
      } catch {
        switch error {
        case .output, .unannounced: throw error
        case .log(.damaged), .conflicts, .overflow: break
        // What hangs on more than the log is tried again.
        default: seen = nil
        }
        for diagnostic in error.diagnostics where !said.contains(diagnostic) {
          context.say(diagnostic)
        }
        said = error.diagnostics
      }
    }
  }

  /// A page cannot be written into a folder that is gone: for that it need not be made.
  private static func refuseLostFolder(
    of output: String, _ folder: LogFolder
  ) throws(CommandError) {
    let path = output.lastIndex(of: "/").map { String(output[...$0]) } ?? "."
    guard try !exists(path, folder) else { return }
    let lost = Diagnostic(
      severity: .error, path: path, message: "there is no such folder any more",
      fix: "make it again: the page is written as soon as it is there")
    throw .refused([lost], .system)
  }

  private static func exists(_ path: String, _ folder: LogFolder) throws(CommandError) -> Bool {
    do throws(FileError) {
      return try folder.files.status(at: path) != nil
    } catch {
      throw .log(.file(error))
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
        return report.html(
          try CheckReport(folder, at: query.at), try changes(of: report, history.journals, folder),
          .events(events))
      } catch {
        throw .log(error)
      }
    }
    let empty = PageReport(query, carriesEvents: false)
    let (report, journals) = try summary(empty, of: folder, scan)
    do throws(LogError) {
      return report.html(nil, try changes(of: report, journals, folder), .weeks)
    } catch {
      throw .log(error)
    }
  }

  /// The corrections and late reports of a page, whose events are read again.
  private func changes(
    of report: PageReport, _ journals: [JournalSummary], _ folder: LogFolder
  ) throws(LogError) -> PageChanges {
    let names = journals.map(\.name)
    return try report.changes { (places) throws(LogError) in
      try folder.events(at: places, of: names, threads: threads)
    }
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
