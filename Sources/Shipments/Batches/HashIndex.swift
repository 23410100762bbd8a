/// An open-addressing index from hashes to row numbers; the keys stay with the caller.
///
/// A slot holds the upper half of the hash beside the row number, so growing never needs a key and
/// a probe reads one word. Rows are never removed.
public struct HashIndex: Sendable {
  /// Slots of (hash's upper 32 bits, row + 1); 0 is a free slot.
  @usableFromInline
  internal var slots: [UInt64]
  /// How many slots are taken.
  public var count: Int { taken }
  @usableFromInline
  internal var taken = 0
  @usableFromInline
  internal var shift: UInt64

  /// Makes an empty index with room for some rows.
  public init(minimumCapacity: Int = 16) {
    var bits: UInt64 = 5
    while (1 << bits) < minimumCapacity * 2 { bits += 1 }
    slots = Array(repeating: 0, count: 1 << Int(bits))
    shift = 64 - bits
  }

  /// Finds the row whose key matches, among the rows of the same hash.
  @inlinable @inline(__always)
  public func row(hash: UInt64, where matches: (Int) -> Bool) -> Int? {
    let mask = slots.count - 1
    let tag = hash >> 32
    var slot = Int(truncatingIfNeeded: hash &>> shift)
    while true {
      let entry = slots[slot]
      if entry == 0 { return nil }
      let row = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
      if entry >> 32 == tag, matches(row) { return row }
      slot = (slot + 1) & mask
    }
  }

  /// Finds the row whose key matches; where there is none, adds a new row, and returns nil.
  @inlinable @inline(__always)
  public mutating func row(hash: UInt64, orAdd newRow: Int, where matches: (Int) -> Bool) -> Int? {
    if taken &* 2 >= slots.count { grow() }
    precondition(newRow < 0xFFFF_FFFE, "a hash index holds fewer than 2^32 rows")
    let mask = slots.count - 1
    let tag = hash >> 32
    var slot = Int(truncatingIfNeeded: hash &>> shift)
    while true {
      let entry = slots[slot]
      if entry == 0 { break }
      let row = Int(truncatingIfNeeded: entry & 0xFFFF_FFFF) - 1
      if entry >> 32 == tag, matches(row) { return row }
      slot = (slot + 1) & mask
    }
    slots[slot] = tag << 32 | UInt64(truncatingIfNeeded: newRow + 1)
    taken &+= 1
    return nil
  }

  /// Forgets all rows, in the memory that is there.
  public mutating func removeAll() {
    guard taken > 0 else { return }
    for slot in slots.indices { slots[slot] = 0 }
    taken = 0
  }

  /// Adds a row that is not in the index yet.
  public mutating func insert(hash: UInt64, row: Int) {
    _ = self.row(hash: hash, orAdd: row) { _ in false }
  }

  private mutating func place(_ entry: UInt64) {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: entry &>> shift)
    while slots[slot] != 0 { slot = (slot + 1) & mask }
    slots[slot] = entry
  }

  /// Doubles the slots: the position is made of the tag's upper bits, which are kept.
  @usableFromInline
  internal mutating func grow() {
    let old = slots
    precondition(shift > 32, "a hash index has at most 2^32 slots")
    slots = Array(repeating: 0, count: old.count * 2)
    shift -= 1
    for entry in old where entry != 0 { place(entry) }
  }
}

/// A keyed mixing of words into a hash that an outsider cannot predict.
///
/// The key is drawn anew in each process, or for each index file; nothing that is shown depends on
/// it. The mixing step folds a 64 by 64 bit product, as wyhash and its relatives do.
public struct HashKey: Sendable {
  /// The random number that makes the key.
  public let seed: UInt64

  /// Draws a key from the system's random numbers.
  public init() { seed = .random(in: .min ... .max) }

  /// Takes a key that was drawn before.
  public init(seed: UInt64) { self.seed = seed }

  /// The hash of some bytes.
  @unsafe @inlinable @inline(__always)
  public func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    guard let base = bytes.baseAddress else { return start(0) }
    return unsafe hash(base, bytes.count)
  }

  /// The hash of so many bytes at an address, by words; the last word may overlap the one before.
  @unsafe @inlinable @inline(__always)
  public func hash(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    // The key is as secret with the length in it, so that a word less is mixed.
    var hash = seed ^ UInt64(truncatingIfNeeded: count)
    guard count >= 8 else { return unsafe HashKey.mix(hash, HashKey.shortWord(base, count)) }
    var offset = 0
    while offset &+ 8 < count {
      hash = unsafe HashKey.mix(hash, base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset = offset &+ 8
    }
    return unsafe HashKey.mix(
      hash, base.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self))
  }

  /// Fewer than 8 bytes as one word, so that texts of one length differ in it where they differ.
  @unsafe @inlinable @inline(__always)
  static func shortWord(_ base: UnsafeRawPointer, _ count: Int) -> UInt64 {
    if count >= 4 {
      return unsafe UInt64(base.loadUnaligned(as: UInt32.self)) << 32
        | UInt64(base.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self))
    }
    guard count > 0 else { return 0 }
    let first = unsafe UInt64(base.load(as: UInt8.self))
    let middle = unsafe UInt64(base.load(fromByteOffset: count / 2, as: UInt8.self))
    let last = unsafe UInt64(base.load(fromByteOffset: count &- 1, as: UInt8.self))
    return first << 16 | middle << 8 | last
  }

  /// Starts a hash.
  @inlinable @inline(__always)
  public func start(_ word: UInt64) -> UInt64 { HashKey.mix(seed, word) }

  /// Mixes one more word into a hash.
  @inlinable @inline(__always)
  public static func mix(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    let product = (hash ^ word ^ 0x9E37_79B9_7F4A_7C15)
      .multipliedFullWidth(by: hash ^ 0xE703_7ED1_A0B4_28DB)
    return product.high ^ product.low
  }
}
