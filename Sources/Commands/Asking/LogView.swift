import Console
import EventLog
import Projections
import Replay
import Reports
import Shipments

/// The log as somebody sees it who is being asked: read without a lock, while others go on writing.
struct LogView: ~Copyable {
  let history: History
  let known: KnownNames
  let shipments: ShipmentNames
  let intake: Intake
  /// All lines as they stand; empty where ids are in conflict.
  private let lines: [DeliveryLine]
  private let uses: LatestUses

  init(_ history: consuming History) {
    known = KnownNames(history)
    shipments = ShipmentNames(history)
    intake = Intake(known)
    uses = LatestUses(history)
    if let state = try? history.state(at: .last) {
      lines = state.totals.deliveries.lines
    } else {
      lines = []
    }
    self.history = history
  }

  /// The log that the arguments name; one that is not there yet has no events.
  static func read(
    _ arguments: ParsedArguments, around shipment: String?, _ context: inout Context
  ) throws(CommandError) -> LogView {
    let seeds = Seeds(shipments: [shipment].compactMap(\.self))
    return LogView(
      try context.historySoFar(context.folder(arguments), arguments, around: seeds))
  }

  /// The line that an item of an event belongs to.
  func line(_ event: Event, _ item: Item) -> DeliveryLine? {
    lines.first { line in
      text(line.key.shipment) == event.shipment?.text
        && text(line.key.district) == event.district?.text
        && text(line.key.item) == item.item.text && text(line.key.unit) == item.unit.text
    }
  }

  private func text(_ symbol: Symbol) -> String { history.symbols.text(of: symbol) }
}

// MARK: - What may be meant

extension LogView {
  /// The known names that an answer is most likely one of, best first.
  func choices(for field: Field, of event: Event) -> Choices {
    switch field {
    case .shipment: Choices(shipmentChoices(event.type))
    case .district where ![.pledged, .allocated].contains(event.type):
      Choices(named(shipments.districts(of: event), else: latest(uses.districts)))
    case .from: Choices(named(shipments.districts(of: event), else: latest(uses.districts)))
    case .district: Choices(named(latest(uses.districts)))
    case .donor: Choices(named(latest(uses.donors)))
    case .items: Choices(itemChoices(event))
    default: Choices([])
    }
  }

  /// All known names of a field, to find the nearest ones.
  func names(of field: Field) -> [String] {
    switch field {
    case .shipment: known.shipments
    case .district, .from: known.districts
    case .donor: known.donors
    default: []
    }
  }

  /// After a promise, the shipments of which something is still to come stand first.
  private func shipmentChoices(_ type: EventType) -> [Choice] {
    let names = latest(uses.shipments)
    guard type != .pledged else { return named(names) }
    let open = Dictionary(grouping: lines.filter(\.isOpen)) { text($0.key.shipment) }
    let others = names.filter { open[$0] == nil }
    return names.compactMap { name in
      open[name].map { Choice(text: name, remark: toCome($0)) }
    } + named(others)
  }

  private func itemChoices(_ event: Event) -> [Choice] {
    let open = lines.filter { line in
      line.isOpen && text(line.key.shipment) == event.shipment?.text
        && text(line.key.district) == (event.from ?? event.district)?.text
    }
    guard open.isEmpty else {
      return open.map { line in
        Choice(
          text: text(line.key.item), unit: text(line.key.unit), remark: amountToCome(line))
      }.sorted { ($0.text, $0.unit) < ($1.text, $1.unit) }
    }
    return uses.items(history.symbols).map { Choice(text: $0.item, unit: $0.unit) }
  }

  private func toCome(_ lines: [DeliveryLine]) -> String {
    guard let line = lines.first else { return "" }
    let rest = lines.count > 1 ? ", and more" : ""
    return "\(amountToCome(line, text(line.key.unit))) of \(text(line.key.item))\(rest)"
  }

  private func amountToCome(_ line: DeliveryLine, _ unit: String? = nil) -> String {
    let amount = line.isUnspecified ? "?" : Shown.quantity(line.outstanding)
    return unit.map { "to come: \(amount) \($0)" } ?? "\(amount) to come"
  }

  private func latest(_ uses: [Symbol: Instant]) -> [String] {
    LatestUses.sorted(uses, history.symbols)
  }

  private func named(_ texts: [String], else others: [String] = []) -> [Choice] {
    (texts.isEmpty ? others : texts).map { Choice(text: $0) }
  }
}
