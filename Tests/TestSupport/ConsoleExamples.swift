import Foundation

/// The console examples of a page: commands after `$ `, each followed by what it prints.
public struct ConsoleExamples {
  /// The line by which a page says that its examples begin without a log.
  private static let emptyMark = "<!-- The examples on this page begin in an empty folder. -->"

  private let path: String
  private var lines: [String]

  /// Reads a page.
  public init(_ path: String) throws {
    self.path = path
    lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
  }

  /// One command and what the page says that it prints.
  public struct Example: Sendable {
    /// The command, its continued lines joined.
    public var command: String
    /// The lines of the page with the output.
    var output: Range<Int>
    /// The output as the page has it.
    public var expected: String
  }

  /// The page's examples in order.
  public var examples: [Example] {
    var found: [Example] = []
    var row = 0
    while row < lines.count {
      defer { row += 1 }
      guard lines[row] == "```console" else { continue }
      row += 1
      while row < lines.count, lines[row] != "```" {
        var command = String(lines[row].dropFirst(2))
        while command.hasSuffix("\\") {
          row += 1
          command = command.dropLast() + lines[row].trimmingCharacters(in: .whitespaces)
        }
        row += 1
        let start = row
        while row < lines.count, lines[row] != "```", !lines[row].hasPrefix("$ ") { row += 1 }
        let expected = lines[start..<row].map { $0 + "\n" }.joined()
        found.append(Example(command: command, output: start..<row, expected: expected))
      }
    }
    return found
  }

  /// Writes other outputs into the page, one an example.
  public mutating func update(_ outputs: [String]) throws {
    for (example, output) in zip(examples, outputs).reversed() {
      let new = output.components(separatedBy: "\n").dropLast()
      lines.replaceSubrange(example.output, with: new)
    }
    try lines.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
  }

  /// Runs the examples one after the other, with a copy of the package's log beside them, or in an
  /// empty folder where the page says so.
  public func run() throws -> [String] {
    let folder = try TemporaryFolder()
    if !lines.contains(ConsoleExamples.emptyMark) { try ConsoleExamples.copyLog(to: folder) }
    let programs = URL(fileURLWithPath: TestProgram.waybill).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
    return try examples.map { example in
      try TestProgram.run(
        "/bin/bash", ["-c", "exec 2>&1; \(example.command)"], in: folder.path,
        environment: ["PATH": "\(programs):\(path)", "SWIFT_BACKTRACE": "enable=no"]
      ).output
    }
  }

  private static func copyLog(to folder: TemporaryFolder) throws {
    try FileManager.default.createDirectory(
      atPath: folder.path("EventLog"), withIntermediateDirectories: true)
    try FileManager.default.copyItem(
      atPath: "\(TestProgram.packageRoot)/EventLog/events.jsonl",
      toPath: folder.path("EventLog/events.jsonl"))
  }
}
