import WaybillKit

/// The log of a coordination office, as an app holds it.
struct Office: Sendable {
  let log: LogFolder

  init(folder: String) {
    log = LogFolder(folder, patience: LockPatience(seconds: 5))
  }

  /// Records an event; false where the log had it already.
  func record(_ event: Event, now: Instant) throws(RecordingError) -> Bool {
    let recorder = try Recorder("app.jsonl", in: log, now: now)
    let outcome = try recorder.record([event])
    return outcome.skipped == 0
  }
}

/// A delivery that was seen with one's own eyes, just now.
func delivery(
  of item: Item, shipment: Name, donor: Path, to district: Path, on day: Day, now: Instant
) -> Event {
  let random = (UInt64.random(in: 0 ... .max), UInt64.random(in: 0 ... .max))
  var event = Event(
    id: EventID(uuidv7At: now, random: random), type: .delivered, occurredOn: day,
    recordedAt: Timestamp(now))
  event.shipment = shipment
  event.donor = donor
  event.district = district
  event.items = [item]
  return event
}

/// Twenty boxes of gloves, worth 160 euros.
func twentyBoxes() throws(NameFault) -> Item {
  var item = Item(item: try Path("glove/nitrile"), unit: try Name("box"), quantity: Quantity(20))
  item.value = Value(amount: Quantity(160), currency: try Name("EUR"))
  return item
}

/// What should be there of an item at a district.
func onHand(
  _ item: Item, at district: Path, in state: borrowing State, _ symbols: borrowing SymbolTable
) -> Quantity {
  guard let district = symbols.find(district.text), let what = symbols.find(item.item.text),
    let unit = symbols.find(item.unit.text)
  else { return .zero }
  let key = StockKey(district: district, item: what, unit: unit)
  for row in state.totals.inventory.rows where row.key == key { return row.onHand }
  return .zero
}

extension Office {
  /// Hands an item out of a district's stock, and records nothing where there is not enough.
  func issue(_ event: Event, _ item: Item, at district: Path, now: Instant) throws -> Bool {
    let recorder = try Recorder("app.jsonl", in: log, now: now)
    let state = try recorder.history.state(at: event.occurredOn)
    let stock = onHand(item, at: district, in: state, recorder.history.symbols)
    guard let quantity = item.quantity, quantity <= stock else { return false }
    _ = try recorder.record([event])
    return true
  }
}

/// The log as it was at one moment, for all threads of an app.
final class Snapshot: Sendable {
  let log: LogFolder
  let history: History

  init(_ log: LogFolder) throws(LogError) {
    self.log = log
    history = try History(log, threads: 2)
  }

  /// How many lines were overdue on a day, as it was known then.
  func overdueCount(at day: Day, knownAt: Instant) throws(ReplayError) -> Int {
    let state = try history.state(at: day, knownAt: knownAt)
    return state.totals.deliveries.lines.count { $0.isOverdue(at: day) }
  }

  /// The open lines of a district as JSON, as `waybill pending --format=json` writes them.
  func pending(at day: Day, district: Path) throws(ReplayError) -> [UInt8] {
    var query = PendingReport.Query()
    query.filter.district = district
    return try history.summarize(PendingReport(at: day, knownAt: nil, query), at: day).json
  }

  /// What each donor gave and what it is worth, as a coloured table of so many columns.
  func donors(at day: Day, width: Int) throws -> String {
    var report = DonorsReport(at: day, knownAt: .distantFuture, knownAtText: nil)
    report.stated = try StatedWorths(of: history.journals, in: log)
    return try history.summarize(report).table(TableStyle(Styling(isEnabled: true), width: width))
  }
}

/// What to tell the person who pressed "record".
func advice(after error: RecordingError) -> String {
  switch error {
  case .append(let failure) where failure.outcome == .unknown:
    "It may be recorded or not. Record it again with the same id."
  case .file(let failure) where failure.isLocked:
    "Another program is recording. Nothing was recorded; try again."
  case .append, .file: "The disk said no. Nothing was recorded; try again."
  case .conflict(let id, let field, _): "\(id) is recorded already, with another \(field.name)."
  case .invalid(_, let fault): "It breaks a rule of the format: \(fault.problem.message)."
  case .foreignJournal(let path): "\(path) was written by another program."
  case .log: "The log cannot be read. Run waybill check."
  }
}
