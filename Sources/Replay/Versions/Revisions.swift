import Shipments

/// What of a log decides which versions are in force: what replaces what, and which ids are in conflict.
///
/// It is gathered partition by partition, since versions of one fact may stand in several.
struct Revisions: Sendable {
  /// An event that says that it replaces another one.
  struct Replacement: Sendable {
    var replacer: EventKey
    var target: EventKey
  }

  /// Every `replaces`, each once.
  private(set) var replacements: [Replacement] = []
  /// When the events that replace others, or are replaced, were written down.
  private(set) var recordedAt: [EventKey: Instant] = [:]
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
      if let target { replacements.append(Replacement(replacer: event.id, target: target)) }
      if target != nil || replaced.contains(event.id) { add(event.id, event.recordedAt) }
    }
  }

  /// Adds those of other partitions.
  mutating func merge(_ other: Revisions) {
    replacements += other.replacements
    conflicting.formUnion(other.conflicting)
    for (id, instant) in other.recordedAt { add(id, instant) }
  }

  /// An id that stands in two partitions means two things.
  private mutating func add(_ id: EventKey, _ instant: Instant) {
    if recordedAt.updateValue(instant, forKey: id) != nil { conflicting.insert(id) }
  }

  /// Whether a replacement counts, by an instant: an event in conflict means nothing that is certain.
  func counts(_ replacement: Replacement, by knownAt: Instant) -> Bool {
    guard !conflicting.contains(replacement.replacer),
      let recordedAt = recordedAt[replacement.replacer]
    else { return false }
    return recordedAt <= knownAt
  }

  /// The ids in conflict that no event settles by replacing them.
  var openConflicts: Set<EventKey> {
    guard !conflicting.isEmpty else { return [] }
    return replacements.reduce(into: conflicting) { open, replacement in
      if !conflicting.contains(replacement.replacer) { open.remove(replacement.target) }
    }
  }
}

/// A set of ids.
struct KeySet: Sendable {
  private var keys: [EventKey] = []
  private var index = HashIndex()
  private let hashKey = HashKey()

  init(_ keys: some Sequence<EventKey>) {
    for key in keys { insert(key) }
  }

  var isEmpty: Bool { keys.isEmpty }

  @inline(__always)
  func contains(_ key: EventKey) -> Bool {
    guard !keys.isEmpty else { return false }
    return index.row(hash: key.hash(hashKey)) { keys[$0] == key } != nil
  }

  mutating func insert(_ key: EventKey) {
    guard !contains(key) else { return }
    index.insert(hash: key.hash(hashKey), row: keys.count)
    keys.append(key)
  }
}
