#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#else
  #error("Console needs the C library of Linux or of Darwin.")
#endif

/// The calls to the C library, behind safe types; no other file of the module imports it.
enum SystemCalls {
  /// The error number of a call that a signal interrupted.
  static let interrupted = EINTR

  /// The error number of a write to a pipe that nobody reads any more.
  static let brokenPipe = EPIPE

  /// Writes bytes once and returns how many were taken, or the error number.
  static func write(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> WriteOutcome {
    let count = unsafe bytes.withUnsafeBytes { buffer in
      #if canImport(Glibc)
        unsafe Glibc.write(descriptor, buffer.baseAddress, buffer.count)
      #elseif canImport(Musl)
        unsafe Musl.write(descriptor, buffer.baseAddress, buffer.count)
      #else
        unsafe Darwin.write(descriptor, buffer.baseAddress, buffer.count)
      #endif
    }
    return count >= 0 ? .written(count) : .failed(errno)
  }

  /// What came of one call of `write`.
  enum WriteOutcome {
    case written(Int)
    case failed(Int32)
  }

  /// Asks, then reads bytes once; a Ctrl-C from the asking on ends the read, and not the process.
  ///
  /// The signal is held back until the wait begins, so that none falls between the two. It must not
  /// have the wait begun anew, as it would with `signal`.
  static func nextBytes(from descriptor: Int32, after ask: () -> Void) -> ReadOutcome {
    var (held, before) = (sigset_t(), sigset_t())
    unsafe sigemptyset(&held)
    unsafe sigaddset(&held, SIGINT)
    _ = unsafe pthread_sigmask(SIG_BLOCK, &held, &before)
    var (action, actionBefore) = (actionOfNothing, sigaction())
    _ = unsafe sigaction(SIGINT, &action, &actionBefore)
    defer {
      _ = unsafe sigaction(SIGINT, &actionBefore, nil)
      _ = unsafe pthread_sigmask(SIG_SETMASK, &before, nil)
    }
    ask()
    guard isReadable(descriptor, before) else { return .failed(errno) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = unsafe read(descriptor, &bytes, bytes.count)
    return count >= 0 ? .bytes(Array(bytes.prefix(count))) : .failed(errno)
  }

  /// What does nothing when a signal comes, but end the call that waits.
  private static var actionOfNothing: sigaction {
    var action = sigaction()
    let nothing: @convention(c) (Int32) -> Void = { _ in }
    #if canImport(Darwin)
      unsafe action.__sigaction_u.__sa_handler = nothing
    #elseif canImport(Musl)
      unsafe action.__sa_handler.sa_handler = nothing
    #else
      unsafe action.__sigaction_handler.sa_handler = nothing
    #endif
    return action
  }

  /// Waits until a descriptor can be read, with the signals of a mask held back, but never SIGINT.
  private static func isReadable(_ descriptor: Int32, _ mask: sigset_t) -> Bool {
    var (readable, mask) = (fd_set(), mask)
    unsafe sigdelset(&mask, SIGINT)
    unsafe withUnsafeMutableBytes(of: &readable) { bits in
      unsafe bits[Int(descriptor) / 8] |= 1 << UInt8(descriptor % 8)
    }
    return unsafe pselect(descriptor + 1, &readable, nil, nil, nil, &mask) > 0
  }

  /// What came of one call of `read`: no bytes are the end.
  enum ReadOutcome {
    case bytes([UInt8])
    case failed(Int32)
  }

  /// Makes a write to a closed pipe, or one beyond a limit on the sizes of files, fail with an
  /// error number, in place of ending the process.
  static func ignoreSignalsOfWrites() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
  }

  /// Tells whether a descriptor is a terminal.
  static func isTerminal(_ descriptor: Int32) -> Bool {
    isatty(descriptor) == 1
  }

  /// Returns the width of the terminal in columns, or nil if it is none or doesn't know.
  static func terminalColumns(_ descriptor: Int32) -> Int? {
    var size = winsize()
    guard unsafe ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else {
      return nil
    }
    return Int(size.ws_col)
  }

  /// Returns the value of an environment variable, or nil if it is not set.
  static func environmentVariable(_ name: String) -> String? {
    unsafe getenv(name).map { unsafe String(cString: $0) }
  }

  /// Returns what the system calls an error number.
  static func message(for code: Int32) -> String? {
    var buffer = [CChar](repeating: 0, count: 256)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return nil }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }
}
