import Foundation
import TestSupport
import Testing

/// `Docs/Messages.md` lists every message about a line, with what reproduces it.
@Suite struct MessagesPageTests {
  private static let begin =
    "<!-- made by MessagesPageTests: UPDATE_EXAMPLES=1 writes it anew -->\n"
  private static let end = "<!-- end -->\n"

  @Test func `the page has every message about a line`() throws {
    let path = "\(TestProgram.packageRoot)/Docs/Messages.md"
    var page = try String(contentsOfFile: path, encoding: .utf8)
    let start = try #require(page.range(of: Self.begin)).upperBound
    let stop = try #require(page.range(of: Self.end)).lowerBound
    if ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] != nil {
      page.replaceSubrange(start..<stop, with: Self.table)
      try page.write(toFile: path, atomically: true, encoding: .utf8)
      return
    }
    #expect(String(page[start..<stop]) == Self.table)
  }

  private static var table: String {
    let rows = Reproducer.all.map { reproducer in
      "| \(cell(reproducer.message)) | \(code(reproducer.line)) | \(cell(reproducer.fix)) |\n"
    }
    return "| message | a line that has it, `▲` before the fault | fix |\n| --- | --- | --- |\n"
      + rows.joined()
  }

  private static func cell(_ text: String) -> String {
    text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "|", with: "\\|")
      .replacingOccurrences(of: "<", with: "\\<")
  }

  /// A line as code, its long middle left out.
  private static func code(_ line: String) -> String {
    let short = line.count > 110 ? "\(line.prefix(40))…\(line.suffix(60))" : line
    let visible = short.unicodeScalars.map { scalar in
      scalar.properties.generalCategory == .control
        ? "⟨U+\(String(scalar.value, radix: 16))⟩" : String(scalar)
    }
    return "`` " + visible.joined().replacingOccurrences(of: "|", with: "\\|") + " ``"
  }
}
