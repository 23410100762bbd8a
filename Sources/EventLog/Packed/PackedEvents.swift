import Shipments

/// Events in a compact form, some fifty bytes each, spread over partitions.
///
/// All events of a shipment are in one partition, and so are all copies of an event, so that each
/// partition can be replayed on its own. The others (stock, and voids) are spread by their ids.
/// Within a partition events keep the order in which they were added. One is packed as
///
///     head        word: see ``PackedHead``
///     numbers     three or six words: see ``PackedNumbers``
///     id          two words of a UUID, a word and two bytes of one that tells when the event was
///                 recorded, or a byte for how many bytes a text has, and these
///     shipment    the bytes of its name, as many as the head says
///     fraction    number: nanoseconds within the millisecond, where the head says so
///     losses      of the first item, if there are any: damaged, missing, as numbers, zigzag
///     more items  each a word: see ``PackedItemHead``, then from bit 8 on the lengths of item, unit and
///                 quantity; then these as compact numbers, and losses
///     relations   if there are any: from; a byte for replaces (0 none, 1 UUID, 2 symbol) and it;
///                 among and jointly, each as a count and so many symbols
@safe
struct PackedEvents: ~Copyable, @unchecked Sendable {
  /// What a chunk begins with: the next one, as the pool has it.
  @safe
  private struct ChunkHead {
    var next: UnsafeMutablePointer<UInt8>?
    /// Where its events end, once another chunk follows.
    var end: UnsafeMutablePointer<UInt8>?
    /// How many bytes it has; it is of the pool if they are those of the pool's chunks.
    var byteCount: Int
  }

  /// How many partitions there are.
  let partitionCount: Int
  private let streams: UnsafeMutablePointer<Stream>
  private let pool: ChunkPool
  /// Whether an event took more than a chunk of the pool.
  private var hasLargeChunks = false
  /// By which shipments and ids are spread.
  let hashKey: HashKey

  /// The write end of a partition.
  @safe
  private struct Stream {
    var first: UnsafeMutablePointer<UInt8>?
    var chunk: UnsafeMutablePointer<UInt8>?
    var at: UnsafeMutablePointer<UInt8>?
    var end: UnsafeMutablePointer<UInt8>?
    var count = 0
    var itemCount = 0
    var last = PackedOrigin()

    /// How many bytes may be written.
    @inline(__always)
    var room: Int {
      guard let at = unsafe at, let end = unsafe end else { return 0 }
      return unsafe end - at
    }
  }

  /// A single partition, for lines that are only looked at.
  static var one: PackedEvents { PackedEvents(partitionCount: 1, hashKey: HashKey()) }

  /// Makes so many partitions; only a power of two can be chosen by ``partition(of:)``.
  init(partitionCount: Int, hashKey: HashKey, pool: ChunkPool = ChunkPool()) {
    self.pool = pool
    self.partitionCount = partitionCount
    self.hashKey = hashKey
    // A stream takes a line of the cache, and lies in one.
    unsafe streams = UnsafeMutableRawPointer.allocate(
      byteCount: partitionCount * MemoryLayout<Stream>.stride, alignment: 64
    ).bindMemory(to: Stream.self, capacity: partitionCount)
    unsafe streams.initialize(repeating: Stream(), count: partitionCount)
  }

  deinit {
    for partition in 0..<partitionCount { unsafe free(streams[partition]) }
    unsafe streams.deallocate()
  }

  private func free(_ stream: Stream) {
    if !hasLargeChunks, let first = unsafe stream.first, let last = unsafe stream.chunk {
      return unsafe pool.giveBack(from: first, to: last)
    }
    var chunk = unsafe stream.first
    while let current = unsafe chunk {
      let head = unsafe PackedEvents.head(of: current).pointee
      unsafe chunk = head.next
      if head.byteCount == ChunkPool.chunkBytes {
        unsafe pool.giveBack(from: current, to: current)
      } else {
        unsafe current.deallocate()
      }
    }
  }

  private static func head(
    of chunk: UnsafeMutablePointer<UInt8>
  ) -> UnsafeMutablePointer<ChunkHead> {
    unsafe UnsafeMutableRawPointer(chunk).assumingMemoryBound(to: ChunkHead.self)
  }

