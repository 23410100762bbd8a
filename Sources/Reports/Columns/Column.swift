import Console
public import Shipments

/// One value of a report's row, before it is written in some form.
enum Value: Sendable {
  /// A text.
  case text(String)
  /// An exact amount.
  case quantity(Quantity)
  /// A number of things.
  case count(Int)
  /// A yes or no.
  case flag(Bool)
  /// A calendar day.
  case day(Day)
  /// Several texts.
  case list([String])
  /// Nothing.
  case none

  init(_ text: String?) { self = text.map(Value.text) ?? .none }
  init(_ day: Day?) { self = day.map(Value.day) ?? .none }
}

/// A column of a report: one list of them makes its JSON, its CSV and its table.
struct Column<Row>: Sendable {
  /// The member's name in JSON, and the column's in CSV.
  let name: String
  /// The name as a member of a JSON object, with its colon.
  let jsonMember: [UInt8]
  let value: @Sendable (Row) -> Value
  /// How a table shows it.
  let table: TableColumn<Row>
  /// Whether a table shows it without being asked to.
  let isInTable: Bool

  /// A column that a table shows only where it is named.
  init(_ name: String, _ value: @escaping @Sendable (Row) -> Value) {
    self.name = name
    jsonMember = JSONWriter.member(name)
    self.value = value
    isInTable = false
    table = TableColumn(
      title: Shown.title(name), usefulness: .detail,
      shown: { TextTable.Cell(Shown.text(value($0))) })
  }

  /// A column without which a table means nothing.
  init(
    _ name: String, _ title: String, _ value: @escaping @Sendable (Row) -> Value,
    role: @escaping @Sendable (Row) -> Styling.Role? = { _ in nil },
    shown: (@Sendable (Row) -> String)? = nil
  ) {
    self.init(name, title, .essential, value, role: role, shown: shown)
  }

  /// A column that the table shows under a title, as long as there is room for its usefulness.
  init(
    _ name: String, _ title: String, _ usefulness: TextTable.Usefulness,
    _ value: @escaping @Sendable (Row) -> Value,
    role: @escaping @Sendable (Row) -> Styling.Role? = { _ in nil },
    shown: (@Sendable (Row) -> String)? = nil
  ) {
    self.name = name
    jsonMember = JSONWriter.member(name)
    self.value = value
    isInTable = true
    table = TableColumn(
      title: title, usefulness: usefulness,
      shown: { row in
        let text = shown?(row) ?? Shown.text(value(row))
        return TextTable.Cell(text, role: role(row))
      })
  }
}

/// How a table shows a column.
struct TableColumn<Row>: Sendable {
  let title: String
  let usefulness: TextTable.Usefulness
  let shown: @Sendable (Row) -> TextTable.Cell
}

/// Values as people read them.
public enum Shown {
  static func text(_ value: Value) -> String {
    switch value {
    case .text(let text): text
    case .quantity(let quantity): Shown.quantity(quantity)
    case .count(let count): Shown.quantity(Quantity(Int64(count)))
    case .flag(let flag): flag ? "yes" : ""
    case .day(let day): day.description
    case .list(let texts): texts.joined(separator: ", ")
    case .none: ""
    }
  }

  /// The title of a column that has none of its own: `overdueDays` becomes `Overdue days`.
  static func title(_ name: String) -> String {
    let words = name.reduce(into: "") { words, letter in
      words += letter.isUppercase ? " \(letter.lowercased())" : String(letter)
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  /// An amount with its thousands separated.
  public static func quantity(_ quantity: Quantity) -> String {
    let text = quantity.description.utf8
    let isNegative = text.first == UInt8(ascii: "-")
    // How many digits of the whole part are still to come.
    var rest = text.prefix { $0 != UInt8(ascii: ".") }.count - (isNegative ? 1 : 0)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count + text.count / 3)
    for byte in text {
      bytes.append(byte)
      guard byte != UInt8(ascii: "-") else { continue }
      rest -= 1
      if rest > 0, rest % 3 == 0 { bytes.append(UInt8(ascii: ",")) }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// An amount with its qualifier; `?` where it is not stated.
  public static func quantity(_ quantity: Quantity?, _ qualifier: Qualifier?) -> String {
    guard let quantity else { return "?" }
    let sign =
      switch qualifier {
      case .atLeast: "≥"
      case .about: "~"
      case nil: ""
      }
    return sign + Shown.quantity(quantity)
  }

  /// A district with those that share a promise: `China (Fujian, Shanghai)`.
  static func districts(_ district: String, among: [String]) -> String {
    guard !among.isEmpty else { return district }
    let names = among.map { name in
      name.hasPrefix(district + "/") ? String(name.dropFirst(district.count + 1)) : name
    }
    return "\(district) (\(names.joined(separator: ", ")))"
  }

  /// An amount that may be zero, where zero is not worth reading.
  static func orBlank(_ quantity: Quantity) -> String {
    quantity == .zero ? "" : Shown.quantity(quantity)
  }

  /// The same, with how sure it is, and a `?` where some of it is not stated.
  static func orBlank(_ stated: Quantity, _ qualifier: Qualifier? = nil, unstated: Int) -> String {
    let text = stated == .zero ? "" : Shown.quantity(stated, qualifier)
    guard unstated > 0 else { return text }
    return text.isEmpty ? "?" : "\(text) + ?"
  }

  /// A count together with what is counted.
  public static func count(_ count: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(Shown.quantity(Quantity(Int64(count)))) \(count == 1 ? singular : plural ?? singular + "s")"
  }
}
