public import EventLog
import Projections
public import Shipments

extension LogScan {
  /// Replays the partitions one by one, on all threads, and adds up what a report keeps of each.
  ///
  /// Returns nil where something is wrong that only a look at the whole ``History`` names: an id in
  /// conflict, or a total beyond what a counter holds. It then says so, or gives the same answer.
  public consuming func summarize<Summary: StateSummary>(
    _ empty: Summary, at: Day, knownAt: Instant = .distantFuture
  ) -> Summary? {
    let revisions = revisions()
    guard revisions.openConflicts.isEmpty else { return nil }
    let versions = Versions(revisions, knownAt: knownAt, symbols)
    let replay = PartitionReplay(
      at: at, knownAt: knownAt, versions: versions, conflicting: revisions.conflicting)
    let sums = sums(replay, empty)
    var whole = empty
    var ids: [IDCensus] = []
    for sum in sums {
      guard let sum else { return nil }
      do throws(Overflow) {
        try whole.merge(sum.summary)
      } catch {
        return nil
      }
      ids.append(sum.ids)
    }
    return IDCensus.mayRepeat(ids, threads: threads) ? nil : whole
  }

  /// What replaces what, over all partitions.
  private borrowing func revisions() -> Revisions {
    let replaced = KeySet(replaced)
    guard !replaced.isEmpty else { return Revisions() }
    let found = Parallel.map(threads) { worker in
      var revisions = Revisions()
      for partition in stride(from: worker, to: partitionCount, by: threads) {
        var symbols = SymbolTable(extending: self.symbols, minimumCapacity: 1024)
        revisions.add(Census(self, partition, &symbols), replaced: replaced)
      }
      return revisions
    }
    return found.reduce(into: Revisions()) { $0.merge($1) }
  }

  /// What the partitions amount to, a sum for each thread; nil for one that gave up.
  private borrowing func sums<Summary: StateSummary>(
    _ replay: PartitionReplay, _ empty: Summary
  ) -> [(summary: Summary, ids: IDCensus)?] {
    let hashKey = HashKey()
    return Parallel.map(threads) { worker in
      var summary = empty
      var ids = IDCensus(hashKey)
      for partition in stride(from: worker, to: partitionCount, by: threads) {
        do throws(Overflow) {
          guard try replay.add(partition, of: self, to: &summary, &ids) else { return nil }
        } catch {
          return nil
        }
        release(partition)
      }
      return (summary, ids)
    }
  }
}

/// How each partition is replayed.
private struct PartitionReplay: Sendable {
  let at: Day
  let knownAt: Instant
  let versions: Versions
  let conflicting: Set<EventKey>

  /// Replays a partition and adds its state; false where an id is in conflict that nothing settles,
  /// or where a total over all partitions may be too great.
  func add<Summary: StateSummary>(
    _ partition: Int, of scan: borrowing LogScan, to summary: inout Summary, _ ids: inout IDCensus
  ) throws(Overflow) -> Bool {
    let history = History(scan, partition: partition)
    guard history.conflicts.allSatisfy({ conflicting.contains($0.id) }) else { return false }
    if scan.partitionCount > 1 { ids.add(history.census, except: conflicting, history.symbols) }
    let state = try history.state(at: at, knownAt: knownAt, versions)
    guard state.totals.inventory.canBeAdded(times: scan.partitionCount) else { return false }
    try summary.add(state, history.symbols)
    return true
  }
}
