import Dispatch
import Synchronization

/// A line on the terminal that says how far long work has come, and goes away when it is done.
///
/// A look is taken ten times a second, by a timer that first fires after half a second: whoever is
/// done by then never meets it. Nothing is shown on anything but a terminal that can erase a line.
public final class ProgressLine: Sendable {
  /// How far the work has come.
  public struct Standing: Equatable, Sendable {
    /// What is being done, in one or two words.
    public var label: String
    /// How much is done.
    public var done: Int
    /// How much there is in all.
    public var total: Int
    /// What is counted.
    public var unit: ProgressUnit

    /// Says how far the work has come.
    public init(_ label: String, done: Int, of total: Int, _ unit: ProgressUnit) {
      self.label = label
      self.done = done
      self.total = total
      self.unit = unit
    }
  }

  private static let patienceMilliseconds = 500
  private static let periodMilliseconds = 100

  private let descriptor: Int32
  private let standing: @Sendable () -> Standing?
  private let state: Mutex<State>

  private struct State {
    var pace: ProgressPace
    /// When the line may be shown, in nanoseconds of uptime; nil while the work rests.
    var firstShown: UInt64? = 0
    var isShown = false
    var isOver = false
  }

  /// Begins to look how far the work has come; nil where nobody would see it.
  public init?(
    descriptor: Int32, environment: Environment, standing: @escaping @Sendable () -> Standing?
  ) {
    guard Terminal.isTerminal(descriptor), environment["TERM"] != "dumb" else { return nil }
    self.descriptor = descriptor
    self.standing = standing
    state = Mutex(State(pace: ProgressPace(at: DispatchTime.now().uptimeNanoseconds)))
    lookAgain(after: Self.patienceMilliseconds)
  }

  /// Takes the line off the terminal, so that something else can be written; it may come back.
  public func hide() {
    state.withLock { erase(&$0) }
  }

  /// Takes the line off the terminal while nothing is done, such as while a person is asked.
  public func pause() {
    state.withLock { state in
      erase(&state)
      state.firstShown = nil
    }
  }

  /// Says that work goes on after a pause; again, it is shown only once it has taken long.
  public func resume() {
    state.withLock { state in
      let now = DispatchTime.now().uptimeNanoseconds
      state.pace = ProgressPace(at: now)
      state.firstShown = now + UInt64(Self.patienceMilliseconds) * 1_000_000
    }
  }

  /// Takes the line off the terminal for good.
  public func end() {
    state.withLock { state in
      erase(&state)
      state.isOver = true
    }
  }

  private func lookAgain(after milliseconds: Int) {
    // The work may keep all threads of the usual kind busy.
    DispatchQueue.global(qos: .userInteractive)
      .asyncAfter(deadline: .now() + .milliseconds(milliseconds)) { [weak self] in self?.look() }
  }

  private func look() {
    let isOver = state.withLock { state in
      guard !state.isOver else { return true }
      if let standing = standing() { show(standing, &state) }
      return false
    }
    if !isOver { lookAgain(after: Self.periodMilliseconds) }
  }

  private func show(_ standing: Standing, _ state: inout State) {
    let now = DispatchTime.now().uptimeNanoseconds
    guard let firstShown = state.firstShown, now >= firstShown else { return }
    let pace = state.pace.take(standing, at: now)
    let columns = Terminal.columns(descriptor) ?? 80
    write("\r" + ProgressText.line(standing, pace, columns: columns - 1) + "\u{1B}[K")
    state.isShown = true
  }

  private func erase(_ state: inout State) {
    guard state.isShown else { return }
    write("\r\u{1B}[K")
    state.isShown = false
  }

  private func write(_ text: String) {
    var output = Output(descriptor: descriptor)
    try? output.write(text)
    try? output.flush()
  }
}
