extension TextTable {
  /// Returns the lines of the table: the titles, the rows, and the footer below a rule.
  ///
  /// Two blanks part the columns; no line ends with one. Every text passes through `VisibleText`.
  public func render(styling: Styling = .plain) -> String {
    let header = columns.map { Cell($0.title, role: .heading) }
    let body = ([header] + rows).map(measured)
    let sums = footer.map(measured)
    var widths = [Int](repeating: 0, count: columns.count)
    for row in body + sums {
      for (column, cell) in row.enumerated() {
        widths[column] = max(widths[column], cell.width)
      }
    }

    var text = ""
    for row in body {
      append(row, to: &text, widths: widths, styling: styling)
    }
    if !sums.isEmpty {
      let totalWidth = widths.reduce(0, +) + Self.gap * max(widths.count - 1, 0)
      text += styling.apply(.dim, to: String(repeating: "─", count: totalWidth)) + "\n"
    }
    for row in sums {
      append(row, to: &text, widths: widths, styling: styling)
    }
    return text
  }

  /// The blanks between two columns.
  static let gap = 2

  /// A text that is safe to show, and the columns of the terminal it takes.
  private struct MeasuredCell {
    let text: String
    let width: Int
    let role: Styling.Role?
  }

  private func measured(_ row: [Cell]) -> [MeasuredCell] {
    row.map { cell in
      let text = VisibleText(cell.text).description
      return MeasuredCell(text: text, width: DisplayWidth.columns(of: text), role: cell.role)
    }
  }

  private func append(
    _ row: [MeasuredCell], to text: inout String, widths: [Int], styling: Styling
  ) {
    // Blanks are owed until a text follows, so that none stand at the end.
    var blanks = 0
    for (column, cell) in row.enumerated() {
      let padding = widths[column] - cell.width
      let isRight = columns[column].alignment == .right
      if isRight { blanks += padding }
      if !cell.text.isEmpty {
        text += String(repeating: " ", count: blanks)
        text += cell.role.map { styling.apply($0, to: cell.text) } ?? cell.text
        blanks = 0
      }
      blanks += Self.gap + (isRight ? 0 : padding)
    }
    text += "\n"
  }
}
