import Console
import EventLog
import Replay
import Shipments

/// What an event given by options has to fulfil before the log is looked at.
enum EventRules {
  /// All fields that are missing or misplaced, at once.
  static func checkFields(
    of event: Event, _ shipments: ShipmentNames
  ) throws(CommandError) {
    let type = event.type
    let missing = type.requiredFields.subtracting(event.statedFields).fields
    let needed = missing.map { field in
      Diagnostic(
        severity: .error, message: "\(type.name) needs --\(EventOptions.name(field))",
        argument: .end,
        fix: field == .district ? shipments.districtFix(event) : "add \(option(field))")
    }
    let diagnostics = needed + misplacedFields(of: event)
    guard diagnostics.isEmpty else { throw .refused(diagnostics, .usage) }
  }

  /// The fields that the event's type does not have.
  static func misplacedFields(of event: Event) -> [Diagnostic] {
    event.statedFields.subtracting(event.type.allowedFields).fields.map { field in
      Diagnostic(
        severity: .error,
        message: "--\(EventOptions.name(field)) does not belong to \(event.type.name)",
        argument: .word("--\(EventOptions.name(field))"),
        fix: "leave it out")
    }
  }

  private static func option(_ field: Field) -> String {
    let example = MissingParts.example(field)
    let quoted = field == .reason ? "'\(example)'" : ShellWord.quoted(example)
    return "--\(EventOptions.name(field))=\(quoted)"
  }

  /// An event cannot have happened after tomorrow (today may be tomorrow elsewhere already).
  static func checkDay(of event: Event, today: Day) throws(CommandError) {
    if let refusal = dayRefusal(of: event.occurredOn, today: today) {
      throw .refused([refusal], .usage)
    }
  }

  /// Why the day of an event is refused, if it is; where it was read, if it comes from a file.
  static func dayRefusal(
    of day: Day, today: Day, at place: (path: String, line: Int)? = nil
  ) -> Diagnostic? {
    guard day - today > 1 else { return nil }
    return Diagnostic(
      severity: .error, path: place?.path, line: place?.line,
      message: "the event is dated \(day), after tomorrow",
      argument: place == nil ? .value(of: "--occurred-on") : nil,
      fix: "give the day on which it happened; what is to come is --expected-on")
  }

  /// How to close the rest after a delivery with damaged or missing pieces.
  static func advice(after event: Event) -> [Diagnostic] {
    guard event.type == .delivered, !event.isFinal else { return [] }
    return event.items.filter { $0.damaged > .zero || $0.missing > .zero }.map { item in
      let words = [
        "waybill append cancelled", "--shipment=\(ShellWord.quoted(event.shipment?.text ?? ""))",
        "--district=\(ShellWord.quoted(event.district?.text ?? ""))",
        "--item=\(ShellWord.quoted("\(item.item)=? \(item.unit)"))", "--reason='not replaced'",
      ]
      return Diagnostic(
        severity: .note,
        message: "what was damaged or missing of \(item.item) is owed again under its promise",
        fix: "if nothing more is coming, close it: \(words.joined(separator: " "))")
    }
  }
}

/// Who gives which shipment to which districts, to fill in what an event leaves out.
struct ShipmentNames {
  private var donors: [String: Set<Path>] = [:]
  private var districts: [String: Set<Path>] = [:]

  /// Collects the names of the events in force.
  init(_ history: borrowing History) {
    let versions = history.versions()
    history.forEachEvent { _, event, _ in
      guard event.shipment != .none, versions.isInForce(event.id) else { return }
      let shipment = history.symbols.text(of: event.shipment)
      if let donor = try? Path(history.symbols.text(of: event.donor)) {
        donors[shipment, default: []].insert(donor)
      }
      if let district = try? Path(history.symbols.text(of: event.district)) {
        districts[shipment, default: []].insert(district)
      }
    }
  }

  /// Fills in donor and district where the shipment has only one, and the type takes them.
  func fillIn(_ event: inout Event) {
    guard let shipment = event.shipment?.text else { return }
    let allowed = event.type.allowedFields
    if event.donor == nil, allowed.contains(.donor), let donors = donors[shipment],
      donors.count == 1
    {
      event.donor = donors.first
    }
    // An allocation gives the part of a promise its district, which is a new one.
    if event.district == nil, event.type != .allocated, allowed.contains(.district),
      let districts = districts[shipment], districts.count == 1
    {
      event.district = districts.first
    }
  }

  /// The districts of the event's shipment, in order.
  func districts(of event: Event) -> [String] {
    (districts[event.shipment?.text ?? ""] ?? []).sorted().map(\.text)
  }

  /// How to name the district of a shipment that has several, or none yet.
  func districtFix(_ event: Event) -> String {
    let known = districts(of: event)
    guard known.count > 1 else { return "add --district=China/Shanghai" }
    return "add --district= with one of: \(known.joined(separator: ", "))"
  }
}
