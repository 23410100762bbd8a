/// A bit for each of some hashes, which says of most others that they are not among them.
///
/// It is small enough to stay in the caches, and spares a look where hardly anything is found.
public struct HashBits: Sendable {
  @usableFromInline
  internal static let bitsPerHash = 16
  @usableFromInline
  internal var words: [UInt64]

  /// Makes bits for so many hashes, none of which is there yet.
  public init(capacity: Int) {
    var count = 1
    while count * 64 < capacity * HashBits.bitsPerHash { count *= 2 }
    words = Array(repeating: 0, count: count)
  }

  /// How many hashes may be there before too many others seem to be.
  public var capacity: Int { words.count * 64 / (HashBits.bitsPerHash / 2) }

  /// Whether a hash may be there; of those that are not, most are told.
  @inlinable @inline(__always)
  public func mayHold(_ hash: UInt64) -> Bool { words[word(of: hash)] & 1 &<< (hash >> 32) != 0 }

  /// Adds a hash.
  @inlinable
  public mutating func insert(_ hash: UInt64) { words[word(of: hash)] |= 1 &<< (hash >> 32) }

  /// Which word a hash's bit is in: that and the bit go by the half that a ``HashIndex`` keeps.
  @inlinable @inline(__always)
  internal func word(of hash: UInt64) -> Int {
    Int(truncatingIfNeeded: hash >> 38) & (words.count - 1)
  }
}

extension HashIndex {
  /// A bit for each row.
  public var bits: HashBits {
    var bits = HashBits(capacity: count)
    for entry in slots where entry != 0 { bits.insert(entry) }
    return bits
  }
}
