import Console
import Projections
import Replay
import Shipments

extension Intake {
  /// What is odd about an event, though it is recorded; throws where its line is closed.
  func warnings(
    about event: Event, _ history: borrowing History
  ) throws(CommandError) -> [Diagnostic] {
    // Where ids are in conflict there is no state; the event may be the one that settles it.
    guard let state = try? history.state(at: .last) else { return [] }
    try refuseClosed(event, state, history)
    return unknownReplaced(by: event, history) + repetitions(of: event, history)
      + overAllocations(by: event, state, history)
  }

  /// Throws where the event is a promise on a closed line.
  func refuseClosed(_ event: Event, _ history: borrowing History) throws(CommandError) {
    guard !event.items.isEmpty, let state = try? history.state(at: .last) else { return }
    try refuseClosed(event, state, history)
  }

  /// A promise on a closed line wants another shipment.
  private func refuseClosed(
    _ event: Event, _ state: borrowing State, _ history: borrowing History
  ) throws(CommandError) {
    let promises: [EventType] = [.pledged, .allocated, .purchased, .dispatched]
    guard promises.contains(event.type), let shipment = event.shipment?.text else { return }
    for item in event.items {
      guard let line = line(event, item, at: event.district, state, history), line.isClosed else {
        continue
      }
      throw .refused(
        "\(item.item) of \(shipment) for \(event.district?.text ?? "") is closed: "
          + "nothing more is coming under it",
        fix: "file it under another shipment, such as --shipment="
          + ShellWord.quoted(unusedName(like: shipment)))
    }
  }

  private func line(
    _ event: Event, _ item: Item, at district: Path?, _ state: borrowing State,
    _ history: borrowing History
  ) -> DeliveryLine? {
    guard let shipment = event.shipment.flatMap({ history.symbols.find($0.text) }),
      let district = district.flatMap({ history.symbols.find($0.text) }),
      let itemSymbol = history.symbols.find(item.item.text),
      let unit = history.symbols.find(item.unit.text)
    else { return nil }
    let key = LineKey(shipment: shipment, district: district, item: itemSymbol, unit: unit)
    return state.totals.deliveries.lines.first { $0.key == key }
  }

  /// `NAME-2`, or the next number that no shipment has.
  private func unusedName(like name: String) -> String {
    var number = 2
    while isShipment("\(name)-\(number)") { number += 1 }
    return "\(name)-\(number)"
  }

  /// What takes the place of an event that nobody has seen yet; it may come from another site.
  private func unknownReplaced(by event: Event, _ history: borrowing History) -> [Diagnostic] {
    guard let id = event.replaces?.text, history.row(of: id) == nil else { return [] }
    return [
      Diagnostic(
        severity: .warning,
        message: "the log has no event with the id \(id); this one replaces it once it is there",
        argument: .value(of: "--replaces"),
        fix: "if the id is mistyped: waybill void \(event.id) --reason='wrong id'")
    ]
  }

  /// The same thing recorded before under another id.
  private func repetitions(of event: Event, _ history: borrowing History) -> [Diagnostic] {
    guard let shipment = event.shipment.flatMap({ history.symbols.find($0.text) }) else {
      return []
    }
    let versions = history.versions()
    var earlier: EventKey?
    history.forEachEvent { _, other, batch in
      guard earlier == nil, other.shipment == shipment, other.type == event.type,
        other.occurredOn == event.occurredOn, versions.isInForce(other.id),
        other.id != history.key(of: event.id.text),
        event.replaces.flatMap({ history.key(of: $0.text) }) != other.id,
        isSame(other, batch, event, history.symbols)
      else { return }
      earlier = other.id
    }
    guard let earlier else { return [] }
    let id = history.symbols.text(of: earlier)
    return [
      Diagnostic(
        severity: .warning,
        message: "the same was recorded before, as \(id); so it counts twice",
        fix: "if it happened once: waybill void \(event.id) --reason='recorded twice'")
    ]
  }

  private func isSame(
    _ other: EventRecord, _ batch: Batch, _ event: Event, _ symbols: borrowing SymbolTable
  ) -> Bool {
    guard other.district == event.district.flatMap({ symbols.find($0.text) }) ?? .none,
      Int(other.itemCount) == event.items.count, !event.items.isEmpty
    else { return false }
    for (row, item) in zip(batch.itemRows(of: other), event.items) {
      let held = batch.items[row]
      guard held.item == symbols.find(item.item.text), held.unit == symbols.find(item.unit.text),
        held.quantity == item.quantity ?? .zero, held.isStated == (item.quantity != nil)
      else { return false }
    }
    return true
  }

  /// Allocations of more than the line that they leave has.
  private func overAllocations(
    by event: Event, _ state: borrowing State, _ history: borrowing History
  ) -> [Diagnostic] {
    guard event.type == .allocated else { return [] }
    var warnings: [Diagnostic] = []
    for item in event.items {
      let line = line(event, item, at: event.from, state, history)
      if line?.isAnyUnstated == true { continue }
      let left = line?.capacity ?? .zero
      guard let quantity = item.quantity, quantity > left else { continue }
      warnings.append(
        Diagnostic(
          severity: .warning,
          message: "\(quantity) \(item.unit) of \(item.item) are allocated, but \(left) are left "
            + "at \(event.from?.text ?? "")",
          fix: "correct the quantity with waybill correct \(event.id) --item="))
    }
    return warnings
  }
}
