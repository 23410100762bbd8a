import Shipments

/// What of a log decides which versions are in force: what replaces what, and which ids are in conflict.
///
/// It is gathered partition by partition, since versions of one fact may stand in several.
struct Revisions: Sendable {
  /// An event that says that it replaces another one, by the numbers of their ids.
  struct Replacement: Sendable {
    var replacer: Int
    var target: Int
  }

  /// The events that replace others, or are replaced.
  private(set) var ids = KeySet()
  /// When each of them was written down; nil where the log does not have it.
  private(set) var recordedAt: [Instant?] = []
  /// Every `replaces`, each once.
  private(set) var replacements: [Replacement] = []
  /// Ids whose lines mean different things.
  private(set) var conflicting: Set<EventKey> = []

  /// Gathers those of a history; `replaced` has every id that any event of the log replaces.
  mutating func add(_ census: borrowing Census, replaced: KeySet) {
    for copy in census.copies where copy.conflict != nil {
      conflicting.insert(census[copy.original].id)
    }
    guard !replaced.isEmpty else { return }
    census.forEachRow { _, event, batch in
      let target = batch.relations(of: event)?.replaces
      guard target != nil || replaced.contains(event.id) else { return }
      let replacer = number(of: event.id)
      add(replacer, event.recordedAt)
      guard let target else { return }
      replacements.append(Replacement(replacer: replacer, target: number(of: target)))
    }
  }

  /// Adds those of other partitions.
  mutating func merge(_ other: Revisions) {
    conflicting.formUnion(other.conflicting)
    let numbers = other.recordedAt.indices.map { number(of: other.ids[$0]) }
    for (number, instant) in zip(numbers, other.recordedAt) {
      if let instant { add(number, instant) }
    }
    for replacement in other.replacements {
      replacements.append(
        Replacement(
          replacer: numbers[replacement.replacer], target: numbers[replacement.target]))
    }
  }

  private mutating func number(of id: EventKey) -> Int {
    let number = ids.insert(id)
    if number == recordedAt.count { recordedAt.append(nil) }
    return number
  }

  /// An id that stands in two partitions means two things.
  private mutating func add(_ number: Int, _ instant: Instant) {
    if recordedAt[number] != nil { conflicting.insert(ids[number]) }
    recordedAt[number] = instant
  }

  func isConflicting(_ number: Int) -> Bool {
    !conflicting.isEmpty && conflicting.contains(ids[number])
  }

  /// Whether a replacement counts, by an instant: an event in conflict means nothing that is certain.
  func counts(_ replacement: Replacement, by knownAt: Instant) -> Bool {
    guard !isConflicting(replacement.replacer),
      let recordedAt = recordedAt[replacement.replacer]
    else { return false }
    return recordedAt <= knownAt
  }

  /// The ids in conflict that no event settles by replacing them.
  var openConflicts: Set<EventKey> {
    guard !conflicting.isEmpty else { return [] }
    return replacements.reduce(into: conflicting) { open, replacement in
      if !isConflicting(replacement.replacer) { open.remove(ids[replacement.target]) }
    }
  }
}
