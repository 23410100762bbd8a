import Console
import EventLog
import Replay

/// `index`: makes the index of a log now.
enum IndexCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "index", summary: "Make the index of the log now",
      purpose: """
        Reads the journals and writes an index into the log's folder (.waybill), from which reports \
        are answered without reading everything again. Reports make it by themselves once a log is \
        large. It may be deleted at any time, and changes no answer: where the journals were changed \
        by another program, they are read.
        """,
      examples: [
        Example(command: "waybill index", explanation: "Make it, after a large import, say")
      ],
      group: "Recording"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let folder = context.folder(arguments)
    do throws(IndexFault) {
      try context.makeIndex(folder)
    } catch {
      // What is wrong with the journals has its own message.
      _ = try context.wholeHistory(folder)
      throw .refused(
        [
          Diagnostic(
            severity: .error, path: folder.path,
            message: "the index was not made: \(error.reason)",
            fix: "mend the cause, or go on without an index")
        ], .system)
    }
    let lines = (try? IndexedLog(folder))?.coveredLines ?? 0
    try context.print("the index covers \(lines) lines\n")
    return .done
  }
}
