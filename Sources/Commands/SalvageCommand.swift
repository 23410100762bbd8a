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
          explanation: "Writes EventLog/events.jsonl.salvaged")
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
    do throws(FileError) {
      salvage = try Salvage(path, to: newPath)
    } catch {
      throw .file(error)
    }
    for line in salvage.lost {
      let bytes = "bytes \(line.bytes.lowerBound) to \(line.bytes.upperBound - 1)"
      try context.print("left behind: \(path):\(line.line): \(bytes): \(line.problem.message)\n")
    }
    let more = salvage.lostCount - salvage.lost.count
    if more > 0 { try context.print("left behind: \(more) more lines\n") }
    try context.print(
      "wrote \(Shown.count(salvage.kept, "event")) to \(newPath); left "
        + "\(Shown.count(salvage.lostCount, "line")) behind\n")
    return .done
  }
}
