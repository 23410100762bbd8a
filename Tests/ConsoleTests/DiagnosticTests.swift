import Console
import Testing

@Suite struct DiagnosticTests {
  private func rendered(_ text: [UInt8], at offset: Int, length: Int = 1) -> [String] {
    let excerpt = Diagnostic.Excerpt(text: text, caretOffset: offset, caretLength: length)
    let diagnostic = Diagnostic(severity: .error, message: "m", excerpt: excerpt)
    return diagnostic.render().split(separator: "\n").dropFirst().map(String.init)
  }

  @Test func `a diagnostic says where, what, and what to do`() {
    let text = Array(#"{"item":"口罩","quantity":"ten"}"#.utf8)
    let diagnostic = Diagnostic(
      severity: .error, path: "log/events.jsonl", line: 3, column: 25,
      message: #"found "ten", expected a number"#,
      excerpt: Diagnostic.Excerpt(text: text, caretOffset: 28, caretLength: 5),
      fix: "write the quantity in digits")
    #expect(
      diagnostic.render() == """
        log/events.jsonl:3:25: error: found "ten", expected a number
          {"item":"口罩","quantity":"ten"}
                                    ^~~~~
        fix: write the quantity in digits

        """)
  }

  @Test(arguments: [
    (Diagnostic(severity: .error, message: "no"), "error: no\n"),
    (Diagnostic(severity: .warning, path: "a", message: "no"), "a: warning: no\n"),
    (Diagnostic(severity: .note, path: "a", line: 7, message: "no"), "a:7: note: no\n"),
    (
      Diagnostic(severity: .error, path: "a\u{1B}", message: "b\nc", fix: "d\u{202E}"),
      "a\\u{1B}: error: b\\nc\nfix: d\\u{202E}\n"
    ),
    (
      Diagnostic(severity: .error, message: "b", details: ["one", "t\nwo"], fix: "d"),
      "error: b\n  one\n  t\\nwo\nfix: d\n"
    ),
  ])
  func `parts that aren't known are left out`(_ diagnostic: Diagnostic, _ expected: String) {
    #expect(diagnostic.render() == expected)
  }

  @Test(arguments: [
    ("ab", 0, 1, "  ^"), ("ab", 2, 1, "    ^"), ("ab", 9, 9, "    ^"), ("ab", 0, 9, "  ^~"),
    ("ab", 1, 0, "   ^"), ("", 0, 1, "  ^"), ("中文", 3, 3, "    ^~"), ("中文", 4, 1, "    ^~"),
    ("中文", 3, 1, "    ^~"), ("a\tb", 2, 1, "     ^"), ("a\tb", 1, 1, "   ^~"),
  ])
  func `the caret stands below its text`(
    _ text: String, _ offset: Int, _ length: Int, _ caret: String
  ) {
    #expect(rendered(Array(text.utf8), at: offset, length: length).last == caret)
  }

  @Test func `bytes that aren't UTF-8 are shown and marked`() {
    #expect(rendered([0x61, 0xFF, 0x62], at: 1) == ["  a\\x{FF}b", "   ^~~~~~"])
  }

  @Test(arguments: [0, 1, 49, 50, 51, 100, 250, 448, 449, 450, 499, 500])
  func `a long line is cut around the caret`(_ offset: Int) throws {
    let text = Array(String(repeating: "0123456789", count: 50).utf8)
    let lines = rendered(text, at: offset)
    #expect(DisplayWidth.columns(of: lines[0]) == 102)
    let caret = try #require(lines[1].firstIndex(of: "^"))
    let column = lines[1].distance(from: lines[1].startIndex, to: caret)
    let marked = Array(lines[0]).dropFirst(column).first
    #expect(marked == (offset == 500 ? nil : Character("\(offset % 10)")))
    #expect(lines[0].hasPrefix("  …") == (offset > 49))
    #expect(lines[0].hasSuffix("…") == (offset < 449))
  }

  @Test func `a long mark is cut, and a wide one never in the middle of a character`() {
    let wide = Array(String(repeating: "中", count: 200).utf8)
    let lines = rendered(wide, at: 300, length: 300)
    #expect(lines.allSatisfy { DisplayWidth.columns(of: $0) <= 102 })
    #expect(lines[0].dropFirst(2).allSatisfy { $0 == "中" || $0 == "…" })
    #expect(lines[1].hasSuffix("^" + String(repeating: "~", count: 48)))
  }

  @Test func `a line of megabytes is no trouble`() {
    let lines = rendered([UInt8](repeating: 0x61, count: 5_000_000), at: 2_500_000)
    #expect(DisplayWidth.columns(of: lines[0]) == 102)
  }

  @Test func `colours go with the severity`() {
    let styled = Diagnostic(severity: .warning, path: "a", message: "no", fix: "do")
      .render(styling: Styling(isEnabled: true))
    #expect(
      styled == "\u{1B}[1ma:\u{1B}[0m \u{1B}[33mwarning:\u{1B}[0m no\n\u{1B}[1mfix:\u{1B}[0m do\n")
  }
}
