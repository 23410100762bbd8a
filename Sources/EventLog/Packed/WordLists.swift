/// Lists of words in chunks of a scan's pool: they grow without being copied.
///
/// A replay gives the chunks of a partition back once it is done with it, so that lists which grow
/// meanwhile take no more memory from the system. One thread writes at a time.
@safe
package final class WordLists: @unchecked Sendable {
  /// Where each list goes on.
  ///
  /// Chunks are aligned, so that an address where one could begin says that
  /// the chunk before it is full, or that there is none. A chunk begins with the end of the one before.
  @usableFromInline
  package let ends: UnsafeMutablePointer<UnsafeMutableRawPointer?>
  private let pool: ChunkPool
  /// How many lists there are.
  package let count: Int

  /// Makes so many empty lists; their memory lives as long as the scan's pool, which they keep.
  package init(count: Int, of scan: borrowing LogScan) {
    self.count = count
    pool = scan.pool
    unsafe ends = .allocate(capacity: count)
    unsafe ends.initialize(repeating: nil, count: count)
  }

  deinit { unsafe ends.deallocate() }

  /// Adds a word to a list.
  @inlinable @inline(__always)
  package func append(_ word: UInt64, to list: Int) {
    precondition(list >= 0 && list < count)
    var end = unsafe ends[list]
    if Int(bitPattern: end) & (ChunkPool.chunkBytes - 1) == 0 {
      unsafe end = chunk(after: end)
    }
    guard let end = unsafe end else { preconditionFailure("a list has a chunk to write to") }
    unsafe end.storeBytes(of: word, as: UInt64.self)
    unsafe ends[list] = end + 8
  }

  /// Where a new chunk's words begin; the last one's end, if there is one, is noted in front of them.
  @unsafe @inline(never) @usableFromInline
  package func chunk(after end: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer {
    let chunk = unsafe UnsafeMutableRawPointer(pool.take())
    unsafe chunk.storeBytes(of: end, as: UnsafeMutableRawPointer?.self)
    return unsafe chunk + 8
  }

  /// The words of a list, chunk by chunk, the newest chunk first.
  package func forEachChunk(of list: Int, _ visit: (Span<UInt64>) -> Void) {
    precondition(list >= 0 && list < count)
    var end = unsafe ends[list]
    while let last = unsafe end {
      let used = ((Int(bitPattern: last) - 1) & (ChunkPool.chunkBytes - 1)) + 1
      let chunk = unsafe last - used
      let words = unsafe (chunk + 8).assumingMemoryBound(to: UInt64.self)
      visit(unsafe Span(_unsafeStart: words, count: used / 8 - 1))
      unsafe end = chunk.load(as: UnsafeMutableRawPointer?.self)
    }
  }
}
