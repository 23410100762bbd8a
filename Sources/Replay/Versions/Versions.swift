public import Shipments

/// Which events are in force, of the versions of each fact.
///
/// An event and all that replace it, directly or through others, are versions of one fact. One that
/// is named in a `replaces` is out; of those left, the one with the greatest (`recordedAt`, `id`)
/// is in force. Only events that were recorded by a given instant are looked at.
public struct Versions: Sendable {
  /// The events that do not count, though they were recorded by then.
  private var out: KeySet
  /// The number of the fact that an id is a version of, if it has several.
  private var numbers: [EventKey: Int] = [:]
  /// The facts that have several versions.
  private var facts: [Fact] = []

  /// A fact with several versions.
  public struct Fact: Sendable {
    /// Its versions that the log has and that are not in conflict, each with when it was recorded.
    public var versions: [(id: EventKey, recordedAt: Instant)]
    /// The one in force, if one is.
    public var inForce: EventKey?
  }
  /// Facts of which several versions are left, none of which names the others.
  public private(set) var forks: [[EventKey]] = []

  init(_ revisions: Revisions, knownAt: Instant, _ symbols: borrowing SymbolTable) {
    out = KeySet(revisions.conflicting)
    var facts = Facts()
    var named: Set<EventKey> = []
    for replacement in revisions.replacements where revisions.counts(replacement, by: knownAt) {
      named.insert(replacement.target)
      facts.join(replacement.replacer, replacement.target)
    }
    for ids in facts.all { decide(ids, named, knownAt, revisions, symbols) }
  }

  /// Decides which version of one fact is in force.
  private mutating func decide(
    _ ids: [EventKey], _ named: Set<EventKey>, _ knownAt: Instant, _ revisions: Revisions,
    _ symbols: borrowing SymbolTable
  ) {
    var left: [EventKey] = []
    var found: [(id: EventKey, recordedAt: Instant)] = []
    var winner: (id: EventKey, recordedAt: Instant)?
    for id in ids {
      guard let recordedAt = revisions.recordedAt[id] else { continue }
      // What is in conflict means nothing that is certain.
      if !revisions.conflicting.contains(id) { found.append((id, recordedAt)) }
      if named.contains(id) {
        out.insert(id)
      } else if recordedAt <= knownAt, !out.contains(id) {
        left.append(id)
        if let best = winner {
          let isLater =
            recordedAt != best.recordedAt
            ? best.recordedAt < recordedAt : symbols.precedes(best.id, id)
          guard isLater else { continue }
        }
        winner = (id, recordedAt)
      }
    }
    for id in left where id != winner?.id { out.insert(id) }
    for id in ids { numbers[id] = facts.count }
    facts.append(Fact(versions: found, inForce: winner?.id))
    if left.count > 1 { forks.append(left) }
  }

  /// Whether an event that was recorded by then counts.
  public func isInForce(_ id: EventKey) -> Bool { !out.contains(id) }

  /// The version in force of a fact that has several versions; nil inside where all are out.
  public func versionInForce(of id: EventKey) -> EventKey?? {
    fact(of: id).map(\.inForce)
  }

  /// The number of the fact that an id is a version of; nil where it is the only one.
  public func factNumber(of id: EventKey) -> Int? { numbers[id] }

  /// The fact of a number.
  public func fact(_ number: Int) -> Fact { facts[number] }

  /// The fact that an id is a version of; nil where it is the only one.
  public func fact(of id: EventKey) -> Fact? { numbers[id].map { facts[$0] } }
}

/// The ids that are versions of one fact: sets that are joined.
private struct Facts {
  private var numbers: [EventKey: Int] = [:]
  private var ids: [EventKey] = []
  private var parents: [Int] = []

  mutating func join(_ left: EventKey, _ right: EventKey) {
    let (left, right) = (root(number(left)), root(number(right)))
    parents[max(left, right)] = min(left, right)
  }

  private mutating func number(_ id: EventKey) -> Int {
    if let number = numbers[id] { return number }
    numbers[id] = ids.count
    ids.append(id)
    parents.append(parents.count)
    return ids.count - 1
  }

  private mutating func root(_ number: Int) -> Int {
    var number = number
    while parents[number] != number {
      parents[number] = parents[parents[number]]
      number = parents[number]
    }
    return number
  }

  /// Every fact's ids, in the order of their first mention.
  var all: [[EventKey]] {
    mutating get {
      var facts: [[EventKey]] = []
      var places: [Int: Int] = [:]
      for number in ids.indices {
        let root = root(number)
        if let place = places[root] {
          facts[place].append(ids[number])
        } else {
          places[root] = facts.count
          facts.append([ids[number]])
        }
      }
      return facts
    }
  }
}
