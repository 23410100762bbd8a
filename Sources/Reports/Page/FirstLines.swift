import Projections
import Replay
import Shipments

/// The first of the open lines, most overdue first, and no more of them than a page has room for.
struct FirstLines: Sendable {
  private let limit: Int
  private var lines: [LineRow] = []
  /// The last of the first lines so far: what stands behind it need not be looked at.
  private var last: LineRow?

  init(limit: Int) { self.limit = limit }

  /// The lines, in their order.
  var sorted: [LineRow] { Array(lines.sorted().prefix(limit)) }

  /// Takes the open lines of a state.
  mutating func add(_ state: borrowing State, _ symbols: borrowing SymbolTable) {
    let all = state.totals.deliveries.lines
    for row in all.indices where all[row].isOpen {
      if let last, last.isBefore(all[row], at: state.at) { continue }
      add(LineRow(row, state, symbols))
    }
  }

  /// Takes those of other parts.
  mutating func merge(_ other: FirstLines) { for line in other.lines { add(line) } }

  private mutating func add(_ line: LineRow) {
    lines.append(line)
    guard limit < .max, lines.count >= 2 * limit else { return }
    lines = sorted
    last = lines.last
  }
}
