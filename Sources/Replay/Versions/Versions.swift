public import Shipments

/// Which events are in force, of the versions of each fact.
///
/// An event and all that replace it, directly or through others, are versions of one fact. One that
/// is named in a `replaces` is out; of those left, the one with the greatest (`recordedAt`, `id`)
/// is in force. Only events that were recorded by a given instant are looked at.
public struct Versions: Sendable {
  private let revisions: Revisions
  /// The events that do not count, though they were recorded by then.
  private var out: KeySet
  /// The facts that have several versions, as sets of the revisions' ids.
  private let facts: FactSets
  /// The version of each fact that is in force.
  private var inForce: [Int?] = []
  /// Facts of which several versions are left, none of which names the others.
  public private(set) var forks: [[EventKey]] = []

  /// A fact with several versions.
  public struct Fact: Sendable {
    /// Its versions that the log has and that are not in conflict, each with when it was recorded.
    public var versions: [(id: EventKey, recordedAt: Instant)]
    /// The one in force, if one is.
    public var inForce: EventKey?
  }

  init(_ revisions: Revisions, knownAt: Instant, _ symbols: borrowing SymbolTable) {
    self.revisions = revisions
    out = KeySet(revisions.conflicting)
    let count = revisions.ids.count
    var isNamed = [Bool](repeating: false, count: count)
    var joined = JoinedNumbers(count: count)
    for replacement in revisions.replacements where revisions.counts(replacement, by: knownAt) {
      isNamed[replacement.target] = true
      joined.join(replacement.replacer, replacement.target)
    }
    facts = FactSets(&joined)
    inForce.reserveCapacity(facts.count)
    for fact in 0..<facts.count { decide(facts[fact], isNamed, knownAt, symbols) }
  }

  /// Decides which version of one fact is in force.
  private mutating func decide(
    _ versions: ArraySlice<Int32>, _ isNamed: [Bool], _ knownAt: Instant,
    _ symbols: borrowing SymbolTable
  ) {
    var winner: (number: Int, recordedAt: Instant)?
    var fork: [EventKey] = []
    for version in versions.lazy.map(Int.init) {
      guard let recordedAt = revisions.recordedAt[version] else { continue }
      let id = revisions.ids[version]
      if isNamed[version] {
        out.insert(id)
      } else if recordedAt <= knownAt, !revisions.isConflicting(version) {
        if let best = winner {
          let bestID = revisions.ids[best.number]
          if fork.isEmpty { fork.append(bestID) }
          fork.append(id)
          let isLater =
            recordedAt != best.recordedAt
            ? best.recordedAt < recordedAt : symbols.precedes(bestID, id)
          out.insert(isLater ? bestID : id)
          guard isLater else { continue }
        }
        winner = (version, recordedAt)
      }
    }
    inForce.append(winner?.number)
    if !fork.isEmpty { forks.append(fork) }
  }

  /// Whether an event that was recorded by then counts.
  public func isInForce(_ id: EventKey) -> Bool { !out.contains(id) }

  /// The version in force of a fact that has several versions; nil inside where all are out.
  public func versionInForce(of id: EventKey) -> EventKey?? {
    factNumber(of: id).map { inForce[$0].map { revisions.ids[$0] } }
  }

  /// The number of the fact that an id is a version of; nil where it is the only one.
  public func factNumber(of id: EventKey) -> Int? {
    revisions.ids.number(of: id).flatMap { facts.fact(of: $0) }
  }

  /// The fact of a number.
  public func fact(_ number: Int) -> Fact {
    var fact = Fact(versions: [], inForce: inForce[number].map { revisions.ids[$0] })
    for version in facts[number].lazy.map(Int.init) where !revisions.isConflicting(version) {
      guard let recordedAt = revisions.recordedAt[version] else { continue }
      fact.versions.append((revisions.ids[version], recordedAt))
    }
    return fact
  }

  /// The fact that an id is a version of; nil where it is the only one.
  public func fact(of id: EventKey) -> Fact? { factNumber(of: id).map(fact) }
}
