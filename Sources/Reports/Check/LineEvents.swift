import Console
import Projections
import Replay
import Shipments

/// When the events of each delivery line happened, and where they stand.
struct LineEvents {
  /// The events of one line that some finding is about.
  struct Moments {
    var firstPromise: (day: Day, place: Place)?
    var lastPromise: (day: Day, place: Place)?
    var firstDelivery: (day: Day, place: Place)?
    var lastDelivery: (day: Day, place: Place)?
    var closing: (day: Day, place: Place)?
    var allocationOut: (day: Day, place: Place)?
  }

  private(set) var lines: [LineKey: Moments] = [:]
  /// The first promise of a shipment, item and unit, whatever the district.
  private(set) var firstPromises: [LineKey: Day] = [:]

  init(_ history: borrowing History, _ versions: Versions, at day: Day) {
    history.forEachEvent { _, event, batch in
      guard event.occurredOn <= day, versions.isInForce(event.id), event.shipment != .none else {
        return
      }
      for itemRow in batch.itemRows(of: event) { add(event, batch.items[itemRow], batch) }
    }
  }

  private mutating func add(_ event: EventRecord, _ item: ItemRecord, _ batch: Batch) {
    let moment = (day: event.occurredOn, place: event.place)
    let key = LineKey(
      shipment: event.shipment, district: event.district, item: item.item, unit: item.unit)
    var moments = lines[key] ?? Moments()
    if Posting.of(event.type).items != nil {
      moments.firstPromise = earlier(moments.firstPromise, moment)
      moments.lastPromise = later(moments.lastPromise, moment)
      var anywhere = key
      anywhere.district = .none
      firstPromises[anywhere] = min(firstPromises[anywhere] ?? .last, event.occurredOn)
    }
    if event.type == .delivered {
      moments.firstDelivery = earlier(moments.firstDelivery, moment)
      moments.lastDelivery = later(moments.lastDelivery, moment)
    }
    let closes = event.type == .cancelled && !item.isStated || event.isFinal
    if closes { moments.closing = earlier(moments.closing, moment) }
    lines[key] = moments
    guard event.type == .allocated, let from = batch.relations(of: event)?.from else { return }
    var leaving = key
    leaving.district = from
    lines[leaving, default: Moments()].allocationOut = moment
  }

  private func earlier(
    _ held: (day: Day, place: Place)?, _ new: (day: Day, place: Place)
  ) -> (day: Day, place: Place) {
    guard let held, held.day <= new.day else { return new }
    return held
  }

  private func later(
    _ held: (day: Day, place: Place)?, _ new: (day: Day, place: Place)
  ) -> (day: Day, place: Place) {
    guard let held, held.day > new.day else { return new }
    return held
  }
}

extension LogFindings {
  /// What is odd about delivery lines.
  mutating func findOddLines(_ events: LineEvents, _ state: borrowing State) {
    for line in state.totals.deliveries.lines {
      guard let moments = events.lines[line.key] else { continue }
      findOdd(line, moments, events)
    }
    findUnpromisedDeliveries(events, state)
  }

  private mutating func findOdd(
    _ line: DeliveryLine, _ moments: LineEvents.Moments, _ events: LineEvents
  ) {
    let name = name(of: line)
    if line.status == .overDelivered {
      add(
        .warning, at: moments.lastDelivery?.place,
        "more was delivered than promised: \(line.quantity(.delivered)) of \(line.promised) \(name)",
        fix: "correct the delivery, or append what was promised beside")
    }
    var anywhere = line.key
    anywhere.district = .none
    if let delivery = moments.firstDelivery, let promise = events.firstPromises[anywhere],
      delivery.day < promise
    {
      add(
        .warning, at: delivery.place,
        "a delivery on \(delivery.day) before the first promise on \(promise): \(name)",
        fix: "correct the day of the one that is wrong")
    }
    if let closing = moments.closing, let promise = moments.lastPromise, promise.day > closing.day {
      add(
        .warning, at: promise.place,
        "a promise on \(promise.day) for a line that was closed on \(closing.day): \(name)",
        fix: "void it and append it under another shipment")
    }
    if line.promised < .zero {
      add(
        .warning, at: moments.allocationOut?.place,
        "more was allocated to others than was promised: \(name)",
        fix: "correct the allocation, or append the promise that is missing")
    }
  }

  private func name(of line: DeliveryLine) -> String {
    "\(text(line.key.item)), \(text(line.key.unit)), of \(text(line.key.shipment)) for "
      + text(line.key.district)
  }

  /// An open line beside a delivery that nothing promised: they may be the same goods.
  private mutating func findUnpromisedDeliveries(
    _ events: LineEvents, _ state: borrowing State
  ) {
    var open: [Symbol: [DeliveryLine]] = [:]
    for line in state.totals.deliveries.lines where line.outstanding > .zero {
      open[line.key.shipment, default: []].append(line)
    }
    for line in state.totals.deliveries.lines {
      guard line[.delivered] > 0, !line.isPromise, line.drawnFor == .zero else { continue }
      for other in open[line.key.shipment] ?? [] where isRelated(line.key, other.key) {
        add(
          .warning, at: events.lines[line.key]?.firstDelivery?.place,
          "a delivery that nothing promised, \(name(of: line)), beside the open line "
            + name(of: other),
          fix: "if they are the same goods, correct the delivery's item, unit or district")
      }
    }
  }

  /// Whether two lines may be about the same goods: one item at or below the other.
  private func isRelated(_ left: LineKey, _ right: LineKey) -> Bool {
    history.symbols.isAtOrBelow(left.item, right.item)
      || history.symbols.isAtOrBelow(right.item, left.item)
  }
}
