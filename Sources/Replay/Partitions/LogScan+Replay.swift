public import EventLog
import Projections
public import Shipments

extension LogScan {
  /// Replays the partitions one by one, on all threads, and adds up what a report keeps of each.
  ///
  /// Returns nil where something is wrong that only a look at the whole ``History`` names: an id in
  /// conflict, or a total beyond what a counter holds. It then says so, or gives the same answer.
  public consuming func summarize<Summary: HistorySummary>(_ empty: Summary) -> Summary? {
    progress?.begin(.replaying, total: lineCount, passes: replaced.isEmpty ? 1 : 2)
    let revisions = revisions()
    guard revisions.openConflicts.isEmpty else { return nil }
    let versions = empty.instants.map { Versions(revisions, knownAt: $0, symbols) }
    let sums = sums(empty, versions, conflicting: revisions.conflicting)
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
    guard !IDCensus.mayRepeat(ids, threads: threads) else { return nil }
    do throws(Overflow) {
      try whole.finish(symbols)
      return whole
    } catch {
      return nil
    }
  }

  /// The same of the state as of one day.
  public consuming func summarize<Summary: StateSummary>(
    _ empty: Summary, at: Day, knownAt: Instant = .distantFuture
  ) -> Summary? {
    summarize(StateSum(empty, at: at, knownAt: knownAt))?.summary
  }

  /// What replaces what, over all partitions.
  ///
  /// Only the events concerned are looked at: a conflict that nothing settles is found when its partition
  /// is replayed.
  private borrowing func revisions() -> Revisions {
    let replaced = KeySet(replaced)
    guard !replaced.isEmpty else { return Revisions() }
    let partitions = PieceQueue(partitionCount)
    let found = Parallel.map(threads) { _ in
      var revisions = Revisions()
      while let partition = partitions.next() {
        var symbols = SymbolTable(extending: self.symbols, minimumCapacity: 64)
        revisions.add(Census(self, partition, &symbols, wanted: replaced), replaced: replaced)
        progress?.add(lineCount(of: partition))
      }
      return revisions
    }
    return found.dropFirst().reduce(into: found[0]) { $0.merge($1) }
  }

  /// What the partitions amount to, a sum for each thread; nil for one that gave up.
  private borrowing func sums<Summary: HistorySummary>(
    _ empty: Summary, _ versions: [Versions], conflicting: Set<EventKey>
  ) -> [(summary: Summary, ids: IDCensus)?] {
    let hashKey = HashKey()
    let partitions = PieceQueue(partitionCount)
    return Parallel.map(threads) { _ in
      var summary = empty
      let ids = IDCensus(hashKey, of: self)
      while let partition = partitions.next() {
        let history = History(self, partition: partition)
        guard history.conflicts.allSatisfy({ conflicting.contains($0.id) }) else { return nil }
        if partitionCount > 1 { ids.add(history.census, except: conflicting, history.symbols) }
        do throws(Overflow) {
          try summary.add(history, versions)
        } catch {
          return nil
        }
        progress?.add(lineCount(of: partition))
        release(partition)
      }
      return (summary, ids)
    }
  }
}
