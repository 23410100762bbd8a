/// How long to wait for a lock that another process holds, and whom to tell.
public struct LockPatience: Sendable {
  /// After so many milliseconds of waiting it is told.
  static let silentMilliseconds = 1000

  /// For how long one waits, in milliseconds.
  public let milliseconds: Int
  private let tell: @Sendable (String) -> Void

  /// Waits for so many seconds; `tell` is given the path of a lock that is waited for, once.
  public init(seconds: Int, tell: @escaping @Sendable (_ path: String) -> Void = { _ in }) {
    milliseconds = seconds * 1000
    self.tell = tell
  }

  /// A minute, as long as nobody says otherwise.
  public static let standard = LockPatience(seconds: 60)

  /// Tries to take a lock, again and again while another process holds it.
  ///
  /// The tries are counted and not the clock, so that a machine that slept does not lose its patience.
  func take(
    _ descriptor: Int32, _ lock: FileLock, _ path: String, in files: any FileSystem
  ) throws(FileError) {
    var (waited, pause, isTold) = (0, 1, false)
    while true {
      do throws(FileError) {
        return try files.lock(descriptor, lock, path: path)
      } catch {
        guard error.isLocked, waited < milliseconds else { throw error }
      }
      if waited >= LockPatience.silentMilliseconds, !isTold {
        tell(path)
        isTold = true
      }
      pause = min(pause, milliseconds - waited)
      files.pause(milliseconds: pause)
      waited += pause
      pause = min(pause * 2, 50)
    }
  }
}
