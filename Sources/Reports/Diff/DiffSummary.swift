import Projections
public import Replay
public import Shipments

/// What changed between two reports: the events by their places, and what they did to each district.
public struct DiffSummary: HistorySummary, Sendable {
  /// An event of the log, and its order.
  struct Found: Sendable {
    var place: Place
    var occurredOn: Day
    var recordedAt: Instant
    var id: String
    /// Whether a listing with the report's filters shows it.
    var isShown: Bool
  }

  /// The versions of a fact that were in force in each report.
  struct Correction: Sendable {
    var old: Found?
    var new: Found?
  }

  let pair: ReportPair
  private let filter: EventFilter
  /// Whether what happened since is listed, and what it all did to each district; a page, which has no
  /// filter, needs neither.
  var isWhole = true
  private(set) var entered: [Cause: [Found]] = [:]
  private(set) var corrections: [Correction] = []
  /// What each cause did to each district, once the summary is finished.
  private(set) var effects: [RowSums<DistrictSums>]
  /// The districts before each cause, where it changes something; `effects` has those after it meanwhile.
  private var before: [RowSums<DistrictSums>]
  /// The facts of which a version entered or left, by their numbers in the later report.
  private var changed: Set<Int> = []
  /// The events of facts with several versions.
  private var versions: [EventKey: Found] = [:]
  /// Those of them that count in the earlier report only.
  private var leaving: Set<EventKey> = []
  private var decided: [Versions] = []

  /// Begins a comparison of the reports of two days.
  public init(from: Day, to: Day, filter: RowFilter = RowFilter()) {
    pair = ReportPair(from: from, to: to)
    self.filter = EventFilter(at: to, knownAt: .distantFuture, rows: filter)
    effects = Cause.allCases.map { _ in RowSums(filter) }
    before = effects
  }

  /// The ends of both days.
  public var instants: [Instant] { [pair.known.before, pair.known.after] }

  /// Adds what changed in a part of the log.
  public mutating func add(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) {
    decided = versions
    var causes: Set<Cause> = []
    var isTouched = [Bool](repeating: false, count: history.symbols.count)
    let (pair, earlier, later) = (pair, versions[0], versions[1])
    let after = try stateAfter(history, versions)
    var filter = filter
    filter.lookUp(in: after, history.symbols)
    let shown = filter
    // Those of this part alone: a copy of what is known already would be made for each part.
    var (entered, changed, leaving): ([Cause: [Found]], Set<Int>, Set<EventKey>) = ([:], [], [])
    var kept: [EventKey: Found] = [:]
    history.forEachEvent { _, event, batch in
      let number = later.factNumber(of: event.id)
      func found() -> Found {
        Found(
          place: event.place, occurredOn: event.occurredOn, recordedAt: event.recordedAt,
          id: history.symbols.text(of: event.id),
          isShown: shown.matches(event, batch, history.symbols))
      }
      if number != nil { kept[event.id] = found() }
      let change = pair.change(of: event, earlier, later)
      switch change {
      case .stays, .absent: return
      case .leaves, .enters(.corrections):
        causes.insert(.corrections)
        if case .leaves = change { leaving.insert(event.id) }
        if let number { changed.insert(number) }
      case .enters(let cause):
        causes.insert(cause)
        guard isWhole || cause != .newFacts else { return }
        let found = found()
        if found.isShown { entered[cause, default: []].append(found) }
      }
      isTouched[Int(event.shipment.number)] = true
    }
    add(entered, changed, leaving, kept)
    guard isWhole else { return }
    try addEffects(history, versions, causes, isTouched)
    try addDays(after, history.symbols)
  }

  /// The later report's state; nothing where only corrections and late facts are asked for.
  private func stateAfter(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) -> State {
    let (pair, isWhole, earlier, later) = (pair, isWhole, versions[0], versions[1])
    return try history.state(at: pair.to) { event in
      guard isWhole else { return false }
      return switch pair.change(of: event, earlier, later) {
      case .stays, .enters: true
      case .absent, .leaves: false
      }
    }
  }