  /// The partition of a hash.
  @inline(__always)
  func partition(of hash: UInt64) -> Int {
    assert(partitionCount & (partitionCount - 1) == 0, "a power of two")
    return Int(truncatingIfNeeded: hash >> 20) & (partitionCount - 1)
  }

  /// How many events a partition holds.
  func count(of partition: Int) -> Int { unsafe stream(partition).pointee.count }

  /// How many items the events of a partition have.
  func itemCount(of partition: Int) -> Int { unsafe stream(partition).pointee.itemCount }

  /// Gives the memory of a partition back.
  func release(_ partition: Int) {
    unsafe free(stream(partition).pointee)
    unsafe stream(partition).pointee = Stream()
  }

  @inline(__always)
  private func stream(_ partition: Int) -> UnsafeMutablePointer<Stream> {
    precondition(partition >= 0 && partition < partitionCount)
    return unsafe streams + partition
  }

  /// Begins an event of at most so many bytes; nothing is added until ``commit(_:to:_:)``.
  @inline(__always)
  mutating func begin(
    _ partition: Int, bytes: Int
  ) -> (writer: PackedWriter, last: PackedOrigin) {
    let stream = unsafe stream(partition)
    if unsafe stream.pointee.room < bytes { addChunk(partition, bytes: bytes) }
    guard let at = unsafe stream.pointee.at, let end = unsafe stream.pointee.end else {
      preconditionFailure("a partition has room once it has a chunk")
    }
    return unsafe (PackedWriter(at: at, end: end), stream.pointee.last)
  }

  @inline(never)
  private mutating func addChunk(_ partition: Int, bytes: Int) {
    let stream = unsafe stream(partition)
    let size = max(ChunkPool.chunkBytes, MemoryLayout<ChunkHead>.size + bytes)
    if size > ChunkPool.chunkBytes { hasLargeChunks = true }
    let chunk =
      unsafe size == ChunkPool.chunkBytes ? pool.take() : .allocate(capacity: size)
    unsafe PackedEvents.head(of: chunk).initialize(
      to: ChunkHead(next: nil, end: nil, byteCount: size))
    if let current = unsafe stream.pointee.chunk {
      unsafe PackedEvents.head(of: current).pointee.next = unsafe chunk
      unsafe PackedEvents.head(of: current).pointee.end = unsafe stream.pointee.at
    } else {
      unsafe stream.pointee.first = chunk
    }
    unsafe stream.pointee.chunk = chunk
    unsafe stream.pointee.at = chunk + MemoryLayout<ChunkHead>.size
    unsafe stream.pointee.end = chunk + size
  }

  /// Adds the event that was written, which has so many items.
  @inline(__always)
  mutating func commit(
    _ writer: PackedWriter, to partition: Int, _ origin: PackedOrigin, items: Int
  ) {
    let stream = unsafe stream(partition)
    unsafe stream.pointee.at = unsafe writer.at
    unsafe stream.pointee.last = origin
    unsafe stream.pointee.count &+= 1
    unsafe stream.pointee.itemCount &+= items
  }

  /// The bytes of a partition's events, as long as nothing is added; no chunk's end cuts an event.
  func chunks(of partition: Int) -> [LineBytes] {
    var chunks: [LineBytes] = []
    let stream = unsafe stream(partition).pointee
    var chunk = unsafe stream.first
    while let current = unsafe chunk {
      let head = unsafe PackedEvents.head(of: current).pointee
      let end = unsafe current == stream.chunk ? stream.at : head.end
      let start = unsafe current + MemoryLayout<ChunkHead>.size
      if let end = unsafe end {
        chunks.append(unsafe LineBytes(base: UnsafePointer(start), count: end - start))
      }
      unsafe chunk = head.next
    }
    return chunks
  }
}

/// From what the differences in a packed event are counted.
struct PackedOrigin {
  var place: UInt64 = 0
  var milliseconds: Int64 = 0

  /// Goes on to the event that has these numbers.
  @inline(__always)
  mutating func add(_ numbers: PackedNumbers) {
    place = place &+ numbers.place
    milliseconds = milliseconds &+ ZigZag.decode(numbers.milliseconds)
  }
}
