import Projections
import Shipments

/// The districts that a row adds up: one alone, or one with all below it.
struct DistrictScope: Sendable {
  let path: Path
  let isExact: Bool

  /// Those of a row of a report whose districts are cut to their first `depth` names.
  ///
  /// A filter that is deeper than the cut names what the row adds up. Nil where the row is of no
  /// district.
  init?(row district: String, depth: Int?, _ filter: RowFilter) {
    guard let district = try? Path(district) else { return nil }
    let own = filter.district ?? district
    isExact = depth.map { district.text.nameCount < $0 } ?? true
    path = !isExact && own.isAtOrBelow(district) ? own : district
  }

  /// Those that a filter by district shows; nil where there is none.
  init?(_ filter: RowFilter) {
    guard let district = filter.district else { return nil }
    path = district
    isExact = filter.exact.contains(.district)
  }

  private func contains(_ district: Path) -> Bool {
    isExact ? district == path : district.isAtOrBelow(path)
  }

  /// Whether a promise that stands elsewhere covers the districts, or some below them.
  ///
  /// It covers those that it names; where it names none, all below its own.
  func isShared(by district: Path, covering names: [Path]) -> Bool {
    guard !names.isEmpty else { return path != district && path.isAtOrBelow(district) }
    return !contains(district)
      && names.contains { path.isAtOrBelow($0) || $0.isAtOrBelow(path) }
  }

  /// Whether a line of a state is such a promise.
  func isShared(
    byLine row: Int, of deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable
  ) -> Bool {
    let line = deliveries.lines[row]
    guard line.isPromise, let district = try? Path(symbols.text(of: line.key.district))
    else { return false }
    return isShared(
      by: district,
      covering: deliveries.covered(row).compactMap { try? Path(symbols.text(of: $0)) })
  }
}
