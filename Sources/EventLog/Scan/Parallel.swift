import Dispatch
import Synchronization

/// Work that is spread over the processor's cores.
public enum Parallel {
  /// The results of some independent pieces of work, in their order.
  public static func map<Result>(
    _ count: Int, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    guard count > 1 else { return count == 1 ? [work(0)] : [] }
    return unsafe Array(unsafeUninitializedCapacity: count) { results, filled in
      let start = unsafe Start(results.baseAddress)
      DispatchQueue.concurrentPerform(iterations: count) { piece in
        let result = work(piece)
        unsafe start.pointer.map { unsafe ($0 + piece).initialize(to: result) }
      }
      filled = count
    }
  }

  /// Where the results go, each to its own place.
  @unsafe
  private struct Start<Result>: @unchecked Sendable {
    let pointer: UnsafeMutablePointer<Result>?

    init(_ pointer: UnsafeMutablePointer<Result>?) { unsafe self.pointer = pointer }
  }
}

/// The numbers of some pieces of work, for threads that each take the next one when they are done.
///
/// So they all end at nearly the same time, whatever else their cores have to do.
package final class PieceQueue: Sendable {
  private let count: Int
  private let taken = Atomic(0)

  package init(_ count: Int) { self.count = count }

  /// The next piece; nil once all are taken.
  package func next() -> Int? {
    let piece = taken.add(1, ordering: .relaxed).oldValue
    return piece < count ? piece : nil
  }
}
