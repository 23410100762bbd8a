/// Rows of text in columns that line up on a terminal, whatever script they are written in.
public struct TextTable: Equatable, Sendable {
  /// The columns from left to right.
  public let columns: [Column]

  /// The rows from top to bottom, with a cell for every column.
  public let rows: [[Cell]]

  /// The rows below a thin rule, for sums.
  public let footer: [[Cell]]

  /// Makes a table.
  ///
  /// Every row must have as many cells as there are columns.
  public init(columns: [Column], rows: [[Cell]], footer: [[Cell]] = []) {
    precondition(
      (rows + footer).allSatisfy { $0.count == columns.count },
      "A row of a table has a cell for every column.")
    self.columns = columns
    self.rows = rows
    self.footer = footer
  }

  /// Where the text of a column stands if there is room.
  public enum Alignment: Equatable, Sendable {
    /// At the left, for words.
    case left
    /// At the right, for numbers.
    case right
  }

  /// How much a reader would miss a column where there is no room for all.
  public enum Usefulness: Int, Comparable, Sendable {
    /// It says more about what stands in other columns.
    case detail
    /// It is good to have.
    case useful
    /// The rows mean nothing without it.
    case essential

    /// Whether the left one is missed less.
    public static func < (left: Usefulness, right: Usefulness) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// What a text loses that is too long for its column.
  public enum Cut: Equatable, Sendable {
    /// Its end.
    case end
    /// The upper names of a path, whose last ones tell it from others.
    case pathStart
  }

  /// The title of a column and the side that its text stands at.
  public struct Column: Equatable, Sendable {
    /// What the column is about.
    public let title: String
    /// The side that title and cells stand at.
    public let alignment: Alignment
    /// Whether the column goes where there is no room for all.
    public let usefulness: Usefulness
    /// What its texts lose where there is no room for them; nil of numbers, which may not be cut.
    public let cut: Cut?

    /// Makes a column.
    public init(
      _ title: String, alignment: Alignment = .left, usefulness: Usefulness = .essential,
      cut: Cut? = nil
    ) {
      self.cut = cut
      self.title = title
      self.alignment = alignment
      self.usefulness = usefulness
    }
  }

  /// One text of a table, with its role if it should stand out.
  public struct Cell: Equatable, Sendable, ExpressibleByStringLiteral {
    /// The text as it is; rendering makes it visible.
    public let text: String
    /// Why the text stands out, or nil if it doesn't.
    public let role: Styling.Role?

    /// Makes a cell.
    public init(_ text: String, role: Styling.Role? = nil) {
      self.text = text
      self.role = role
    }

    /// Makes a cell that doesn't stand out.
    public init(stringLiteral value: String) {
      self.init(value)
    }
  }
}
