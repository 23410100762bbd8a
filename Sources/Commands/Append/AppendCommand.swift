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

        On a terminal it asks for the parts that are missing, a line each, and shows the event \
        before it records it; Ctrl-C ends it, and nothing is recorded. Elsewhere it names all that \
        is missing.

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
        Option(
          name: "yes", summary: "Record what was asked for without a last question",
          group: "Recording"),
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
      let own = EventOptions.all.map(\.name) + ["new-shipment", "yes"]
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
    guard Prompt.isPossible, let completed = try Asking.completed(arguments, &context) else {
      return try append(arguments, &context)
    }
    do throws(CommandError) {
      return try append(completed, &context)
    } catch {
      if let note = notRecorded(completed, error) { context.say(note) }
      throw error
    }
  }

  /// How to record what was answered, which is not to be typed again; nil where it may be recorded.
  private static func notRecorded(
    _ arguments: ParsedArguments, _ error: CommandError
  ) -> Diagnostic? {
    switch error {
    case .output, .append: nil
    default:
      Diagnostic(
        severity: .note, message: "the event was not recorded as it was shown",
        fix: "to do it again: \(ShellWord.commandLine("append", arguments))")
    }
  }

  private static func append(
    _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ExitStatus {
    guard let type = arguments.operands.first.flatMap(EventType.init(name:)) else {
      throw .refused([MissingParts.noType(arguments)], .usage)
    }
    let now = context.now
    var event = Event(
      id: context.newID(at: now), type: type, occurredOn: context.today,
      recordedAt: Timestamp(now))
    do throws(CommandError) {
      try EventOptions.apply(arguments, to: &event)
    } catch {
      throw .refused(error.diagnostics + missingParts(of: event, arguments), error.exitStatus)
    }
    try refuseUntouched(event, arguments, &context)
    let recorder = try context.recorder(arguments, around: Seeds(of: event))
    let shipments = ShipmentNames(recorder.history)
    shipments.fillIn(&event)
    let intake = Intake(recorder.history)
    let refusals =
      intake.refusals(of: event, recorder, arguments)
      + faults(of: event, intake, shipments, arguments)
    guard refusals.isEmpty else { throw .refused(refusals, .usage) }
    try EventRules.checkDay(of: event, today: context.today)
    let warnings = try intake.warnings(about: event, recorder.history)
    try context.record([event], with: recorder, arguments)
    for diagnostic in warnings + EventRules.advice(after: event) { context.say(diagnostic) }
    return .done
  }

  /// Refuses an event that the log, as it is, gives no district to, say, or that would be the first of
  /// a journal, before anything is locked or made.
  private static func refuseUntouched(
    _ event: Event, _ arguments: ParsedArguments, _ context: inout Context
  ) throws(CommandError) {
    let folder = context.folder(arguments)
    let journal = folder.pathOf(journal: try context.journalName(arguments))
    let isNew = (try? folder.files.status(at: journal)) == .some(nil)
    let isWhole = event.type.requiredFields.subtracting(event.statedFields).isEmpty
    guard isNew || !isWhole else { return }
    let history = try context.historySoFar(folder, arguments, around: Seeds(of: event))
    let shipments = ShipmentNames(history)
    var event = event
    shipments.fillIn(&event)
    let intake = Intake(history)
    var refusals = intake.refusals(of: event, arguments)
    if !refusals.isEmpty, history.isPart {
      refusals = Intake(try context.wholeHistory(folder)).refusals(of: event, arguments)
    }
    refusals += faults(of: event, intake, shipments, arguments)
    guard refusals.isEmpty else { throw .refused(refusals, .usage) }
  }

  /// What is missing beside a value that is wrong; a district may follow from the shipment.
  private static func missingParts(
    of event: Event, _ arguments: ParsedArguments
  ) -> [Diagnostic] {
    let given = Field.allCases.filter { arguments.givenOptions.contains(EventOptions.name($0)) }
    var besides: FieldSet = []
    for field in given { besides.insert(field) }
    if given.contains(.shipment), event.type != .allocated { besides.insert(.district) }
    return MissingParts.diagnostics(
      of: event, arguments, ShipmentNames(History()), besides: besides)
  }

  /// What an event lacks, and what does not belong to it.
  private static func faults(
    of event: Event, _ intake: Intake, _ shipments: ShipmentNames, _ arguments: ParsedArguments
  ) -> [Diagnostic] {
    MissingParts.diagnostics(
      of: event, arguments, shipments, besides: intake.filledIn(event, arguments))
      + EventRules.misplacedFields(of: event)
  }
}
