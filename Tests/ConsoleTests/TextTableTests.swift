import Console
import Testing

@Suite struct TextTableTests {
  private let table = TextTable(
    columns: [
      TextTable.Column("district"), TextTable.Column("outstanding", alignment: .right),
      TextTable.Column("status"),
    ],
    rows: [
      ["中国/上海", "1,200", TextTable.Cell("late", role: .alert)],
      ["e\u{301}t\u{1B}", "7", ""],
    ],
    footer: [["all", "1,207", ""]])

  @Test func `columns line up in any script`() {
    #expect(
      table.render() == """
        district   outstanding  status
        中国/上海        1,200  late
        e\u{301}t\\u{1B}             7
        ──────────────────────────────
        all              1,207

        """)
  }

  @Test func `no line ends with a blank`() {
    for line in table.render(styling: Styling(isEnabled: true)).split(separator: "\n") {
      #expect(!line.hasSuffix(" "))
    }
  }

  @Test func `styling changes nothing but the codes`() {
    let styled = table.render(styling: Styling(isEnabled: true))
    #expect(styled.contains("  \u{1B}[1;31mlate\u{1B}[0m\n"))
    #expect(styled.hasPrefix("\u{1B}[1mdistrict\u{1B}[0m   \u{1B}[1moutstanding"))
    // Cut the codes out: each runs from the escape to the first m.
    let parts = styled.split(separator: "\u{1B}", omittingEmptySubsequences: false)
    let plain = parts.dropFirst().reduce(String(parts[0])) { text, part in
      text + part.drop { $0 != "m" }.dropFirst()
    }
    #expect(plain == table.render())
  }

  @Test func `without rows there are the titles`() {
    let empty = TextTable(columns: [TextTable.Column("item")], rows: [])
    #expect(empty.render() == "item\n")
    #expect(TextTable(columns: [], rows: []).render() == "\n")
  }

  @Test func `a row with a cell too few ends the process`() async {
    await #expect(processExitsWith: .failure) {
      _ = TextTable(columns: [TextTable.Column("a"), TextTable.Column("b")], rows: [["x"]])
    }
  }
}
