import Console
import EventLog
import Replay
import Shipments

/// Asks for what an event by options still needs, at a terminal, until the command line is whole.
///
/// What is answered becomes options, so that every rule and message is that of the options, and so
/// that whoever breaks off is handed the command line to go on with. Nothing is locked meanwhile:
/// `append` checks the whole event again once it holds the lock.
struct Asking: ~Copyable {
  var arguments: ParsedArguments
  /// The arguments before anything was asked; they alone say which names may be new unasked.
  private let given: ParsedArguments
  var view: LogView
  private let empty: Event

  /// The arguments with the parts that were asked for; nil where none was missing.
  static func completed(
    _ given: ParsedArguments, _ context: inout Context
  ) throws(CommandError) -> ParsedArguments? {
    let type = type(given)
    if let type, missing(given, type).isEmpty { return nil }
    let view = try LogView.read(given, around: given.value("shipment"), &context)
    var asking = Asking(arguments: given, view: view, context)
    if type != nil {
      if try asking.isComplete { return nil }
      try asking.checkGiven(context)
    }
    context.tellDim(
      "Empty lines take what stands in brackets, numbers what stands behind them. Ctrl-C ends it.")
    if type == nil {
      try asking.askType(&context)
      try asking.checkGiven(context)
    }
    try asking.fillIn(&context)
    for field in Field.allCases { try asking.askIfWanted(field, &context) }
    try asking.confirm(&context)
    return asking.arguments
  }

  private init(
    arguments: ParsedArguments, view: consuming LogView, _ context: borrowing Context
  ) {
    self.arguments = arguments
    given = arguments
    self.view = view
    let now = context.now
    empty = Event(
      id: context.newID(at: now), type: .pledged, occurredOn: context.today,
      recordedAt: Timestamp(now))
  }

  private static func missing(_ arguments: ParsedArguments, _ type: EventType) -> FieldSet {
    let given = Field.allCases.filter { arguments.givenOptions.contains(EventOptions.name($0)) }
    return type.requiredFields.subtracting([.id, .type, .occurredOn, .recordedAt])
      .subtracting(given.reduce(into: FieldSet.none) { $0.insert($1) })
  }

  /// The type, which is known once it was asked for.
  var type: EventType { Asking.type(arguments) ?? .pledged }

  private static func type(_ arguments: ParsedArguments) -> EventType? {
    arguments.operands.first.flatMap(EventType.init(name:))
  }

  /// The event as far as it is known.
  func draft(_ arguments: ParsedArguments) throws(CommandError) -> Event {
    var event = empty
    event.type = Asking.type(arguments) ?? .pledged
    try EventOptions.apply(arguments, to: &event)
    return event
  }

  /// Whether the log fills in all that is missing.
  private var isComplete: Bool {
    get throws(CommandError) {
      var event = try draft(arguments)
      view.shipments.fillIn(&event)
      return type.requiredFields.subtracting(event.statedFields).isEmpty
    }
  }

  /// Why nothing was recorded, and how to go on.
  var brokenOff: CommandError {
    let isAnyGiven = !arguments.operands.isEmpty || !arguments.givenPairs.isEmpty
    let fix = "to go on from here: \(ShellWord.commandLine("append", arguments))"
    return .refused(
      [
        Diagnostic(
          severity: .note, message: "broken off; nothing was recorded",
          fix: isAnyGiven ? fix : nil)
      ], .usage)
  }
}

// MARK: - The command line so far

extension Asking {
  /// Refuses what is wrong with the options before anything is asked.
  private func checkGiven(_ context: borrowing Context) throws(CommandError) {
    let event = try draft(arguments)
    try EventRules.checkDay(of: event, today: context.today)
    let diagnostics =
      EventRules.misplacedFields(of: event) + refusals(of: event)
      + [DraftRules.fault(of: event)].compactMap(\.self)
    guard diagnostics.isEmpty else { throw .refused(diagnostics, .usage) }
  }

  private func refusals(of event: Event) -> [Diagnostic] {
    view.intake.refusals(
      of: event, allowsNewShipment: given.flag("new-shipment"),
      allowsNewNames: given.flag("new-name"))
  }

  /// Fills in what the shipment has only one of, and says so.
  private mutating func fillIn(_ context: inout Context) throws(CommandError) {
    let before = try draft(arguments)
    var event = before
    view.shipments.fillIn(&event)
    for (field, old, new) in [
      (Field.donor, before.donor, event.donor), (.district, before.district, event.district),
    ] where old == nil {
      guard let new else { continue }
      arguments = arguments.adding(EventOptions.name(field), new.text)
      context.tellDim("  \(EventOptions.name(field)) \(new.text), as of that shipment before")
    }
  }

  /// Takes an answer as the option it stands for; throws what is wrong with it.
  ///
  /// A name that is nearly a known one is taken if it is given again.
  mutating func take(
    _ field: Field, _ text: String, again: Bool, _ context: inout Context
  ) throws(CommandError) {
    var candidate = arguments.adding(EventOptions.name(field), text)
    var event = try draft(candidate)
    if field == .shipment { try look(for: text, &context) }
    try EventRules.checkDay(of: event, today: context.today)
    if let fault = DraftRules.fault(of: event) { throw .refused([fault], .usage) }
    let accepted = refusals(of: try draft(arguments))
    let refusals = refusals(of: event).filter { !accepted.contains($0) }
    if !refusals.isEmpty {
      let fix = "choose a known one, or give it once more if it is new"
      guard again else { throw .refused(refusals.map { $0.fixed(fix) }, .usage) }
      let flag = field == .shipment ? "new-shipment" : "new-name"
      if !candidate.flag(flag) { candidate = candidate.adding(flag) }
    }
    view.shipments.fillIn(&event)
    try view.intake.refuseClosed(event, view.history)
    arguments = candidate
    if field == .shipment { try fillIn(&context) }
  }

  /// Reads what has to do with a shipment, where an index let the view leave it out.
  private mutating func look(
    for shipment: String, _ context: inout Context
  ) throws(CommandError) {
    guard view.history.isPart, !view.intake.isShipment(shipment) else { return }
    view = try LogView.read(arguments, around: shipment, &context)
    guard type != .pledged, view.history.isPart, !view.intake.isShipment(shipment) else { return }
    view = LogView(try context.wholeHistory(context.folder(arguments)))
  }
}

// MARK: - The end

extension Asking {
  /// Shows the event and asks whether it is to be recorded.
  private func confirm(_ context: inout Context) throws(CommandError) {
    let event = try draft(arguments)
    context.tell(EventPreview.text(event, view, context.errorStyling))
    for warning in try view.intake.warnings(about: event, view.history) {
      context.say(Diagnostic(severity: .warning, message: warning.message))
    }
    guard !arguments.flag("yes") else { return }
    while true {
      guard let answer = context.ask("Record it? [Y/n] ") else { throw brokenOff }
      switch answer.lowercased() {
      case "", "y", "yes": return
      case "n", "no":
        throw .refused(
          [
            Diagnostic(
              severity: .note, message: "nothing was recorded",
              fix: "to change something: \(ShellWord.commandLine("append", arguments))")
          ], .usage)
      default: continue
      }
    }
  }
}

extension Diagnostic {
  /// The same with another fix.
  fileprivate func fixed(_ fix: String) -> Diagnostic {
    Diagnostic(severity: severity, message: message, fix: fix)
  }
}

extension Context {
  /// Shows a line that is of less weight.
  mutating func tellDim(_ line: String) {
    tell(errorStyling.apply(.dim, to: VisibleText(line).description) + "\n")
  }
}
