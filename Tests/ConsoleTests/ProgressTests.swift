import Synchronization
import Testing

@testable import Console

@Suite struct ProgressTests {
  private static let cases: [(done: Int, rate: Double?, columns: Int, line: String)] = [
    (0, nil, 79, "reading ──────────────────────────────   0 %  0.0 of 3.2 GB"),
    (
      1_600_000_000, 640e6, 79,
      "reading ━━━━━━━━━━━━━━──────────────  50 %  1.6 of 3.2 GB, 640.0 MB/s, 3 s left"
    ),
    (1_600_000_000, 640e6, 60, "reading ━━━━─────  50 %  1.6 of 3.2 GB, 640.0 MB/s, 3 s left"),
    (1_600_000_000, 640e6, 45, "reading  50 %  1.6 of 3.2 GB, 640.0 MB/s, 3 s"),
    (800_000_000, 20e6, 55, "reading  25 %  0.8 of 3.2 GB, 20.0 MB/s, 2 min 0 s left"),
    (3_200_000_000, 640e6, 79, "reading ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━ 100 %  3.2 of 3.2 GB"),
    (-5, 0.0001, 40, "reading   0 %  0.0 of 3.2 GB, 0 bytes/s,"),
    (1, 1, 0, ""),
  ]

  @Test(arguments: cases)
  func `a line says how far it is, how fast it goes and how long it takes`(
    _ done: Int, _ rate: Double?, _ columns: Int, _ line: String
  ) {
    let standing = ProgressLine.Standing("reading", done: done, of: 3_200_000_000, .bytes)
    let text = ProgressText.line(standing, rate, columns: columns)
    #expect(text.hasPrefix(line) && DisplayWidth.columns(of: text) <= columns)
  }

  @Test func `lines are counted by thousands and millions`() {
    let standing = ProgressLine.Standing("adding up", done: 1_000_000, of: 10_000_000, .lines)
    #expect(
      ProgressText.line(standing, 4000, columns: 60)
        == "adding up  10 %  1.0 of 10.0 million lines, 4.0 thousand/s, 37 min 30 s left"
        .prefix(60))
  }

  @Test func `the pace of a later stage is counted from when it is first met`() {
    var pace = ProgressPace(at: 0)
    let first = ProgressLine.Standing("a", done: 500, of: 1000, .bytes)
    #expect(pace.take(first, at: 1_000_000_000) == 500)
    let second = ProgressLine.Standing("b", done: 100, of: 1000, .bytes)
    #expect(pace.take(second, at: 2_000_000_000) == nil)
    let later = ProgressLine.Standing("b", done: 300, of: 1000, .bytes)
    #expect(pace.take(later, at: 3_000_000_000) == 200)
  }

  @Test func `nothing is shown on a pipe or a dumb terminal`() throws {
    let pipe = try Pipe()
    let smart = Environment(variables: ["TERM": "xterm"])
    #expect(ProgressLine(descriptor: pipe.writeEnd, environment: smart) { nil } == nil)
    #if os(Linux)
      let terminal = try PseudoTerminal(columns: 60)
      let dumb = Environment(variables: ["TERM": "dumb"])
      #expect(ProgressLine(descriptor: terminal.descriptor, environment: dumb) { nil } == nil)
    #endif
  }

  #if os(Linux)
    @Test func `a terminal has the line after half a second, and not after the end`() async throws {
      let terminal = try PseudoTerminal(columns: 60)
      let environment = Environment(variables: ["TERM": "xterm"])
      let counter = Counter()
      let line = try #require(
        ProgressLine(descriptor: terminal.descriptor, environment: environment) {
          counter.looks.wrappingAdd(1, ordering: .relaxed)
          return ProgressLine.Standing("reading", done: 1, of: 2, .lines)
        })
      line.hide()
      let looked = terminal.readText { $0.ranges(of: "\rreading ━").count > 1 }
      line.end()
      let count = counter.looks.load(ordering: .relaxed)
      try await Task.sleep(for: .milliseconds(300))
      #expect(counter.looks.load(ordering: .relaxed) == count)
      let shown = looked + terminal.readText { (looked + $0).hasSuffix("\r\u{1B}[K") }
      #expect(shown.hasPrefix("\rreading ━"))
      #expect(shown.contains(" 50 %  1 of 2 lines"))
      #expect(shown.hasSuffix("\r\u{1B}[K"))
    }

    @Test func `work is shown again only half a second after a pause`() async throws {
      let terminal = try PseudoTerminal(columns: 60)
      let environment = Environment(variables: ["TERM": "xterm"])
      let line = try #require(
        ProgressLine(descriptor: terminal.descriptor, environment: environment) {
          ProgressLine.Standing("reading", done: 1, of: 2, .lines)
        })
      let before = terminal.readText { $0.contains("reading") }
      line.pause()
      #expect(terminal.readText { (before + $0).hasSuffix("\r\u{1B}[K") }.hasSuffix("\u{1B}[K"))
      try await Task.sleep(for: .milliseconds(700))
      let resumed = ContinuousClock.now
      line.resume()
      // What was written during the pause would be met before half a second is over.
      #expect(terminal.readText { $0.contains("reading") }.hasPrefix("\rreading ━"))
      #expect(ContinuousClock.now - resumed >= .milliseconds(500))
      line.end()
    }

    private final class Counter: Sendable {
      let looks = Atomic<Int>(0)
    }
  #endif
}
