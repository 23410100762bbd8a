import Foundation

/// A run of a program: what it printed, and how it ended.
public struct CommandRun: Sendable {
  /// What it wrote to standard output.
  public var output: String
  /// What it wrote to standard error.
  public var errors: String
  /// Its exit status.
  public var status: Int32
}

/// Runs programs in tests.
public enum TestProgram {
  /// The built `waybill`, beside the test bundle.
  public static var waybill: String {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.path.contains(".build") }
    let folder = (bundle ?? Bundle.main.bundleURL).deletingLastPathComponent()
    let candidates = [
      folder,
      URL(fileURLWithPath: CommandLine.arguments[0])
        .deletingLastPathComponent(),
    ]
    for folder in candidates {
      let path = folder.appendingPathComponent("waybill").path
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    return "waybill-is-not-built"
  }

  /// The root of the package.
  public static var packageRoot: String {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().path
  }

  /// Runs a program to its end.
  public static func run(
    _ program: String, _ arguments: [String], input: [UInt8] = [], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> CommandRun {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    process.environment = ProcessInfo.processInfo.environment
      .filter { !["WAYBILL_LOG", "COLUMNS"].contains($0.key) }
      .merging(["TZ": "UTC", "LC_ALL": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
    let (output, errors, given) = (Pipe(), Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = given
    try process.run()
    let writer = Thread {
      try? given.fileHandleForWriting.write(contentsOf: Data(input))
      try? given.fileHandleForWriting.close()
    }
    writer.start()
    let collector = ErrorCollector(errors.fileHandleForReading)
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = collector.wait()
    process.waitUntilExit()
    return CommandRun(
      output: String(decoding: text, as: UTF8.self),
      errors: String(decoding: errorText, as: UTF8.self), status: process.terminationStatus)
  }

  /// Runs `waybill` on a log.
  public static func waybill(
    _ arguments: [String], log: String, input: [UInt8] = []
  ) throws -> CommandRun {
    try run(waybill, arguments + ["--log=\(log)"], input: input)
  }
}

/// Reads standard error beside standard output, so that neither pipe fills up.
private final class ErrorCollector: @unchecked Sendable {
  private var data = Data()
  private let done = DispatchSemaphore(value: 0)

  init(_ handle: FileHandle) {
    Thread {
      self.data = handle.readDataToEndOfFile()
      self.done.signal()
    }.start()
  }

  func wait() -> Data {
    done.wait()
    return data
  }
}
