/// Bytes on their way to a descriptor, such as standard output.
///
/// They are collected and written in few large pieces, which takes a quarter of the time of `print`.
/// What is still collected when the value goes away is lost: end with `flush()`.
/// Unlike `print`, it tells when the bytes could not be written.
public struct Output: ~Copyable, Sendable {
  /// The number of collected bytes above which they are written.
  static let flushThreshold = 64 * 1024

  /// The bytes that are not written yet.
  public private(set) var pendingBytes: [UInt8] = []

  private let descriptor: Int32?

  /// Makes an output to a descriptor, which stays open: 1 is standard output, 2 standard error.
  public init(descriptor: Int32) {
    self.descriptor = descriptor
  }

  /// Makes an output that only collects, for tests: `pendingBytes` keeps everything.
  public init() {
    descriptor = nil
  }

  /// Takes text, and writes what is collected if it is much.
  public mutating func write(_ text: String) throws(OutputError) {
    pendingBytes.append(contentsOf: text.utf8)
    try flushIfLarge()
  }

  /// Takes bytes, and writes what is collected if it is much.
  public mutating func write(_ bytes: some Sequence<UInt8>) throws(OutputError) {
    pendingBytes.append(contentsOf: bytes)
    try flushIfLarge()
  }

  /// Writes all that is collected.
  ///
  /// A write that a signal interrupts or that takes only a part is continued. After an error the
  /// bytes that were not taken stay collected.
  public mutating func flush() throws(OutputError) {
    guard let descriptor else { return }
    try Self.drain(&pendingBytes) { SystemCalls.write($0, to: descriptor) }
  }

  /// Hands bytes to `write` until it has taken them all, and takes them away.
  static func drain(
    _ bytes: inout [UInt8], write: (ArraySlice<UInt8>) -> SystemCalls.WriteOutcome
  ) throws(OutputError) {
    var start = 0
    while start < bytes.count {
      switch write(bytes[start...]) {
      case .written(let count):
        start += count
      case .failed(SystemCalls.interrupted):
        continue
      case .failed(let code):
        bytes.removeFirst(start)
        throw OutputError(code: code)
      }
    }
    bytes.removeAll(keepingCapacity: true)
  }

  /// Makes a write fail with an error where nobody reads the pipe any more, and where a file would
  /// become larger than it may.
  ///
  /// Otherwise a signal (SIGPIPE, SIGXFSZ) ends the process. Call it once, in `main`.
  public static func ignoreSignalsOfWrites() {
    SystemCalls.ignoreSignalsOfWrites()
  }

  private mutating func flushIfLarge() throws(OutputError) {
    guard pendingBytes.count > Self.flushThreshold else { return }
    try flush()
  }
}

/// Bytes could not be written.
public struct OutputError: Error, Equatable, Sendable, CustomStringConvertible {
  /// The system's error number (`errno`).
  public let code: Int32

  /// Tells whether the reader has gone, as `head` does when it has enough: no reason to complain.
  public var isBrokenPipe: Bool { code == SystemCalls.brokenPipe }

  /// The system's words for the error.
  public var description: String { systemMessage(for: code) }
}
