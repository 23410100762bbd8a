import Console
import EventLog
import Shipments

/// The options of `append` and `correct`: one for every field, by the field's name.
enum EventOptions {
  /// `occurredOn` becomes `occurred-on`.
  static func name(_ field: Field) -> String {
    if field == .items { return "item" }
    return field.name.reduce(into: "") { name, letter in
      name += letter.isUppercase ? "-\(letter.lowercased())" : String(letter)
    }
  }

  /// The options of all fields but type and sum.
  static let all = options(dayIfNotGiven: "today")
  /// Those of a newer version of an event, of which what is not given stays as it was.
  static let ofVersion = options(dayIfNotGiven: "as it was").filter { $0.name != "replaces" }

  private static func options(dayIfNotGiven: String) -> [Option] {
    Field.allCases.compactMap { field in
      guard let form = form(field, dayIfNotGiven: dayIfNotGiven) else { return nil }
      return Option(
        name: name(field), value: form.value, summary: form.summary,
        lookup: lookup(field),
        isRepeatable: field == .items || field == .jointly || field == .among, group: "Fields")
    }
  }

  /// The kind of names that a field's value is completed with.
  private static func lookup(_ field: Field) -> String? {
    switch field {
    case .shipment: "shipment"
    case .district, .among, .from: "district"
    case .donor, .jointly: "donor"
    case .items: "amount"
    case .replaces: "id"
    default: nil
    }
  }

  private static func form(
    _ field: Field, dayIfNotGiven: String
  ) -> (value: String?, summary: String)? {
    switch field {
    case .type, .sum: nil
    case .id: ("ID", "The event's id (default: a new one)")
    case .occurredOn: ("DATE", "When it happened (default: \(dayIfNotGiven))")
    case .recordedAt: ("INSTANT", "When it was written down (default: now)")
    case .shipment: ("NAME", "What the promise and its deliveries are filed under")
    case .donor: ("PATH", "Who gives")
    case .jointly: ("PATH", "Who gives with the donor")
    case .district: ("PATH", "The recipient district")
    case .among: ("PATH", "A district that shares the promise")
    case .from: ("PATH", "The district that the quantity leaves")
    case .items: ("ITEM", "What and how much, such as 'mask/N95=10,000 piece'")
    case .expectedOn: ("DATE", "The promised day of delivery")
    case .final: (nil, "Nothing more is coming for these items here")
    case .replaces: ("ID", "The event that this is a newer version of")
    case .reason: ("TEXT", "Why")
    case .waybill: ("NAME", "The number of the transport document")
    case .to: ("TEXT", "Who got it")
    case .source: ("TEXT", "The document or address that says so")
    case .recordedBy: ("TEXT", "Who wrote it down")
    case .note: ("TEXT", "Anything else")
    case .extra: ("JSON", "An object that another system needs kept")
    }
  }

  /// Sets the fields that the arguments give; an empty value takes a field away.
  static func apply(
    _ arguments: ParsedArguments, to event: inout Event
  ) throws(CommandError) {
    for field in Field.allCases where arguments.givenOptions.contains(name(field)) {
      try apply(field, arguments, to: &event)
    }
  }

  private static func apply(
    _ field: Field, _ arguments: ParsedArguments, to event: inout Event
  ) throws(CommandError) {
    let name = name(field)
    switch field {
    case .type, .sum: break
    case .id: event.id = try id(arguments.text(name), option: name)
    case .occurredOn: event.occurredOn = try arguments.day(name) ?? event.occurredOn
    case .recordedAt: event.recordedAt = try timestamp(arguments.text(name))
    case .shipment:
      event.shipment = try arguments.given(name) { text throws(CommandError) in
        try arguments.name(text, option: name)
      }
    case .waybill:
      event.waybill = try arguments.given(name) { text throws(CommandError) in
        try arguments.name(text, option: name)
      }
    case .donor: event.donor = try givenPath(name, arguments)
    case .district: event.district = try givenPath(name, arguments)
    case .from: event.from = try givenPath(name, arguments)
    case .jointly: event.jointly = try givenPaths(name, arguments)
    case .among: event.among = try givenPaths(name, arguments)
    case .items: event.items = try items(arguments.values(name))
    case .expectedOn:
      event.expectedOn = arguments.text(name).isEmpty ? nil : try arguments.day(name)
    case .final: event.isFinal = true
    case .replaces:
      event.replaces = try arguments.given(name) { text throws(CommandError) in
        try id(text, option: name)
      }
    case .reason: event.reason = arguments.optionalText(name)
    case .to: event.to = arguments.optionalText(name)
    case .source: event.source = arguments.optionalText(name)
    case .recordedBy: event.recordedBy = arguments.optionalText(name)
    case .note: event.note = arguments.optionalText(name)
    case .extra: event.extra = try object(arguments.text(name))
    }
  }

  private static func givenPath(
    _ name: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> Path? {
    try arguments.given(name) { text throws(CommandError) in
      try arguments.path(text, option: name)
    }
  }

  private static func givenPaths(
    _ name: String, _ arguments: ParsedArguments
  ) throws(CommandError) -> [Path] {
    var paths: [Path] = []
    for text in arguments.values(name) where !text.isEmpty {
      paths.append(try arguments.path(text, option: name))
    }
    return paths
  }

  private static func id(_ text: String, option: String) throws(CommandError) -> EventID {
    do throws(NameFault) {
      return try EventID(text)
    } catch {
      throw .refused(
        "--\(option) \(error.message)", at: .value(of: "--\(option)", text), fix: error.fix)
    }
  }

  private static func timestamp(_ text: String) throws(CommandError) -> Timestamp {
    guard let instant = InstantText.parse(text) else {
      let problem = LineProblem.invalidInstant(text)
      throw .refused(
        "--recorded-at: \(problem.message)", at: .value(of: "--recorded-at"), fix: problem.fix)
    }
    return Timestamp(text: text, instant: instant)
  }

  /// The text of a JSON object on one line; nil where it is empty.
  private static func object(_ text: String) throws(CommandError) -> [UInt8]? {
    guard !text.isEmpty else { return nil }
    // Line ends stand between tokens only: in a string JSON has none.
    let line = text.utf8.map { $0 == 0x0A || $0 == 0x0D ? 0x20 : $0 }
    guard JSONText.isObject(line) else {
      throw .refused(
        "--extra is not a JSON object", at: .value(of: "--extra"),
        fix: "write it as '{\"lot\":\"A-17\"}'")
    }
    return line
  }

  private static func items(_ texts: [String]) throws(CommandError) -> [Item] {
    var items: [Item] = []
    for text in texts {
      do throws(ItemTextFault) {
        items.append(try ItemText.parse(text))
      } catch {
        throw .refused("--item: \(error.message)", at: .value(of: "--item", text), fix: error.fix)
      }
    }
    return items
  }
}

extension ParsedArguments {
  fileprivate func text(_ name: String) -> String { value(name) ?? "" }

  fileprivate func optionalText(_ name: String) -> String? {
    text(name).isEmpty ? nil : text(name)
  }

  /// What an option's text stands for; nil where it is empty.
  fileprivate func given<Value>(
    _ name: String, _ read: (String) throws(CommandError) -> Value
  ) throws(CommandError) -> Value? {
    text(name).isEmpty ? nil : try read(text(name))
  }
}
