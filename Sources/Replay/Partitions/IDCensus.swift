import EventLog
import Shipments

/// Whether an id stands in several partitions: then it means several things, which is a conflict.
///
/// Of each id 64 bits of a keyed hash are kept. Two that are the same are looked at again, so that
/// a collision costs time and nothing else; by chance one comes up in two million logs of ten
/// million events, and without the key nobody can make one.
final class IDCensus: Sendable {
  private let bucketBits: UInt64
  private let buckets: WordLists
  private let hashKey: HashKey

  /// Makes a census of some of a scan's partitions; all of the same scan have the same key.
  init(_ hashKey: HashKey, of scan: borrowing LogScan) {
    self.hashKey = hashKey
    // As many buckets as keep what is looked through at once in a core's cache.
    var bits: UInt64 = 2
    while bits < 8, scan.lineCount >> Int(bits) > 1 << 13 { bits += 1 }
    bucketBits = bits
    buckets = WordLists(count: 1 << Int(bits), of: scan)
  }

  /// Adds the ids of a partition, each once.
  func add(
    _ census: borrowing Census, except conflicting: Set<EventKey>, _ symbols: borrowing SymbolTable
  ) {
    for batch in census.batches {
      for row in batch.records.indices {
        let id = batch.records[row].id
        guard conflicting.isEmpty || !conflicting.contains(id) else { continue }
        let hash = hash(of: id, symbols)
        buckets.append(hash, to: Int(truncatingIfNeeded: hash >> (64 - bucketBits)))
      }
    }
  }

  /// The hash of an id; zero, which marks a free slot, becomes one.
  @inline(__always)
  private func hash(of id: EventKey, _ symbols: borrowing SymbolTable) -> UInt64 {
    guard let symbol = id.symbol else { return max(1, id.hash(hashKey)) }
    return unsafe symbols.bytes(of: symbol).withUnsafeBytes { max(1, unsafe hashKey.hash($0)) }
  }

  /// Whether some hash stands in them twice.
  static func mayRepeat(_ parts: [IDCensus], threads: Int) -> Bool {
    guard let buckets = parts.first?.buckets.count else { return false }
    let found = Parallel.map(threads) { worker in
      stride(from: worker, to: buckets, by: threads).contains { repeats($0, in: parts) }
    }
    return found.contains(true)
  }

  /// Whether some hash stands twice in a bucket of the parts.
  private static func repeats(_ bucket: Int, in parts: [IDCensus]) -> Bool {
    var count = 0
    for part in parts { part.buckets.forEachChunk(of: bucket) { count += $0.count } }
    var seen = SeenWords(capacity: count, skippedBits: parts[0].bucketBits)
    var areNew = true
    for part in parts {
      part.buckets.forEachChunk(of: bucket) { areNew = seen.insert($0) && areNew }
    }
    return !areNew
  }
}

/// A set of hashes that have their upper bits in common; zero is none.
private struct SeenWords {
  private var slots: [UInt64]
  private let skippedBits: UInt64
  private let shift: UInt64

  /// Makes an empty set with room for so many hashes.
  init(capacity: Int, skippedBits: UInt64) {
    var bits: UInt64 = 4
    while 1 << bits < capacity * 2 { bits += 1 }
    slots = Array(repeating: 0, count: 1 << Int(bits))
    self.skippedBits = skippedBits
    shift = 64 - bits
  }

  /// Adds hashes until one was there already; false if one was.
  mutating func insert(_ hashes: Span<UInt64>) -> Bool {
    let (skippedBits, shift) = (skippedBits, shift)
    var slots = slots.mutableSpan
    for row in hashes.indices {
      let hash = hashes[row]
      var slot = Int(truncatingIfNeeded: (hash &<< skippedBits) &>> shift)
      while slots[slot] != 0 {
        if slots[slot] == hash { return false }
        slot = (slot &+ 1) & (slots.count &- 1)
      }
      slots[slot] = hash
    }
    return true
  }
}
