import Console

/// Rows as a table for people, or a sentence where there are none.
///
/// A column that is blank in every row is left out, and where the width is limited the least useful
/// ones are; unless they were asked for. Below the table stands which ones there was no room for.
func tableText<Row>(
  _ rows: [Row], _ columns: [Column<Row>], none: String, _ style: TableStyle,
  note: ((Row) -> String)? = nil
) -> String {
  guard !rows.isEmpty else { return none + "\n" }
  var shown = style.columns.table(columns)
  guard !shown.isEmpty else { return "It has none of the columns that were asked for.\n" }
  var cells = rows.map { row in shown.map { $0.table.shown(row) } }
  if style.columns == .usual {
    let filled = shown.indices.filter { column in cells.contains { !$0[column].text.isEmpty } }
    cells = cells.map { row in filled.map { row[$0] } }
    shown = filled.map { shown[$0] }
  }
  let needsUnit = style.width != nil && hasSeveralUnits(rows, shown)
  let headers = shown.map { header($0, rows, isNeeded: needsUnit && $0.name == "unit") }
  let table = TextTable(columns: headers, rows: cells)
  func rendered(_ table: TextTable) -> String {
    let text = table.render(styling: style.styling)
    return note.map { noted(text, rows.map($0), style) } ?? text
  }
  guard let width = style.width else { return rendered(table) }
  switch style.columns {
  case .all: return rendered(table)
  case .named: return rendered(table.shortened(to: width))
  case .usual:
    let fitted = table.fitted(to: width)
    return rendered(fitted.table)
      + remark(on: fitted, names: shown.map(\.name), style)
  }
}

/// A table of one line of titles and a line a row, with a note under each row.
private func noted(_ table: String, _ notes: [String], _ style: TableStyle) -> String {
  var lines = table.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
  for (place, note) in notes.enumerated() {
    lines[place + 1] += "\n    " + style.apply(.dim, to: VisibleText(note).description)
  }
  return lines.joined(separator: "\n")
}

/// Says which columns there was no room for, and how to have them.
private func remark(
  on fitted: FittedTable, names: [String], _ style: TableStyle
) -> String {
  var parts: [String] = []
  if !fitted.leftOut.isEmpty {
    parts.append("Left out for want of room: \(list(fitted.leftOut.map { names[$0] })).")
  }
  if fitted.isShortened { parts.append("Long texts are cut.") }
  guard !parts.isEmpty else { return "" }
  parts.append("Have them with --columns=all, or name those you want.")
  return style.remark(parts.joined(separator: " "))
}

/// Names with commas between them; of many the first ones and the last.
private func list(_ names: [String]) -> String {
  guard names.count > 12 else { return names.joined(separator: ", ") }
  let first = names.prefix(3).joined(separator: ", ")
  return "\(first) and \(names.count - 3) more, up to \(names[names.count - 1])"
}

/// How a column stands in the table, by its first value.
private func header<Row>(
  _ column: Column<Row>, _ rows: [Row], isNeeded: Bool
) -> TextTable.Column {
  var isNumber = false
  var cut: TextTable.Cut? = paths.contains(column.name) ? .pathStart : .end
  search: for row in rows {
    switch column.value(row) {
    case .none: continue
    case .quantity, .count: (isNumber, cut) = (true, nil)
    case .day: cut = nil
    case .text, .list, .flag: break
    }
    break search
  }
  return TextTable.Column(
    column.table.title, alignment: isNumber ? .right : .left,
    usefulness: isNeeded ? .essential : column.table.usefulness, cut: cut)
}

/// Whether some item is counted in several units, so that its rows mean nothing without them.
private func hasSeveralUnits<Row>(_ rows: [Row], _ columns: [Column<Row>]) -> Bool {
  guard let item = columns.first(where: { $0.name == "item" }),
    let unit = columns.first(where: { $0.name == "unit" })
  else { return false }
  var units: [String: String] = [:]
  for row in rows {
    guard case .text(let item) = item.value(row), case .text(let unit) = unit.value(row) else {
      continue
    }
    if units.updateValue(unit, forKey: item) ?? unit != unit { return true }
  }
  return false
}

/// The columns that hold paths.
private let paths: Set<String> = ["district", "from", "item", "donor"]

/// The names of the columns of several tables, each once.
func distinct(_ names: [String]) -> [String] {
  names.enumerated().filter { names.firstIndex(of: $0.element) == $0.offset }.map(\.element)
}
