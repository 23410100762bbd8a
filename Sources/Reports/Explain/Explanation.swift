import Console
public import Shipments

/// The commands that list the events behind the figures of a report, row by row.
public struct Explanation: Sendable {
  /// What all rows have in common: `waybill log`, the log, and the dates.
  private let common: [String]
  private let filter: RowFilter
  private let depth: Int?

  /// Explains rows of the log at a path, or of the one that is meant without an option.
  public init(
    log: String?, from: Day? = nil, at: Day, knownAt: String?, filter: RowFilter,
    depth: Int? = nil
  ) {
    var words = ["waybill", "log"]
    func add(_ option: String, _ value: String?) {
      if let value { words.append("--\(option)=\(ShellWord.quoted(value))") }
    }
    add("log", log)
    add("from-date", from?.description)
    add("at", at.description)
    add("known-at", knownAt)
    common = words
    self.filter = filter
    self.depth = depth
  }

  /// The same up to another day, and from another one on.
  func between(_ from: Day, _ to: Day) -> Explanation {
    var explanation = self
    explanation.span = ["--from-date=\(from)", "--at=\(to)"]
    return explanation
  }

  /// The days of a row that has its own.
  private var span: [String] = []
  private var hasOpening = false

  /// The same with what comes before the first day, for a row that has something to begin with.
  var withOpening: Explanation {
    var explanation = self
    explanation.hasOpening = true
    return explanation
  }

  /// Explains a row of a district, or of its first names with all below them.
  ///
  /// With pools, also what is promised to areas that the districts share in; with draws, what other
  /// districts drew from its promises.
  func command(
    district: String, item: String, unit: String, withPools: Bool = false, withDraws: Bool = false
  ) -> String {
    let scope = DistrictScope(row: district, depth: depth, filter)
    var words = [option("district", scope?.path.text ?? district)]
    if scope?.isExact ?? true { words.append("--exact-district") }
    return command(words, item, unit, withPools, withDraws)
  }

  /// Explains a delivery line; with pools, the promises that cover it; with draws, what others drew from
  /// it.
  func command(
    shipment: String, district: String, item: String, unit: String, withPools: Bool,
    withDraws: Bool
  ) -> String {
    command(
      [option("shipment", shipment), option("district", district), "--exact-district"], item, unit,
      withPools, withDraws)
  }

  /// Explains what a donor gives, or those who are not named; in a district with the promises to areas
  /// from which its days are counted.
  func command(donor: String?, item: String, unit: String) -> String {
    var words = filter.district.map { [option("district", $0.text)] } ?? []
    if let donor {
      words += [option("donor", donor), "--exact-donor"]
    } else {
      words.append("--no-donor")
    }
    return command(words, item, unit, filter.district != nil)
  }

  private func command(
    _ words: [String], _ item: String, _ unit: String, _ withPools: Bool = false,
    _ withDraws: Bool = false
  ) -> String {
    let dates = span.isEmpty ? common : common.filter { !$0.hasPrefix("--at=") } + span
    let goods = [option("item", item), "--exact-item", option("unit", unit)]
    var others = hasOpening ? ["--opening"] : []
    if withPools { others.append("--pools") }
    if withDraws { others.append("--draws") }
    return (dates + words + goods + others).joined(separator: " ")
  }

  private func option(_ name: String, _ value: String) -> String {
    "--\(name)=\(ShellWord.quoted(value))"
  }
}

/// A row that a listing of events explains.
protocol ExplainedRow: SendableMetatype {
  /// The command that lists the events behind its figures.
  func command(_ explanation: Explanation) -> String
}

extension ExplainedRow {
  /// The columns of such rows, with their commands where they are asked for.
  static func columns(_ columns: [Column<Self>], _ explanation: Explanation?) -> [Column<Self>] {
    guard let explanation else { return columns }
    return columns + [Column(explanationColumn) { .text($0.command(explanation)) }]
  }

  /// What stands under a row in a table.
  static func note(_ explanation: Explanation?) -> ((Self) -> String)? {
    explanation.map { explanation in { $0.command(explanation) } }
  }
}
