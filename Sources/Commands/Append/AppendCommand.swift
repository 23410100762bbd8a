import Console
import EventLog
import Replay
import Shipments

/// `append`: records one event by options, or many from a file.
enum AppendCommand {
  static let entry = CommandEntry(
    command: Command(
      name: "append", summary: "Record an event, or many from a file",
      purpose: """
        Records what happened: one event by its options, or events as JSON lines from a file. An \
        event that is acknowledged is on the disk.

        An amount is `10,000`, `1.5`, `?` (not stated), `500000+` (at least) or `~200` (about); \
        behind it stands the unit, and after a comma and a blank, where it applies, what was \
        damaged or missing, and what it is worth: 'mask/N95=900 piece, 100 damaged, worth 450 USD'.

        With --input, ids make a rerun harmless: events that the log has already are skipped.
        """,
      operands: [
        Operand(
          name: "TYPE", summary: "What happened", choices: EventType.allCases.map(\.name),
          isRequired: false)
      ],
      options: EventOptions.all + [
        Option(
          name: "input", value: "FILE",
          summary: "Record the JSON lines of this file; - is standard input",
          group: "Recording"),
        RecordingOptions.journal,
        Option(
          name: "new-shipment",
          summary: "The shipment is new, though its first event is no promise",
          group: "Recording"),
        RecordingOptions.newName,
      ],
      examples: [
        Example(
          command:
            "waybill append pledged --shipment=Busan-1 --donor='South Korea/Busan' "
            + "--district=China/Shanghai --item='mask=10,000 piece'",
          explanation: "A promise"),
        Example(
          command: "waybill append delivered --shipment=Busan-1 --item='mask=4,000 piece'",
          explanation: "A part of it arrives; donor and district are filled in"),
        Example(
          command: "waybill append --input=other-site.jsonl",
          explanation: "Events from elsewhere; those that are known are skipped"),
      ],
      group: "Recording"),
    run: run)

  @Sendable
  private static func run(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    if let path = arguments.value("input") {
      let own = EventOptions.all.map(\.name) + ["new-shipment"]
      if let stray = arguments.givenOptions.first(where: own.contains) {
        throw .refused(
          "--\(stray) has no place beside --input", at: .word("--\(stray)"),
          fix: "leave it out, or write it into the lines")
      }
      guard arguments.operands.isEmpty else {
        throw .refused(
          "TYPE has no place beside --input", at: .word(arguments.operands[0]), fix: "leave it out")
      }
      return try InputAppend.run(path, arguments, &context)
    }
    guard let type = arguments.operands.first.flatMap(EventType.init(name:)) else {
      throw .refused(
        "append needs the type of the event, or --input=FILE", at: .end,
        fix: "name one of: \(EventType.allCases.map(\.name).joined(separator: ", "))")
    }
    return try append(type, arguments, &context)
  }

  private static func append(
    _ type: EventType, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    let now = context.now
    var event = Event(
      id: context.newID(at: now), type: type, occurredOn: context.today,
      recordedAt: Timestamp(now))
    try EventOptions.apply(arguments, to: &event)
    let recorder = try context.recorder(arguments, around: Seeds(of: event))
    let shipments = ShipmentNames(recorder.history)
    shipments.fillIn(&event)
    let intake = Intake(recorder.history)
    let refusals = try intake.refusals(of: event, recorder, arguments)
    guard refusals.isEmpty else { throw .refused(refusals, .usage) }
    try EventRules.checkFields(of: event, shipments)
    try EventRules.checkDay(of: event, today: context.today)
    let warnings = try intake.warnings(about: event, recorder.history)
    try context.record([event], with: recorder, arguments)
    for diagnostic in warnings + EventRules.advice(after: event) { context.say(diagnostic) }
    return .done
  }
}
