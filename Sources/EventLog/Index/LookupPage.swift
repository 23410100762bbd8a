/// Pages that say in which partition a shipment or an id stands.
///
/// A page is a word with the checksum of the rest, a half word with the number of its entries, and
/// the entries: each the lowest 16 bits of a hash and a partition of 16 bits. The upper bits of the
/// hash choose the page. Where two hashes agree in all that, a partition more is looked at.
package enum LookupPage {
  package static let byteCount = 4096
  static let maximumEntries = (byteCount - 12) / 4
  /// The most partitions that an entry can name.
  package static let maximumPartitions = 1 << 16

  static func row(of hash: UInt64, _ pages: Int) -> Int {
    Int((hash >> 32 * UInt64(pages)) >> 32)
  }

  static func partitions(of hash: UInt64, in bytes: [UInt8]) throws(IndexFault) -> [Int] {
    guard bytes.count == byteCount, word(bytes, 0, 8) == Checksum.of(Array(bytes[8...])) else {
      throw .damaged
    }
    let count = Int(word(bytes, 8, 4))
    guard count <= maximumEntries else { throw .damaged }
    var found: [Int] = []
    for row in 0..<count where word(bytes, 12 + row * 4, 2) == hash & 0xFFFF {
      let partition = Int(word(bytes, 14 + row * 4, 2))
      if !found.contains(partition) { found.append(partition) }
    }
    return found
  }

  /// All pages of some entries: hashes, and the partitions in which they stand.
  static func pages(of entries: [LookupEntry]) -> [UInt8] {
    var pages = max(1, entries.count * 5 / 4 / maximumEntries + 1)
    while true {
      var counts = [Int](repeating: 0, count: pages)
      for entry in entries { counts[row(of: entry.hash, pages)] += 1 }
      if counts.allSatisfy({ $0 <= maximumEntries }) { return fill(pages, entries, counts) }
      pages += pages / 4 + 1
    }
  }

  private static func fill(
    _ pages: Int, _ entries: [LookupEntry], _ counts: [Int]
  ) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: pages * byteCount)
    var next = [Int](repeating: 12, count: pages)
    for entry in entries {
      let page = row(of: entry.hash, pages)
      let at = page * byteCount + next[page]
      bytes[at] = UInt8(truncatingIfNeeded: entry.hash)
      bytes[at + 1] = UInt8(truncatingIfNeeded: entry.hash >> 8)
      bytes[at + 2] = UInt8(truncatingIfNeeded: entry.partition)
      bytes[at + 3] = UInt8(truncatingIfNeeded: entry.partition >> 8)
      next[page] += 4
    }
    for page in 0..<pages {
      let start = page * byteCount
      set(UInt64(counts[page]), 4, at: start + 8, &bytes)
      set(Checksum.of(Array(bytes[start + 8..<start + byteCount])), 8, at: start, &bytes)
    }
    return bytes
  }

  private static func word(_ bytes: [UInt8], _ at: Int, _ count: Int) -> UInt64 {
    (0..<count).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64($1 * 8) }
  }

  private static func set(_ word: UInt64, _ count: Int, at start: Int, _ bytes: inout [UInt8]) {
    for byte in 0..<count {
      bytes[start + byte] = UInt8(truncatingIfNeeded: word >> UInt64(byte * 8))
    }
  }
}

/// A hash that stands in a partition.
package struct LookupEntry: Sendable {
  package var hash: UInt64
  package var partition: Int32

  /// The entries without those that stand several times, such as those of copies.
  static func distinct(_ entries: [LookupEntry]) -> [LookupEntry] {
    var sorted = entries.sorted { ($0.hash, $0.partition) < ($1.hash, $1.partition) }
    var count = 0
    for entry in sorted {
      let isNew =
        count == 0 || sorted[count - 1].hash != entry.hash
        || sorted[count - 1].partition != entry.partition
      guard isNew else { continue }
      sorted[count] = entry
      count += 1
    }
    sorted.removeLast(sorted.count - count)
    return sorted
  }

  package init(hash: UInt64, partition: Int) {
    self.hash = hash
    self.partition = Int32(truncatingIfNeeded: partition)
  }
}
