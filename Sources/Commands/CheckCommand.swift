import Console
import EventLog
import Replay
import Reports
import Shipments

/// `check`: everything wrong or odd with the log.
enum CheckCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "check", summary: "Find everything wrong or odd with the log",
      purpose: """
        Reads every line and lists errors (the log is damaged or in conflict), warnings (it says \
        something that can hardly be meant) and notes (good to know), each with its place and the \
        command that mends it. Ends with status 1 where there are errors or warnings.
        """,
      options: [ReportOptions.at, ReportOptions.format],
      examples: [
        Example(command: "waybill check", explanation: "Find out whether the log is in order")
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let folder = context.folder(arguments)
    let at = try arguments.day("at") ?? context.today
    let report: CheckReport
    do throws(LogError) {
      report = try CheckReport(folder, at: at)
    } catch {
      throw .log(error)
    }
    try context.print(report, arguments)
    return report.isInOrder ? .done : .no
  }
}
