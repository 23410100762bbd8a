import Console
import EventLog
import Replay
import Shipments

/// `void`: the version that says that an event did not happen.
enum VoidCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "void", summary: "Record that an event did not happen",
      purpose: """
        Records a version that says: it did not happen. Nothing is rewritten. To undo it, append \
        the event anew.
        """,
      operands: [
        Operand(name: "ID", summary: "The event, as waybill log and show name it", lookup: "id")
      ],
      options: EventOptions.all.filter { VoidCommand.fields.contains($0.name) } + [
        RecordingOptions.journal
      ],
      examples: [
        Example(
          command: "waybill void 0198-7 --reason='recorded twice'",
          explanation: "Take an event out of all sums")
      ],
      group: "Recording"),
    run: run)

  private static let fields = [
    "id", "occurred-on", "recorded-at", "reason", "source", "recorded-by", "note", "extra",
  ]

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let folder = context.folder(arguments)
    let now = context.now
    let seeds = Seeds(
      ids: [arguments.operands[0], arguments.value("id")].compactMap(\.self))
    let recorder = try context.recorder(arguments, around: seeds)
    let original = try VersionInForce.event(arguments.operands[0], recorder, folder)
    var event = Event(
      id: context.newID(at: now), type: .voided, occurredOn: context.today,
      recordedAt: Timestamp(now))
    event.replaces = original.id
    try EventOptions.apply(arguments, to: &event)
    try EventRules.checkFields(of: event, ShipmentNames(recorder.history))
    try EventRules.checkDay(of: event, today: context.today)
    try context.record([event], with: recorder, arguments)
    return .done
  }
}
