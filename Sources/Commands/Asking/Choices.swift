import Console

/// A known name that may be meant.
struct Choice: Equatable {
  var text: String
  /// The unit that it is counted in, of an item.
  var unit = ""
  /// What helps to tell it from the others.
  var remark = ""
}

/// The few names that a question shows, each under a number that may be answered in its place.
struct Choices: Equatable {
  /// The most names that a question shows.
  static let most = 8

  let shown: [Choice]

  init(_ choices: [Choice], atMost limit: Int = Choices.most) {
    shown = Array(choices.prefix(limit))
  }

  /// The choice whose number an answer is, unless a choice has that very name.
  func picked(_ answer: some StringProtocol) -> Choice? {
    guard let number = Int(answer), shown.indices.contains(number - 1),
      !shown.contains(where: { $0.text == answer })
    else { return nil }
    return shown[number - 1]
  }

  /// The choices as lines with their numbers.
  func lines(_ styling: Styling) -> String {
    guard !shown.isEmpty else { return "" }
    let rows = shown.enumerated().map { number, choice in
      [
        TextTable.Cell("\(number + 1)", role: .dim),
        TextTable.Cell(choice.unit.isEmpty ? choice.text : "\(choice.text)  \(choice.unit)"),
        TextTable.Cell(choice.remark, role: .dim),
      ]
    }
    let table = TextTable(
      columns: [.init("", alignment: .right), .init(""), .init("")], rows: rows)
    // The line of the titles is empty.
    return String(table.render(styling: styling).drop { $0 == "\n" })
      .split(separator: "\n").map { "  \($0)\n" }.joined()
  }
}
