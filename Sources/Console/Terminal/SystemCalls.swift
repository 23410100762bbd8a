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
