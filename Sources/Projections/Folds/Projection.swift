public import Shipments

/// A fold over events: a sum over a set, so that order and partition cannot matter.
///
/// A projection is given the events in force, each once, a batch at a time. Write your own by
/// conforming to it; `History.fold` runs it like Waybill's own.
public protocol Projection: ~Copyable {
  /// Adds the events of a batch.
  mutating func apply(_ batch: Batch, symbols: borrowing SymbolTable) throws(Overflow)

  /// Adds what another projection of the same kind summed over other events.
  mutating func merge(_ other: borrowing Self, symbols: borrowing SymbolTable) throws(Overflow)
}
