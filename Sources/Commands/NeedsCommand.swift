import Console
import Reports

/// `needs`: what was asked for and is neither there nor on its way.
enum NeedsCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "needs", summary: "Show what was asked for and is still missing, worst first",
      purpose: """
        For each district and item: what was requested, what was received of it, what is promised \
        or on its way, and what is unmet: requested less received less on its way. A `?` stands for \
        a quantity that is not stated; it is not guessed. Promises to an area that the district \
        shares in stand beside it and are not added in.
        """,
      options: ReportOptions.ofDistricts(NeedsReport.self),
      examples: [
        Example(command: "waybill needs", explanation: "What is missing today, and where"),
        Example(
          command: "waybill needs --district=China --depth=2",
          explanation: "Province by province, with all below added up"),
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    try context.show(NeedsReport.self, arguments)
    return .done
  }
}
