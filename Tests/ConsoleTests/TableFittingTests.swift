import Console
import Testing

@Suite struct TableFittingTests {
  private static let columns = [
    TextTable.Column("Place", cut: .end), TextTable.Column("Unit", usefulness: .useful, cut: .end),
    TextTable.Column("Note", usefulness: .detail, cut: .end),
    TextTable.Column("Late", alignment: .right, usefulness: .useful),
    TextTable.Column("Count", alignment: .right),
  ]

  private static let table = TextTable(
    columns: columns,
    rows: [
      ["Liaoning/Shenyang", "piece", "not sure", "2", "10,000"],
      ["上海市/长宁区", "pair", "", "", "5"],
    ])

  private func width(_ table: TextTable) -> Int {
    table.render().split(separator: "\n").map { DisplayWidth.columns(of: String($0)) }.max() ?? 0
  }

  @Test func `a table that fits stays whole`() {
    let fitted = Self.table.fitted(to: width(Self.table))
    #expect(fitted.table == Self.table && fitted.leftOut == [] && !fitted.isShortened)
  }

  @Test(arguments: [
    (45, [2]), (40, [2]), (35, [2, 3]), (32, [2, 3]), (31, [1, 2, 3]), (25, [1, 2, 3]),
  ])
  func `the least useful columns go first, then the one at the right`(
    _ columns: Int, _ leftOut: [Int]
  ) {
    let fitted = Self.table.fitted(to: columns)
    #expect(fitted.leftOut == leftOut && !fitted.isShortened)
    #expect(width(fitted.table) <= columns)
  }

  @Test func `a text is cut between two characters, by the columns that they take`() {
    let fitted = Self.table.fitted(to: 18)
    #expect(fitted.isShortened)
    #expect(
      fitted.table.render() == """
        Place        Count
        Liaoning/…  10,000
        上海市/长…       5

        """)
  }

  @Test func `an accent, a flag or an escaped character is never split`() {
    let texts = [
      "e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}e\u{301}", "🇨🇳🇨🇳🇨🇳🇨🇳🇨🇳",
      "\u{1B}\u{1B}",
    ]
    let table = TextTable(
      columns: [TextTable.Column("T", cut: .end)], rows: texts.map { [TextTable.Cell($0)] })
    let cells = table.shortened(to: 8).rows.map { $0[0].text }
    #expect(cells[0] == String(repeating: "e\u{301}", count: 7) + "…")
    #expect(cells[1] == "🇨🇳🇨🇳🇨🇳…")
    #expect(DisplayWidth.columns(of: cells[2]) <= 8)
  }

  @Test func `numbers and what may not be cut stay whole, however narrow it is`() {
    let table = TextTable(
      columns: [
        TextTable.Column("Date"), TextTable.Column("N", alignment: .right),
      ], rows: [["2020-02-13", "1,000,000"]])
    #expect(table.fitted(to: 5).table == table)
  }

  @Test func `two wide columns share the loss`() {
    let long = TextTable.Cell(String(repeating: "x", count: 30))
    let table = TextTable(
      columns: [TextTable.Column("A", cut: .end), TextTable.Column("B", cut: .end)],
      rows: [[long, long]])
    let cells = table.fitted(to: 42).table.rows[0].map(\.text.count)
    #expect(cells == [20, 20])
  }

  @Test func `long words are shortened before what is useful goes`() {
    let long = TextTable.Cell(String(repeating: "x", count: 40))
    let table = TextTable(
      columns: [
        TextTable.Column("Place", cut: .end), TextTable.Column("Unit", usefulness: .useful),
        TextTable.Column("Note", usefulness: .detail),
      ], rows: [[long, "piece", "some"]])
    #expect(table.fitted(to: 50).leftOut == [2])
    #expect(table.fitted(to: 27).leftOut == [2])
    #expect(table.fitted(to: 26).leftOut == [1, 2])
  }

  @Test(arguments: [
    (17, "China/Hubei/Wuhan"), (16, "…/Hubei/Wuhan"), (13, "…/Hubei/Wuhan"), (12, "…/Wuhan"),
    (8, "…/Wuhan"),
  ])
  func `a path keeps its last names`(_ columns: Int, _ shown: String) {
    let table = TextTable(
      columns: [TextTable.Column("Place", cut: .pathStart)], rows: [["China/Hubei/Wuhan"]])
    #expect(table.shortened(to: columns).rows[0][0].text == shown)
  }

  @Test func `a last name that is too long itself loses the path's end`() {
    let table = TextTable(
      columns: [TextTable.Column("Place", cut: .pathStart)], rows: [["China/Hubei University"]])
    #expect(table.shortened(to: 12).rows[0][0].text == "China/Hubei…")
  }
}
