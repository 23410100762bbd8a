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

  /// Settles what hangs on all parts, once they are in.
  mutating func finish() throws(Overflow)
}

extension HistorySummary {
  /// Settles nothing.
  public mutating func finish() {}
}

/// A report on one state, as a summary of the parts of a log.
struct StateSum<Summary: StateSummary>: HistorySummary {
  var summary: Summary
  let at: Day
  let knownAt: Instant

  var instants: [Instant] { [knownAt] }

  mutating func add(_ history: borrowing History, _ versions: [Versions]) throws(Overflow) {
    let state = try history.state(at: at, knownAt: knownAt, versions[0])
    try summary.add(state, history.symbols)
  }

  mutating func merge(_ other: StateSum) throws(Overflow) { try summary.merge(other.summary) }

  mutating func finish() throws(Overflow) { try summary.finish() }
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
      try summary.finish()
    } catch {
      throw .overflow(error.place)
    }
    return summary
  }

  /// What a report keeps of the state of the whole log.
  public func summarize<Summary: StateSummary>(
    _ empty: Summary, at: Day, knownAt: Instant = .distantFuture
  ) throws(ReplayError) -> Summary {
    try summarize(StateSum(summary: empty, at: at, knownAt: knownAt)).summary
  }
}
