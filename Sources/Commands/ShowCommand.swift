import Console
import EventLog
import Replay
import Reports
import Shipments

/// `show`: one shipment, its events in order and its lines.
enum ShowCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "show", summary: "Show one shipment: its events in order, and its lines",
      purpose: """
        Lists everything that was recorded of a shipment, versions that are no longer in force \
        among them, and what its lines have come to.
        """,
      operands: [Operand(name: "SHIPMENT", summary: "The shipment's name", lookup: "shipment")],
      options: [
        ReportOptions.at, ReportOptions.knownAt, ReportOptions.format,
        ReportOptions.columns(of: ShipmentReport.self),
      ],
      examples: [
        Example(
          command: "waybill show Busan-2020-02",
          explanation: "One shipment from promise to delivery"
        )
      ],
      group: "Reports"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let columns = try arguments.columns(of: ShipmentReport.self)
    let at = try arguments.day("at") ?? context.today
    let knownAt = try arguments.knownAt()
    let name = arguments.operands[0]
    let folder = context.folder(arguments)
    let history = try context.history(folder, arguments, around: Seeds(shipments: [name]))
    guard let shipment = KnownNames(history).shipment(name, history) else {
      let known = KnownNames(try context.wholeHistory(folder))
      throw .refused(
        "no shipment is named \(name)", at: .word(name),
        fix: KnownNames.suggestion(name, among: known.shipments) ?? "waybill pending lists them")
    }
    var filter = EventFilter(at: at, knownAt: knownAt)
    filter.shipment = shipment
    filter.includesReplaced = true
    let events = try Context.events(
      of: context.listing(filter, history).entries, history.journals.map(\.name), in: folder,
      threads: context.threads)
    let state = try context.state(history, at: at, knownAt: knownAt, folder)
    try context.print(
      ShipmentReport(
        shipment, events, state, history.symbols, knownAt: arguments.value("known-at")),
      arguments, columns)
    return .done
  }
}
