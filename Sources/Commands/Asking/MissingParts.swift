import Console
import Shipments

/// What an event by options still needs, said all at once to somebody who cannot be asked.
enum MissingParts {
  /// The one error of an event without some of its fields, besides those that something else gives.
  static func diagnostics(
    of event: Event, _ arguments: ParsedArguments, _ shipments: ShipmentNames,
    besides given: FieldSet
  ) -> [Diagnostic] {
    let fields = event.type.requiredFields.subtracting(event.statedFields).subtracting(given).fields
    return fields.isEmpty ? [] : [diagnostic(fields, of: event, arguments, shipments)]
  }

  private static func diagnostic(
    _ fields: [Field], of event: Event, _ arguments: ParsedArguments, _ shipments: ShipmentNames
  ) -> Diagnostic {
    let options = fields.compactMap { field in
      EventOptions.all.first { $0.name == EventOptions.name(field) }
    }
    var rows = options.map { ("--\($0.name)=\($0.value ?? "")", $0.summary) }
    // What does not belong to the type, or was given empty, is no part of a good example.
    let misplaced = event.statedFields.subtracting(event.type.allowedFields).fields
    var example = arguments.without((misplaced + fields).map(EventOptions.name))
    for (row, field) in fields.enumerated() {
      let districts = field == .district ? shipments.districts(of: event) : []
      if districts.count > 1 { rows[row].1 += "; one of: \(districts.joined(separator: ", "))" }
      example = example.adding(
        EventOptions.name(field), districts.first ?? self.example(field))
    }
    return Diagnostic(
      severity: .error,
      message: "\(event.type.name) needs "
        + options.map { "--\($0.name)" }.joined(separator: ", "),
      details: aligned(rows),
      fix: "for example: \(ShellWord.commandLine("append", example))")
  }

  /// The error of an event without a type.
  static func noType(_ arguments: ParsedArguments) -> Diagnostic {
    let given = Field.allCases.filter { arguments.givenOptions.contains(EventOptions.name($0)) }
    let type = ([EventType.pledged, .delivered] + EventType.allCases)
      .first { type in given.allSatisfy(type.allowedFields.contains) }
    var example = arguments.adding(operand: (type ?? .pledged).name)
    for field in (type ?? .pledged).requiredFields.fields where !isFilledIn(field) {
      guard !given.contains(field) else { continue }
      example = example.adding(EventOptions.name(field), self.example(field))
    }
    return Diagnostic(
      severity: .error, message: "append needs the type of the event, or --input=FILE",
      details: aligned(EventType.allCases.map { ($0.name, $0.meaning) }),
      fix: "for example: \(ShellWord.commandLine("append", example))")
  }

  /// Whether a field has a value of its own accord.
  static func isFilledIn(_ field: Field) -> Bool {
    [.id, .type, .occurredOn, .recordedAt].contains(field)
  }

  /// A value to show what one looks like.
  static func example(_ field: Field) -> String {
    switch field {
    case .shipment: "Busan-1"
    case .items: "mask/N95=10,000 piece"
    case .expectedOn: "2020-02-18"
    case .district: "China/Shanghai"
    case .from: "China"
    case .reason: "why"
    case .replaces: "ID"
    default: "NAME"
    }
  }

  private static func aligned(_ rows: [(String, String)]) -> [String] {
    let width = rows.map(\.0.count).max() ?? 0
    return rows.map { word, meaning in
      word + String(repeating: " ", count: width - word.count + 2) + meaning
    }
  }
}
