/// A report whose rows make one sheet, each of which a command explains.
protocol SheetReport: Report {
  associatedtype SheetRow: ExplainedRow
  /// The columns of the sheet, but for the one with the commands.
  static var sheetColumns: [Column<SheetRow>] { get }
  /// The rows of the sheet.
  var sheetRows: [SheetRow] { get }
  /// Names the command behind each row, if that is asked for.
  var explanation: Explanation? { get }
}

/// The name of the column that tells kinds of rows apart.
let kindColumn = "report"

/// The name of the column with the command behind a row, in JSON and CSV.
public let explanationColumn = "explain"

extension SheetReport {
  /// The report's rows as comma-separated values.
  public func csv(_ columns: ColumnChoice) -> [UInt8] {
    CSVWriter.bytes(sheetRows, SheetRow.columns(Self.sheetColumns, explanation), columns)
  }

  /// The names of the columns that a form can show: those of the sheet, but that only a sheet tells its
  /// kinds of rows apart by a column.
  public static func columnNames(_ format: ReportFormat) -> [String] {
    sheetColumns.map(\.name).filter { format == .csv || $0 != kindColumn }
  }
}
