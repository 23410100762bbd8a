import Shipments

/// A set of ids, numbered in the order in which they came.
///
/// Each event of a log is looked for, and hardly any is there: a bit for the hash of each id says so of
/// most.
struct KeySet: Sendable {
  private var keys: [EventKey] = []
  private var index: HashIndex
  private var bits: HashBits
  private let hashKey = HashKey()

  init(minimumCapacity: Int = 16) {
    index = HashIndex(minimumCapacity: minimumCapacity)
    bits = HashBits(capacity: minimumCapacity)
  }

  init(_ keys: some Collection<EventKey>) {
    self.init(minimumCapacity: keys.count)
    for key in keys { insert(key) }
  }

  var isEmpty: Bool { keys.isEmpty }

  var count: Int { keys.count }

  /// The id of a number.
  subscript(number: Int) -> EventKey { keys[number] }

  /// The number of an id.
  @inline(__always)
  func number(of key: EventKey) -> Int? {
    guard !keys.isEmpty else { return nil }
    let hash = key.hash(hashKey)
    guard bits.mayHold(hash) else { return nil }
    return index.row(hash: hash) { keys[$0] == key }
  }

  @inline(__always)
  func contains(_ key: EventKey) -> Bool { number(of: key) != nil }

  /// Adds an id that may be there already; returns its number.
  @discardableResult
  mutating func insert(_ key: EventKey) -> Int {
    let hash = key.hash(hashKey)
    if let known = index.row(hash: hash, orAdd: keys.count, where: { keys[$0] == key }) {
      return known
    }
    keys.append(key)
    if keys.count > bits.capacity { bits = index.bits } else { bits.insert(hash) }
    return keys.count - 1
  }
}
