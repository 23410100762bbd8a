import Console
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The value of a variable of the test process.
func environmentVariable(_ name: String) -> String? {
  unsafe getenv(name).map { unsafe String(cString: $0) }
}

/// Two joined descriptors: what is written to one is read from the other.
struct Pipe: ~Copyable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [-1, -1]
    let isOpen = unsafe pipe(&ends) == 0
    try #require(isOpen)
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  /// Reads once, up to 64 KiB, which is what a pipe holds.
  func readBytes() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = unsafe read(readEnd, &bytes, bytes.count)
    return Array(bytes.prefix(max(count, 0)))
  }

  /// Closes the end that is read from; the number stays taken by another file.
  func stopReading() throws {
    let elsewhere = unsafe open("/dev/null", O_RDONLY)
    try #require(dup2(elsewhere, readEnd) == readEnd)
    close(elsewhere)
  }
}

#if os(Linux)
  /// A terminal that only the test sees.
  struct PseudoTerminal: ~Copyable {
    let descriptor: Int32
    private let controller: Int32

    init(columns: UInt16) throws {
      // What grantpt, unlockpt and ptsname do, which the module Glibc doesn't show:
      // unlock with TIOCSPTLCK, ask for the number with TIOCGPTN.
      let controller = unsafe open("/dev/ptmx", O_RDWR | O_NOCTTY)
      var lock: Int32 = 0
      var number: Int32 = 0
      let isUnlocked = unsafe ioctl(controller, 0x4004_5431, &lock) == 0
      let isNumbered = unsafe ioctl(controller, 0x8004_5430, &number) == 0
      try #require(isUnlocked && isNumbered)
      let descriptor = unsafe open("/dev/pts/\(number)", O_RDWR | O_NOCTTY)
      var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
      let isSized = unsafe ioctl(descriptor, UInt(TIOCSWINSZ), &size) == 0
      try #require(isSized)
      (self.controller, self.descriptor) = (controller, descriptor)
    }

    deinit {
      close(descriptor)
      close(controller)
    }

    /// Reads what is shown, which a terminal hands out in parts, until it is enough.
    ///
    /// A terminal that nobody reads is full some day, and then whoever writes to it waits.
    func readText(until isEnough: (String) -> Bool) -> String {
      var (read, bytes) = ([UInt8](), [UInt8](repeating: 0, count: 4096))
      while !isEnough(String(decoding: read, as: UTF8.self)) {
        var wait = pollfd(fd: controller, events: Int16(POLLIN), revents: 0)
        guard unsafe poll(&wait, 1, 60_000) == 1 else { break }
        let count = unsafe Glibc.read(controller, &bytes, bytes.count)
        guard count > 0 else { break }
        read += bytes.prefix(count)
      }
      return String(decoding: read, as: UTF8.self)
    }
  }
#endif

/// Opens a file for writing.
func openForWriting(_ path: String) throws -> Int32 {
  let descriptor = unsafe open(path, O_WRONLY)
  try #require(descriptor >= 0, "\(path) can't be opened")
  return descriptor
}

/// A folder that goes away with the value.
struct TemporaryFolder: ~Copyable {
  let path: String

  init() throws {
    var template = Array("/tmp/console-tests-XXXXXX".utf8CString)
    let isMade = unsafe mkdtemp(&template) != nil
    try #require(isMade)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    _ = unsafe system("rm -rf '\(path)'")
  }

  /// Writes a file into the folder and returns its path.
  func write(_ text: String, to name: String) throws -> String {
    let path = "\(path)/\(name)"
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    defer { close(descriptor) }
    var output = Output(descriptor: descriptor)
    try output.write(text)
    try output.flush()
    return path
  }
}

/// Runs a command line of `sh` and returns its output and errors; a status other than 0 is thrown.
func outputOfShell(_ commandLine: String) throws -> String {
  guard let stream = unsafe popen("{ \(commandLine) ; } 2>&1", "r") else {
    throw ShellFailure(commandLine: commandLine, status: errno, output: "")
  }
  var bytes: [UInt8] = []
  while true {
    let byte = unsafe fgetc(stream)
    guard byte != EOF else { break }
    bytes.append(UInt8(truncatingIfNeeded: byte))
  }
  let output = String(decoding: bytes, as: UTF8.self)
  let status = unsafe pclose(stream)
  guard status == 0 else {
    throw ShellFailure(commandLine: commandLine, status: status, output: output)
  }
  return output
}

/// A command line that failed, perhaps because there is no such shell.
struct ShellFailure: Error {
  let commandLine: String
  let status: Int32
  let output: String
}
