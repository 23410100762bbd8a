/// A table that was made to fit a width, and what became of it.
public struct FittedTable: Equatable, Sendable {
  /// The table with the columns that there is room for.
  public let table: TextTable
  /// The numbers of the columns that were left out, from left to right.
  public let leftOut: [Int]
  /// Whether some text was shortened.
  public let isShortened: Bool
}

extension TextTable {
  /// The fewest columns of the terminal to which a column of words is shortened.
  private static let shortest = 8

  /// To how many a column of words is shortened before one that is useful is left out.
  private static let comfortable = 20

  /// Returns the table in as much of its columns as a line of the terminal has room for.
  ///
  /// The least useful columns go first, and of those that are equally useful the one at the right;
  /// but long words are shortened before more goes than details. Where the essential columns alone don't
  /// fit, the widest column of words is shortened further.
  public func fitted(to width: Int) -> FittedTable {
    let widths = columnWidths
    var kept = Array(columns.indices)
    func isTooWide(withWordsOf most: Int) -> Bool {
      let widths = kept.map { columns[$0].cut == nil ? widths[$0] : min(widths[$0], most) }
      return Self.lineWidth(widths) > width
    }
    while isTooWide(withWordsOf: .max), let least = leastUseful(of: kept, upTo: .detail) {
      kept.removeAll { $0 == least }
    }
    while isTooWide(withWordsOf: Self.comfortable), let least = leastUseful(of: kept, upTo: .useful)
    {
      kept.removeAll { $0 == least }
    }
    let table = picking(kept)
    return FittedTable(
      table: table.shortened(to: width),
      leftOut: columns.indices.filter { !kept.contains($0) },
      isShortened: Self.lineWidth(table.columnWidths) > width)
  }

  /// Returns the table with its widest columns of words shortened, as far as need be.
  public func shortened(to width: Int) -> TextTable {
    var widths = columnWidths
    var excess = Self.lineWidth(widths) - width
    while excess > 0 {
      let words = columns.indices.filter {
        columns[$0].cut != nil && widths[$0] > Self.shortest
      }
      guard let widest = words.max(by: { widths[$0] < widths[$1] }) else { break }
      // Down to the next widest, so that two wide columns share the loss.
      let next = words.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
      let cut = min(excess, max(1, widths[widest] - max(next, Self.shortest)))
      widths[widest] -= cut
      excess -= cut
    }
    let header = zip(columns, widths).map { column, width in
      Column(
        Self.shortened(column.title, to: width, .end), alignment: column.alignment,
        usefulness: column.usefulness, cut: column.cut)
    }
    func cut(_ row: [Cell]) -> [Cell] {
      columns.indices.map { place in
        let text = Self.shortened(row[place].text, to: widths[place], columns[place].cut ?? .end)
        return Cell(text, role: row[place].role)
      }
    }
    return TextTable(columns: header, rows: rows.map(cut), footer: footer.map(cut))
  }

  /// The columns of the terminal that each column takes.
  private var columnWidths: [Int] {
    var widths = columns.map { Self.width(of: $0.title) }
    for row in rows + footer {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], Self.width(of: cell.text))
      }
    }
    return widths
  }

  private static func width(of text: String) -> Int {
    DisplayWidth.columns(of: VisibleText(text).description)
  }

  private static func lineWidth(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(widths.count - 1, 0)
  }

  /// The column to leave out next; nil where none is as little useful as that.
  private func leastUseful(of kept: [Int], upTo most: Usefulness) -> Int? {
    kept.reversed().filter { columns[$0].usefulness <= most }
      .min { columns[$0].usefulness < columns[$1].usefulness }
  }

  private func picking(_ kept: [Int]) -> TextTable {
    TextTable(
      columns: kept.map { columns[$0] }, rows: rows.map { row in kept.map { row[$0] } },
      footer: footer.map { row in kept.map { row[$0] } })
  }

  /// Cuts a text between two characters, and says with an ellipsis that it did.
  private static func shortened(_ text: String, to width: Int, _ cut: Cut) -> String {
    let visible = VisibleText(text).description
    guard DisplayWidth.columns(of: visible) > width else { return text }
    if cut == .pathStart, let end = pathEnd(of: visible, fitting: width) { return end }
    return DisplayWidth.prefix(of: visible, fitting: width - 1) + "…"
  }

  /// As many of a path's last names as there is room for: `…/Hubei/Wuhan`.
  ///
  /// What stands behind it in parentheses goes first. Nil where the path itself has room.
  private static func pathEnd(of text: String, fitting width: Int) -> String? {
    let path = text.firstRange(of: " (").map { text[..<$0.lowerBound] } ?? text[...]
    if path.count < text.count, DisplayWidth.columns(of: String(path)) < width { return nil }
    var end: String?
    var names = ""
    for name in path.split(separator: "/").reversed() {
      names = "/" + name + names
      guard DisplayWidth.columns(of: names) < width else { break }
      end = "…" + names
    }
    return end
  }
}
