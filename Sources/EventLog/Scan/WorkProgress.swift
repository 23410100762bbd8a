import Synchronization

/// How far long work has come: those who work add to it, a block at a time, and anyone may look.
///
/// It knows neither a clock nor a terminal, and costs one addition for a block of 64 KiB.
public final class WorkProgress: Sendable {
  /// What is being done.
  public enum Stage: Int, Sendable {
    /// Nothing that takes long.
    case idle
    /// Journals are read; counted in bytes.
    case reading
    /// What was read is added up; counted in lines.
    case replaying
    /// Events are looked at for what is odd; counted in lines.
    case checking
    /// Events are read to be listed; counted in lines.
    case listing
    /// An index is made; counted in lines.
    case indexing
    /// Lines from elsewhere are recorded; counted in bytes.
    case recording
  }

  private let stage = Atomic<Int>(Stage.idle.rawValue)
  private let total = Atomic<Int>(0)
  private let passes = Atomic<Int>(1)
  private let done = Atomic<Int>(0)

  /// Makes one of work that has not begun.
  public init() {}

  /// Begins a stage that goes over so much, so many times.
  public func begin(_ next: Stage, total: Int, passes: Int = 1) {
    stage.store(Stage.idle.rawValue, ordering: .sequentiallyConsistent)
    self.total.store(total, ordering: .sequentiallyConsistent)
    self.passes.store(passes, ordering: .sequentiallyConsistent)
    done.store(0, ordering: .sequentiallyConsistent)
    stage.store(next.rawValue, ordering: .sequentiallyConsistent)
  }

  /// Says that so much more is done.
  public func add(_ amount: Int) { done.wrappingAdd(amount, ordering: .relaxed) }

  /// What is being done, how much of it is done, and how much there is.
  public var standing: (stage: Stage, done: Int, total: Int) {
    let stage = Stage(rawValue: stage.load(ordering: .sequentiallyConsistent)) ?? .idle
    let passes = passes.load(ordering: .relaxed)
    return (stage, done.load(ordering: .relaxed) / passes, total.load(ordering: .relaxed))
  }
}
