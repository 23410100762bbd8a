public import Shipments

/// Which events are in force, of the versions of each fact.
///
/// An event and all that replace it, directly or through others, are versions of one fact. One that
/// is named in a `replaces` is out; of those left, the one with the greatest (`recordedAt`, `id`)
/// is in force. Only events that were recorded by a given instant are looked at.
public struct Versions: Sendable {
  /// The events that do not count, though they were recorded by then.
  private(set) var out: Set<EventRow> = []
  /// The event in force, if any, of each fact that has several versions, by every id of the fact.
  private var inForce: [EventKey: EventRow?] = [:]
  /// Facts of which several versions are left, none of which names the others.
  public private(set) var forks: [[EventRow]] = []

  /// A line of the log that says: this event replaces that id.
  struct Replacement: Sendable {
    var replacer: EventRow
    var target: EventKey
  }

  init(
    _ replacements: [Replacement], excluding excluded: Set<EventRow>, knownAt: Instant,
    _ census: borrowing Census, _ symbols: borrowing SymbolTable
  ) {
    out = excluded
    var facts = Facts()
    var named: Set<EventKey> = []
    for replacement in replacements {
      let replacer = census[replacement.replacer]
      guard replacer.recordedAt <= knownAt, !excluded.contains(replacement.replacer) else {
        continue
      }
      named.insert(replacement.target)
      facts.join(replacer.id, replacement.target)
    }
    for ids in facts.all {
      decide(ids, named, knownAt, census, symbols)
    }
  }

  /// Decides which version of one fact is in force.
  private mutating func decide(
    _ ids: [EventKey], _ named: Set<EventKey>, _ knownAt: Instant,
    _ census: borrowing Census, _ symbols: borrowing SymbolTable
  ) {
    var left: [EventRow] = []
    for id in ids {
      guard let row = census.row(of: id) else { continue }
      if named.contains(id) {
        out.insert(row)
      } else if census[row].recordedAt <= knownAt, !out.contains(row) {
        left.append(row)
      }
    }
    var winner: EventRow?
    for row in left {
      guard let best = winner else {
        winner = row
        continue
      }
      if isLater(census[row], than: census[best], symbols) { winner = row }
    }
    for row in left where row != winner { out.insert(row) }
    for id in ids { inForce[id] = winner }
    if left.count > 1 { forks.append(left.sorted()) }
  }

  private func isLater(
    _ event: EventRecord, than other: EventRecord, _ symbols: borrowing SymbolTable
  ) -> Bool {
    event.recordedAt != other.recordedAt
      ? other.recordedAt < event.recordedAt : symbols.precedes(other.id, event.id)
  }

  /// Whether an event that was recorded by then counts.
  public func isInForce(_ row: EventRow) -> Bool { !out.contains(row) }

  /// The version in force of a fact that has several versions; nil inside where all are out.
  public func versionInForce(of id: EventKey) -> EventRow?? { inForce[id] }
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
