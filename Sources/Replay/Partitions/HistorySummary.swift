import Projections
public import Shipments

/// What a report keeps of the parts of a log, each of which is a history of its own.
///
/// A shipment is whole in one part, a fact or a district may be in several. Symbols of districts, items,
/// units and donors mean the same in all parts; those of shipments do not.
public protocol HistorySummary: Sendable {
  /// By which instants the report knows the log.
  var instants: [Instant] { get }

  /// Adds a part; `versions` has those of each instant, decided over all parts.
  mutating func add(_ history: borrowing History, _ versions: [Versions]) throws(Overflow)

  /// Adds what another summary kept of other parts.
  mutating func merge(_ other: Self) throws(Overflow)

  /// Settles what hangs on all parts, once they are in; the symbols are those that all of them share.
  mutating func finish(_ symbols: borrowing SymbolTable) throws(Overflow)
}

extension HistorySummary {
  /// Settles nothing.
  public mutating func finish(_ symbols: borrowing SymbolTable) {}
}

/// A report on one state, as a summary of the parts of a log.
///
/// A part has most of the stocks, so that it does not hand them over one by one: all of them add to the same.
struct StateSum<Summary: StateSummary>: HistorySummary {
  var summary: Summary
  let at: Day
  let knownAt: Instant
  private var stocks = Inventory()

  init(_ summary: Summary, at: Day, knownAt: Instant) {
    self.summary = summary
    self.at = at
    self.knownAt = knownAt
  }

  var instants: [Instant] { [knownAt] }

  mutating func add(_ history: borrowing History, _ versions: [Versions]) throws(Overflow) {
    let state = try history.state(at: at, knownAt: knownAt, versions[0], addingTo: &stocks)
    try summary.add(state, history.symbols)
  }

  mutating func merge(_ other: StateSum) throws(Overflow) {
    try summary.merge(other.summary)
    try stocks.merge(other.stocks)
  }

  mutating func finish(_ symbols: borrowing SymbolTable) throws(Overflow) {
    let stocks = State(at: at, eventCount: 0, totals: Totals(addingTo: self.stocks))
    try summary.add(stocks, symbols)
    try summary.finish()
  }
}

extension History {
  /// What a report keeps of the whole log.
  public func summarize<Summary: HistorySummary>(
    _ empty: Summary
  ) throws(ReplayError) -> Summary {
    try refuseConflicts()
    let versions = empty.instants.map { self.versions(knownAt: $0) }
    var summary = empty
    do throws(Overflow) {
      try summary.add(self, versions)
      try summary.finish(symbols)
    } catch {
      throw .overflow(error.place)
    }
    return summary
  }

  /// What a report keeps of the state of the whole log.
  public func summarize<Summary: StateSummary>(
    _ empty: Summary, at: Day, knownAt: Instant = .distantFuture
  ) throws(ReplayError) -> Summary {
    try summarize(StateSum(empty, at: at, knownAt: knownAt)).summary
  }
}
