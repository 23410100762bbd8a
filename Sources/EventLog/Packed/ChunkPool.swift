import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#endif

/// Memory in chunks of one size, cut from slabs and used again by all who share the pool.
///
/// A scan fills thousands of chunks at once, one a partition, and whoever replays a partition gives
/// its chunks back. A slab costs the system's allocator one call for a thousand chunks. The slabs live
/// as long as the pool.
package final class ChunkPool: Sendable {
  /// The bytes of a chunk.
  package static let chunkBytes = 4096
  /// How much of a slab the system is asked for at once.
  private static let blockBytes = 1 << 16
  private static let firstSlabBytes = 1 << 16
  private static let maximumSlabBytes = 1 << 22

  private let state = Mutex(State())

  @safe
  private struct State: @unchecked Sendable {
    var slabs: [Slab] = []
    /// Chunks that were given back: each begins with the next one's address.
    var free: UnsafeMutableRawPointer?
    /// What is left of the newest slab.
    var next: UnsafeMutableRawPointer?
    var bytesLeft = 0
    var slabBytes = ChunkPool.firstSlabBytes
  }

  deinit {
    let slabs = state.withLock { $0.slabs }
    let free: @Sendable () -> Void = {
      for slab in slabs { unsafe slab.start.deallocate() }
    }
    // The system takes a while to take back what a large log has filled; nobody waits for it.
    if slabs.count > 1 { DispatchQueue.global().async(execute: free) } else { free() }
  }

  @safe
  private struct Slab: @unchecked Sendable {
    let start: UnsafeMutableRawPointer
  }

  /// Lends a chunk, whose bytes are whatever they are.
  @unsafe
  func take() -> UnsafeMutablePointer<UInt8> {
    let (chunk, beginsBlock) = state.withLock { state in
      if let chunk = unsafe state.free {
        unsafe state.free = unsafe chunk.load(as: UnsafeMutableRawPointer?.self)
        return unsafe (Chunk(chunk), false)
      }
      let beginsBlock = state.bytesLeft.isMultiple(of: ChunkPool.blockBytes)
      return unsafe (Chunk(ChunkPool.cut(&state)), beginsBlock)
    }
    if beginsBlock { unsafe ChunkPool.populate(chunk.start) }
    return unsafe chunk.start
  }

  /// Has the system lay memory behind a block, which costs less than a fault for each of its pages.
  @unsafe
  private static func populate(_ block: UnsafeMutablePointer<UInt8>) {
    #if os(Linux)
      // An older system knows nothing of this, and lays each page when it is first written.
      _ = unsafe madvise(block, blockBytes, MADV_POPULATE_WRITE)
    #endif
  }

  /// Takes chunks back, of which each but the last begins with the next one's address.
  @unsafe
  func giveBack(from first: UnsafeMutablePointer<UInt8>, to last: UnsafeMutablePointer<UInt8>) {
    let first = unsafe Chunk(UnsafeMutableRawPointer(first))
    let last = unsafe Chunk(UnsafeMutableRawPointer(last))
    state.withLock { state in
      let end = unsafe UnsafeMutableRawPointer(last.start)
      unsafe end.storeBytes(of: state.free, as: UnsafeMutableRawPointer?.self)
      unsafe state.free = unsafe UnsafeMutableRawPointer(first.start)
    }
  }

  /// A chunk on its way through the lock.
  @safe
  private struct Chunk: @unchecked Sendable {
    let start: UnsafeMutablePointer<UInt8>

    init(_ start: UnsafeMutableRawPointer) {
      unsafe self.start = start.assumingMemoryBound(to: UInt8.self)
    }
  }

  /// Cuts a chunk from the newest slab, or from a new one.
  private static func cut(_ state: inout State) -> UnsafeMutableRawPointer {
    if state.bytesLeft == 0 {
      unsafe state.next = addSlab(&state)
      state.bytesLeft = state.slabBytes
      state.slabBytes = min(state.slabBytes * 2, maximumSlabBytes)
    }
    guard let chunk = unsafe state.next else { preconditionFailure("a slab has a next chunk") }
    unsafe state.next = chunk + chunkBytes
    state.bytesLeft -= chunkBytes
    return unsafe chunk
  }

  private static func addSlab(_ state: inout State) -> UnsafeMutableRawPointer {
    let slab = UnsafeMutableRawPointer.allocate(
      byteCount: state.slabBytes, alignment: chunkBytes)
    unsafe state.slabs.append(Slab(start: slab))
    return unsafe slab
  }
}
