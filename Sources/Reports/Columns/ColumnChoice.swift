public import Console

/// Which columns of a report are shown, and in which order.
public enum ColumnChoice: Equatable, Sendable {
  /// Those that a table usually shows, as far as there is room and they say something; a sheet has
  /// all.
  case usual
  /// All that there are.
  case all
  /// Those with these names, in this order.
  case named([String])

  /// Reads `all`, or names with commas between them.
  public init(_ text: String) {
    let names = text.split(separator: ",").map { word in
      String(word.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    self = names == ["all"] ? .all : .named(names.filter { !$0.isEmpty })
  }

  /// The names that are asked for; none where there is nothing to name.
  public var names: [String] {
    guard case .named(let names) = self else { return [] }
    return names
  }

  /// The columns of a sheet: all, or those that are named.
  func sheet<Row>(_ columns: [Column<Row>]) -> [Column<Row>] {
    guard case .named(let names) = self else { return columns }
    return names.flatMap { name in columns.filter { $0.name == name } }
  }

  /// The columns of a table, before it is known how much room there is.
  func table<Row>(_ columns: [Column<Row>]) -> [Column<Row>] {
    self == .usual ? columns.filter(\.isInTable) : sheet(columns)
  }
}

/// How tables are shown: their colours, their columns and the width that they may take.
public struct TableStyle: Equatable, Sendable {
  /// The colours.
  public var styling: Styling
  /// How many columns of the terminal a line may take; nil where there is no limit.
  public var width: Int?
  /// The columns that are wanted.
  public var columns: ColumnChoice

  /// Makes a style; without a width tables are as wide as they come.
  public init(_ styling: Styling = .plain, width: Int? = nil, columns: ColumnChoice = .usual) {
    self.styling = styling
    self.width = width
    self.columns = columns
  }

  func apply(_ role: Styling.Role, to text: String) -> String { styling.apply(role, to: text) }

  /// What stands above a table, in several lines where it is wider than that.
  func heading(_ text: String) -> String {
    lines(of: VisibleText(text).description).map { apply(.heading, to: $0) + "\n" }.joined()
  }

  /// What is said below a table, in the same way.
  func remark(_ text: String) -> String {
    lines(of: text).map { apply(.dim, to: $0) + "\n" }.joined()
  }

  private func lines(of text: String) -> [String] {
    guard let width, columns != .all, DisplayWidth.columns(of: text) > width else { return [text] }
    return Wrapping.lines(of: text, columns: width)
  }

  /// The same for a table below another one, which shows its usual columns where none of its figures is
  /// among those that are named.
  func forFigures<Row>(of columns: [Column<Row>]) -> TableStyle {
    let goods: Set<String> = ["district", "item", "unit", "type"]
    guard case .named(let names) = self.columns,
      !columns.contains(where: { names.contains($0.name) && !goods.contains($0.name) })
    else { return self }
    var style = self
    style.columns = .usual
    return style
  }
}
