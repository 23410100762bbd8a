import Console
import Replay
import Reports
import Shipments

/// A report of the districts' sums in one state, of which there are several.
protocol DistrictReport: Report, IndexedSummary {
  init(at: Day, knownAt: String?, filter: RowFilter, depth: Int?)
  /// Names the command behind each row, if that is asked for.
  var explanation: Explanation? { get set }
}

extension StateReport: DistrictReport {}
extension NeedsReport: DistrictReport {}

extension ReportOptions {
  /// The options of such reports.
  static func ofDistricts<Shown: DistrictReport>(_ kind: Shown.Type) -> [Option] {
    [at, knownAt, district, item, depth, explain, format, columns(of: kind)]
  }
}

extension Context {
  /// Shows such a report as the arguments ask for.
  mutating func show<Shown: DistrictReport>(
    _ kind: Shown.Type, _ arguments: ParsedArguments
  ) throws(CommandError) {
    let columns = try arguments.columns(of: kind)
    let at = try arguments.day("at") ?? today
    let knownAt = try arguments.knownAt()
    let depth = try arguments.number("depth", atLeast: 1)
    let filter = try arguments.rowFilter(hasDonor: false)
    var report = Shown(at: at, knownAt: arguments.value("known-at"), filter: filter, depth: depth)
    report.explanation = arguments.explanation(at: at, filter: filter, depth: depth)
    let folder = folder(arguments)
    try print(
      summary(report, of: folder, at: at, knownAt: knownAt, arguments), arguments, columns)
  }
}
