import Foundation
import TestSupport
import Testing

@Suite("Examples in README and Docs")
struct ExamplesTests {
  /// Every page of the project.
  static let pages: [String] = {
    let root = TestProgram.packageRoot
    let docs = (try? FileManager.default.contentsOfDirectory(atPath: "\(root)/Docs")) ?? []
    return ["README.md"] + docs.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
  }()

  @Test("print what the page says", arguments: pages)
  func examplesPrintWhatThePageSays(page: String) throws {
    var examples = try ConsoleExamples("\(TestProgram.packageRoot)/\(page)")
    let outputs = try examples.run()
    if ProcessInfo.processInfo.environment["UPDATE_EXAMPLES"] != nil {
      try examples.update(outputs)
    }
    for (example, output) in zip(examples.examples, outputs) {
      #expect(output == example.expected, "\(page): \(example.command)")
    }
  }

  @Test(
    "stand in the pages that must have some",
    arguments: ["README.md", "Docs/Meaning.md", "Docs/Tutorial.md"])
  func examplesAreThere(page: String) throws {
    let examples = try ConsoleExamples("\(TestProgram.packageRoot)/\(page)").examples
    #expect(examples.count >= 5)
    #expect(examples.allSatisfy { !$0.expected.isEmpty || $0.command.hasPrefix("cp ") })
  }
}
