import Shipments

/// A set of ids, numbered in the order in which they came.
///
/// Each event of a log is looked for, and hardly any is there: a bit for the hash of each id, small
/// enough to stay in the caches, says so of most.
struct KeySet: Sendable {
  private static let bitsPerKey = 16

  private var keys: [EventKey] = []
  private var index: HashIndex
  private var bits: [UInt64]
  private let hashKey = HashKey()

  init(minimumCapacity: Int = 16) {
    index = HashIndex(minimumCapacity: minimumCapacity)
    bits = KeySet.bits(for: minimumCapacity)
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
    guard bits[word(of: hash)] & 1 << (hash & 63) != 0 else { return nil }
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
    if keys.count * KeySet.bitsPerKey / 2 > bits.count * 64 {
      bits = KeySet.bits(for: keys.count)
      for key in keys { mark(key.hash(hashKey)) }
    } else {
      mark(hash)
    }
    return keys.count - 1
  }

  /// As many bits, none of them set, as a set of some size should have: a power of two.
  private static func bits(for capacity: Int) -> [UInt64] {
    var words = 1
    while words * 64 < capacity * bitsPerKey { words *= 2 }
    return Array(repeating: 0, count: words)
  }

  private mutating func mark(_ hash: UInt64) { bits[word(of: hash)] |= 1 << (hash & 63) }

  /// Which word a hash's bit is in; the index goes by the upper bits of the hash, this by the lower.
  @inline(__always)
  private func word(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 6) & (bits.count - 1)
  }
}
