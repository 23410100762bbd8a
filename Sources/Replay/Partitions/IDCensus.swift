import EventLog
import Shipments

/// Whether an id stands in several partitions: then it means several things, which is a conflict.
///
/// Of each id 64 bits of a keyed hash are kept. Two that are the same are looked at again, so that
/// a collision costs time and nothing else; by chance one comes up in two million logs of ten
/// million events, and without the key nobody can make one.
struct IDCensus: Sendable {
  private static let bucketBits: UInt64 = 8

  private var buckets: [[UInt64]]
  private let hashKey: HashKey

  init(_ hashKey: HashKey) {
    self.hashKey = hashKey
    buckets = Array(repeating: [], count: 1 << Int(IDCensus.bucketBits))
  }

  /// Adds the ids of a partition, each once.
  mutating func add(
    _ census: borrowing Census, except conflicting: Set<EventKey>, _ symbols: borrowing SymbolTable
  ) {
    for batch in census.batches {
      for row in batch.records.indices {
        let id = batch.records[row].id
        guard conflicting.isEmpty || !conflicting.contains(id) else { continue }
        let hash = hash(of: id, symbols)
        buckets[Int(truncatingIfNeeded: hash >> (64 - IDCensus.bucketBits))].append(hash)
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
    let found = Parallel.map(threads) { worker in
      stride(from: worker, to: 1 << Int(bucketBits), by: threads).contains { bucket in
        repeats(parts.map { $0.buckets[bucket] })
      }
    }
    return found.contains(true)
  }

  /// Whether some hash stands twice in the parts of a bucket.
  private static func repeats(_ parts: [[UInt64]]) -> Bool {
    let count = parts.reduce(0) { $0 + $1.count }
    var bits: UInt64 = 4
    while 1 << bits < count * 2 { bits += 1 }
    var slots = [UInt64](repeating: 0, count: 1 << Int(bits))
    for hashes in parts {
      for hash in hashes {
        // The upper bits are the bucket's.
        var slot = Int(truncatingIfNeeded: (hash << bucketBits) >> (64 - bits))
        while slots[slot] != 0 {
          if slots[slot] == hash { return true }
          slot = (slot + 1) & (slots.count - 1)
        }
        slots[slot] = hash
      }
    }
    return false
  }
}
