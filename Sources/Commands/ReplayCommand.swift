import Console
import Reports

/// `replay`: inventory and delivery status per district, as of a day.
enum ReplayCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "replay", summary: "Show inventory and delivery status per district",
      purpose: """
        Replays the log: what every district has in stock, and what was promised and delivered to \
        it, as of any day, and as it was known on any day.
        """,
      options: ReportOptions.ofDistricts(StateReport.self),
      examples: [
        Example(
          command: "waybill replay --at=2020-02-19", explanation: "The state of one day"),
        Example(
          command: "waybill replay --at=2020-02-19 --known-at=2020-02-13",
          explanation: "The same day, by what was known on the 13th"),
        Example(
          command: "waybill replay --district=China/Shanghai --depth=2",
          explanation: "One province with all below it, added up"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    try context.show(StateReport.self, arguments)
    return .done
  }
}