  /// Adds the differences that each cause makes, when the causes are applied one after the other.
  ///
  /// Only the shipments of which events enter or leave are replayed: what hangs together is of one
  /// shipment, so that the others add the same before and after. So do events of no shipment that stay.
  private mutating func addEffects(
    _ history: borrowing History, _ versions: [Versions], _ causes: Set<Cause>, _ isTouched: [Bool]
  ) throws(Overflow) {
    guard !causes.isEmpty else { return }
    let (pair, earlier, later) = (pair, versions[0], versions[1])
    func state(after cause: Cause?) throws(Overflow) -> State {
      try history.state(at: pair.from) { event in
        guard isTouched[Int(event.shipment.number)] else { return false }
        return switch pair.change(of: event, earlier, later) {
        case .stays: event.shipment != .none
        case .absent: false
        case .leaves: cause == nil || cause == .lateFacts
        case .enters(let entered): cause.map { entered.rawValue <= $0.rawValue } ?? false
        }
      }
    }
    var current = try state(after: nil)
    for cause in Cause.allCases where causes.contains(cause) {
      try before[cause.rawValue].add(current, history.symbols)
      current = try state(after: cause)
      try effects[cause.rawValue].add(current, history.symbols)
    }
  }

  /// Adds what the days between do to the lines of the later report.
  private mutating func addDays(
    _ state: borrowing State, _ symbols: borrowing SymbolTable
  ) throws(Overflow) {
    let days = Cause.days.rawValue
    try before[days].addOverdue(of: state, at: pair.from, unlike: pair.to, symbols)
    try effects[days].addOverdue(of: state, at: pair.to, unlike: pair.from, symbols)
  }

  /// Adds events and facts of another part.
  private mutating func add(
    _ entered: [Cause: [Found]], _ changed: Set<Int>, _ leaving: Set<EventKey>,
    _ versions: [EventKey: Found]
  ) {
    for (cause, events) in entered { self.entered[cause, default: []] += events }
    self.changed.formUnion(changed)
    self.leaving.formUnion(leaving)
    self.versions.merge(versions) { first, _ in first }
  }

  /// Adds what changed in other parts.
  public mutating func merge(_ other: DiffSummary) throws(Overflow) {
    if decided.isEmpty { decided = other.decided }
    add(other.entered, other.changed, other.leaving, other.versions)
    for row in effects.indices {
      try effects[row].merge(other.effects[row])
      try before[row].merge(other.before[row])
    }
  }

  /// Puts the versions of corrected facts beside each other, and everything in order.
  public mutating func finish(_ symbols: borrowing SymbolTable) throws(Overflow) {
    for row in effects.indices { try effects[row].subtract(before[row]) }
    for cause in entered.keys { entered[cause]?.sort() }
    for number in changed {
      let fact = decided[1].fact(number)
      let known = fact.versions.filter {
        $0.recordedAt <= pair.known.before && decided[0].isInForce($0.id)
      }
      // Facts that only became one later may each have a version; one that counted says more.
      let left = known.filter { leaving.contains($0.id) }
      let old = (left.isEmpty ? known : left).compactMap { versions[$0.id] }.max(by: recording)
      let new = fact.inForce.flatMap { versions[$0] }
      guard old?.isShown == true || new?.isShown == true else { continue }
      corrections.append(Correction(old: old, new: new))
    }
    corrections.sort { left, right in
      guard let left = left.new ?? left.old, let right = right.new ?? right.old else {
        return false
      }
      return left < right
    }
    versions = [:]
  }

  private func recording(_ left: Found, _ right: Found) -> Bool {
    if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
    return ByteOrder.precedes([left.id], [right.id])
  }
}

extension DiffSummary.Found: Comparable {
  /// By day, then by recording, then by id.
  static func < (left: DiffSummary.Found, right: DiffSummary.Found) -> Bool {
    if left.occurredOn != right.occurredOn { return left.occurredOn < right.occurredOn }
    if left.recordedAt != right.recordedAt { return left.recordedAt < right.recordedAt }
    return ByteOrder.precedes([left.id], [right.id])
  }

  static func == (left: DiffSummary.Found, right: DiffSummary.Found) -> Bool {
    left.place == right.place
  }
}
