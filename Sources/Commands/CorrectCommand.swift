import Console
import EventLog
import Replay
import Shipments

/// `correct`: a newer version of an event, with the original filled in.
enum CorrectCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "correct", summary: "Record a newer version of an event",
      purpose: """
        Records the event anew with the fields that are given changed, as a version that replaces \
        the one named. Nothing is rewritten: the old version stays in the log. The items given \
        replace all items; an empty value takes a field away.
        """,
      operands: [
        Operand(name: "ID", summary: "The event, as waybill log and show name it", lookup: "id")
      ],
      options: EventOptions.ofVersion + [
        RecordingOptions.journal, RecordingOptions.newName,
      ],
      examples: [
        Example(
          command: "waybill correct 0198-7 --item='mask=9,000 piece' --reason='counted again'",
          explanation: "Another quantity, for a reason")
      ],
      group: "Recording"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let folder = context.folder(arguments)
    let now = context.now
    let seeds = Seeds(
      shipments: [arguments.value("shipment")].compactMap(\.self),
      ids: [arguments.operands[0], arguments.value("id")].compactMap(\.self))
    let recorder = try context.recorder(arguments, around: seeds)
    let original = try VersionInForce.event(arguments.operands[0], recorder, folder)
    var event = original
    event.id = context.newID(at: now)
    event.recordedAt = Timestamp(now)
    event.replaces = original.id
    try EventOptions.apply(arguments, to: &event)
    try EventRules.checkFields(of: event, ShipmentNames(recorder.history))
    try EventRules.checkDay(of: event, today: context.today)
    let refusals = Intake(recorder.history).refusals(
      of: event, allowsNewShipment: true, allowsNewNames: arguments.flag("new-name"))
    guard refusals.isEmpty else { throw .refused(refusals, .usage) }
    try context.record([event], with: recorder, arguments)
    return .done
  }
}
