/// A row of either of two kinds, for a sheet that holds both.
enum TwoKinds<First: ExplainedRow, Second: ExplainedRow> {
  case first(First)
  case second(Second)

  /// The kind by its name, the columns of the first kind, then those that only the second one has.
  static func columns(
    _ first: (name: String, columns: [Column<First>]),
    _ second: (name: String, columns: [Column<Second>])
  ) -> [Column<TwoKinds>] {
    let (firstName, secondName) = (first.name, second.name)
    let kind = Column<TwoKinds>(kindColumn) { row in
      if case .first = row { return .text(firstName) }
      return .text(secondName)
    }
    let own = first.columns.map { column in
      let other = second.columns.first { $0.name == column.name }
      return Column<TwoKinds>(column.name) { row in
        switch row {
        case .first(let row): column.value(row)
        case .second(let row): other?.value(row) ?? .none
        }
      }
    }
    let names = first.columns.map(\.name)
    let others = second.columns.filter { !names.contains($0.name) }.map { column in
      Column<TwoKinds>(column.name) { row in
        guard case .second(let row) = row else { return .none }
        return column.value(row)
      }
    }
    return [kind] + own + others
  }
}

extension TwoKinds: ExplainedRow {
  func command(_ explanation: Explanation) -> String {
    switch self {
    case .first(let row): row.command(explanation)
    case .second(let row): row.command(explanation)
    }
  }
}
