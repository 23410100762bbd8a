import Console
import EventLog
import Reports

/// `salvage`: takes the whole events out of a damaged journal.
enum SalvageCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "salvage", summary: "Take the whole events out of a damaged journal",
      purpose: """
        Writes every whole event of a journal, as it is, to a new file beside it, and lists the \
        lines that were left behind. The journal itself is only read. Look at what was left behind; \
        then move the journal away and put the new file in its place.
        """,
      operands: [Operand(name: "FILE", summary: "The damaged journal")],
      options: [
        Option(
          name: "output", value: "FILE", summary: "The new file (default: FILE.salvaged)",
          group: "Output")
      ],
      examples: [
        Example(
          command: "waybill salvage EventLog/events.jsonl",
          explanation: "Write what is whole to EventLog/events.jsonl.salvaged")
      ],
      group: "Recording"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let path = arguments.operands[0]
    let newPath = arguments.value("output") ?? path + ".salvaged"
    let salvage: Salvage
    var failure: CommandError?
    do throws(FileError) {
      salvage = try Salvage(
        path, to: newPath, patience: context.patience, progress: context.progress
      ) { line in
        guard failure == nil else { return }
        do throws(CommandError) {
          try context.print("left behind: \(line.place): \(line.problem.message)\n")
        } catch {
          failure = error
        }
      }
    } catch {
      throw .file(error)
    }
    if let failure { throw failure }
    if let bytes = salvage.unfinished {
      try context.print(
        "left behind: \(path): \(bytes.words): a batch that was never finished, of which nothing "
          + "counts\n")
    }
    try context.print(
      "wrote \(Shown.count(salvage.kept, "event")) to \(newPath); left "
        + "\(Shown.count(salvage.lostLines, "line")) behind\n")
    return .done
  }
}

extension RefusedLine {
  /// Where the line stands: path, number, and its bytes in the journal.
  fileprivate var place: String { "\(path):\(line): \(bytes.words)" }
}

extension Range<Int> {
  /// The bytes of a file, from the first to the last.
  fileprivate var words: String { "bytes \(lowerBound) to \(upperBound - 1)" }
}
