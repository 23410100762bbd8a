package import EventLog
package import Replay
import Projections
package import Shipments

/// A report that may be had from an index without replaying anything.
package protocol IndexedSummary: StateSummary {
  /// The report with sums that the index holds; nil where it does not hold them.
  func summed(
    by log: borrowing IndexedLog, at: Day, knownAt: Instant
  ) throws(IndexFault) -> Self?
}

extension IndexedSummary {
  package func summed(
    by log: borrowing IndexedLog, at: Day, knownAt: Instant
  ) throws(IndexFault) -> Self? { nil }
}

extension PendingReport: IndexedSummary {}

extension StateReport: IndexedSummary {
  package func summed(
    by log: borrowing IndexedLog, at: Day, knownAt: Instant
  ) throws(IndexFault) -> StateReport? {
    guard let found = try log.districtSums(at: at, knownAt: knownAt) else { return nil }
    var report = self
    report.eventCount = found.eventCount
    do throws(Overflow) {
      try report.add(found.sums, log.symbols)
    } catch {
      return nil
    }
    return report
  }
}

extension NeedsReport: IndexedSummary {}
