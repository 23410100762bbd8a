import Console
import Replay
import Shipments

/// What the log says to an event that is to be recorded: typing mistakes, repetitions, closed lines.
struct Intake {
  private let known: KnownNames

  init(_ known: KnownNames) { self.known = known }

  init(_ history: borrowing History) { self.init(KnownNames(history)) }

  /// Whether the log knows a shipment.
  func isShipment(_ name: String) -> Bool {
    known.shipments.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  /// Why an event is not recorded as it is.
  func refusals(
    of event: Event, allowsNewShipment: Bool, allowsNewNames: Bool
  ) -> [Diagnostic] {
    var refusals: [Diagnostic] = []
    if !allowsNewShipment, let refusal = newShipment(of: event) { refusals.append(refusal) }
    if !allowsNewNames { refusals += newNames(of: event) }
    return refusals
  }

  /// The same by the options of `append`.
  func refusals(of event: Event, _ arguments: ParsedArguments) -> [Diagnostic] {
    refusals(
      of: event, allowsNewShipment: arguments.flag("new-shipment"),
      allowsNewNames: arguments.flag("new-name"))
  }

  /// The same; where something is refused, the whole log is looked at.
  func refusals(
    of event: Event, _ recorder: borrowing Recorder, _ arguments: ParsedArguments
  ) -> [Diagnostic] {
    let refusals = refusals(of: event, arguments)
    guard !refusals.isEmpty, recorder.history.isPart else { return refusals }
    guard let whole = try? recorder.wholeHistory() else { return refusals }
    return Intake(whole).refusals(of: event, arguments)
  }

  /// What the right name of a misspelt shipment would fill in.
  func filledIn(_ event: Event, _ arguments: ParsedArguments) -> FieldSet {
    guard !arguments.flag("new-shipment"), newShipment(of: event) != nil,
      event.type != .allocated,
      !Spelling.nearest(to: event.shipment?.text ?? "", among: known.shipments).isEmpty
    else { return [] }
    return [.district]
  }

  /// A shipment begins with a promise; anything else of an unknown one is probably misspelt.
  private func newShipment(of event: Event) -> Diagnostic? {
    guard event.type != .pledged, let name = event.shipment?.text,
      !isShipment(name)
    else { return nil }
    return Diagnostic(
      severity: .error, message: "no shipment is named \(name)",
      argument: .value(of: "--shipment"),
      fix: KnownNames.suggestion(name, among: known.shipments)
        ?? "add --new-shipment if it has no promise before")
  }

  static func newName(_ kind: String, _ name: String, near: String) -> String {
    "the \(kind) \"\(name)\" is new, and nearly the known \"\(near)\""
  }

  /// New names that are nearly known ones.
  func newNames(of event: Event) -> [Diagnostic] {
    let districts = [event.district, event.from].compactMap(\.self) + event.among
    let donors = [event.donor].compactMap(\.self) + event.jointly
    let names =
      districts.map { ("district", $0.text, known.districts) }
      + donors.map { ("donor", $0.text, known.donors) }
      + event.items.map { ("item", $0.item.text, known.items) }
      + event.items.map { ("unit", $0.unit.text, known.units) }
    return names.compactMap { kind, name, known in
      KnownNames.nearlySame(name, among: known).map { near in
        Diagnostic(
          severity: .error,
          message: Intake.newName(kind, name, near: near),
          argument: place(of: kind, name, in: event),
          fix: "write \"\(near)\", or add --new-name if it is another one")
      }
    }
  }

  /// The option that gave a name to an event.
  private func place(of kind: String, _ name: String, in event: Event) -> ArgumentPlace {
    let option =
      switch kind {
      case "district" where event.from?.text == name: "--from"
      case "district" where event.district?.text != name: "--among"
      case "donor" where event.donor?.text != name: "--jointly"
      case "item", "unit": "--item"
      default: "--\(kind)"
      }
    return option == "--item" ? .value(of: option) : .value(of: option, name)
  }
}

extension Seeds {
  /// What has to be looked at before an event is recorded: its shipment, its id, what it replaces,
  /// and the shipments that may be proposed in place of a closed one.
  init(of event: Event) {
    let names = event.shipment.map { name in
      [name.text] + (2...9).map { "\(name.text)-\($0)" }
    }
    self.init(
      shipments: names ?? [], ids: [event.id.text] + [event.replaces?.text].compactMap(\.self))
  }
}
