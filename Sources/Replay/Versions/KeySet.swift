import Shipments

/// A set of ids, numbered in the order in which they came.
struct KeySet: Sendable {
  private var keys: [EventKey] = []
  private var index: HashIndex
  private let hashKey = HashKey()

  init(minimumCapacity: Int = 16) { index = HashIndex(minimumCapacity: minimumCapacity) }

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
    return index.row(hash: key.hash(hashKey)) { keys[$0] == key }
  }

  @inline(__always)
  func contains(_ key: EventKey) -> Bool { number(of: key) != nil }

  /// Adds an id that may be there already; returns its number.
  @discardableResult
  mutating func insert(_ key: EventKey) -> Int {
    let known = index.row(hash: key.hash(hashKey), orAdd: keys.count) { keys[$0] == key }
    if let known { return known }
    keys.append(key)
    return keys.count - 1
  }
}
