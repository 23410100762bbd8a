public import Shipments

/// What a report keeps of the states of a log's partitions: their rows, added up.
///
/// A delivery line is whole in one partition, a stock or a district may be in all of them. Symbols
/// of districts, items, units and donors mean the same in all partitions; those of shipments do not.
public protocol StateSummary: Sendable {
  /// How many events were summed.
  var eventCount: Int { get set }

  /// Adds the state of a partition.
  mutating func add(_ state: borrowing State, _ symbols: borrowing SymbolTable) throws(Overflow)

  /// Adds what another summary kept of other partitions.
  mutating func merge(_ other: Self) throws(Overflow)

  /// Settles what hangs on all partitions, once they are in.
  mutating func finish() throws(Overflow)
}

extension StateSummary {
  /// Settles nothing.
  public mutating func finish() {}
}
