import Projections
import Replay
import Shipments

/// Of how many parts of what is bought and sent it is not stated how much, by district, item and unit.
struct UnstatedStages: Sendable {
  /// A purchase or a dispatch without an amount.
  struct Counts: Sendable {
    var purchased = 0
    var dispatched = 0

    mutating func add(_ other: Counts) {
      purchased += other.purchased
      dispatched += other.dispatched
    }
  }

  private var counts: [RowKey: Counts] = [:]

  /// Adds the lines of a state that are not closed.
  mutating func add(_ state: borrowing State, _ symbols: borrowing SymbolTable) {
    let lines = state.totals.deliveries.lines.span
    for row in lines.indices where lines[row].isUnspecified {
      let unstated = Counts(
        purchased: Int(lines[row][.purchasedUnstated]),
        dispatched: Int(lines[row][.dispatchedUnstated]))
      guard unstated.purchased + unstated.dispatched > 0 else { continue }
      let key = RowKey(lines[row].key.stock, depth: nil, symbols)
      counts[key, default: Counts()].add(unstated)
    }
  }

  /// Adds those of other parts.
  mutating func merge(_ other: UnstatedStages) {
    counts.merge(other.counts) { left, right in
      Counts(
        purchased: left.purchased + right.purchased, dispatched: left.dispatched + right.dispatched)
    }
  }

  /// The counts of a row.
  subscript(key: RowKey) -> Counts { counts[key] ?? Counts() }
}
