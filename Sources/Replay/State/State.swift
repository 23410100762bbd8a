public import Projections
public import Shipments

/// What a log amounts to, as of a day and as known at an instant.
public struct State: ~Copyable, Sendable {
  /// The day up to which events count.
  public let at: Day
  /// How many events are in force in the sum, without voided and rescheduled ones.
  public let eventCount: Int
  /// The delivery lines, settled, and the districts' stocks.
  public let totals: Totals
}

/// Why a log that can be read has no state.
public enum ReplayError: Error, Sendable {
  /// Lines with the same id do not mean the same, and no event settles it.
  case conflicts([Conflict])
  /// A total is beyond what a counter holds; the event that led to it, where one did.
  case overflow(Place?)
}
