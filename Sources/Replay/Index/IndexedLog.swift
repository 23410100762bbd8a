package import EventLog
package import Projections
package import Shipments

/// A log that is answered from its index, and from what stands in the journals behind it.
///
/// What the tail adds to is replayed anew, with the tail; everything else is taken from the index as
/// it stands. Where anything about the index is odd, an ``IndexFault`` says so, and the caller reads
/// the journals as a whole: the answer is the same.
package struct IndexedLog: ~Copyable, Sendable {
  private let index: LogIndex
  private let tail: LogTail
  private let tailNames: TailNames
  private let roles: [NameRoles]
  private let progress: WorkProgress?
  /// The names of the index and the tail.
  package let symbols: SymbolTable

  /// Opens the index of a log; one journal may be locked by this process.
  package init(_ folder: LogFolder, holding heldJournal: String? = nil) throws(IndexFault) {
    let index = try LogIndex(in: folder)
    let tail = try LogTail(behind: index, in: folder, holding: heldJournal)
    var symbols = SymbolTable(minimumCapacity: index.header.nameCount)
    let roles = try index.names(into: &symbols)
    progress = folder.progress
    self.index = index
    self.tailNames = tail.addNames(to: &symbols)
    self.tail = tail
    self.roles = roles
    self.symbols = symbols
  }

  /// What was read of the journals.
  package var journals: [JournalSummary] { tail.journals }

  /// How many lines were taken from the index.
  package var coveredLines: Int { index.header.lineCount }

  /// How many lines were read from the journals.
  package var readLines: Int { tail.lineCount }

  /// The history of what hangs together with some shipments and ids, and of the whole tail.
  package func history(around seeds: Seeds) throws(IndexFault) -> History {
    var table = SymbolTable(extending: symbols, minimumCapacity: 1024)
    let connected = try connected(to: seeds, &table)
    var batches = connected.picked.sorted { $0.key < $1.key }.flatMap(\.value)
    tail.forEachBatch(tailNames, &table) { batches.append($0) }
    var history = History(table, batches, journals: journals)
    try history.refuseTwoMeanings()
    history.otherNames = roles
    return history
  }

  private func connected(
    to seeds: Seeds, _ table: inout SymbolTable
  ) throws(IndexFault) -> Connected {
    var connected = Connected()
    tail.forEachBatch(tailNames, &table) { connected.add($0) }
    for name in seeds.shipments { connected.add(shipment: table.intern(name)) }
    for id in seeds.ids {
      connected.add(id: EventKey(lowerCaseUUID: id) ?? EventKey(text: table.intern(id)))
    }
    for partition in try connected.partitions(index, table).sorted() {
      var batches: [Batch] = []
      try index.forEachBatch(of: partition, &table) { batches.append($0) }
      connected.pick(batches, of: partition)
    }
    return connected
  }
}

// MARK: - Ids and names

extension IndexedLog {
  /// The hashes by which ids are looked up.
  var lookupHash: LookupHash { LookupHash(key: HashKey(seed: index.header.seed)) }

  /// The names that the index knows.
  var usedNames: UsedNames {
    var names = UsedNames()
    for (number, roles) in roles.enumerated() {
      let text = symbols.text(of: Symbol(number: UInt32(number)))
      if roles.contains(.district) { names.add(.district, text) }
      if roles.contains(.donor) { names.add(.donor, text) }
      if roles.contains(.item) { names.add(.item, text) }
      if roles.contains(.unit) { names.add(.unit, text) }
    }
    return names
  }

  /// Hands over the events that stand behind the index.
  func forEachTailBatch(_ use: (Batch, borrowing SymbolTable) -> Void) {
    var table = SymbolTable(extending: symbols, minimumCapacity: 1024)
    var batches: [Batch] = []
    tail.forEachBatch(tailNames, &table) { batches.append($0) }
    for batch in batches { use(batch, table) }
  }

  /// The places in the index of events whose ids have a hash.
  func places(of idHash: UInt64) throws(IndexFault) -> [Place] {
    var places: [Place] = []
    for partition in try index.partitions(of: idHash) {
      var table = SymbolTable(extending: symbols, minimumCapacity: 1024)
      var batches: [Batch] = []
      try index.forEachBatch(of: partition, &table) { batches.append($0) }
      for batch in batches {
        for event in batch.records where lookupHash.id(event.id, table) == idHash {
          places.append(event.place)
        }
      }
    }
    return places
  }
}

extension IndexedLog {
  /// Hands over the events that the index covers, until `take` has enough.
  package func forEachIndexedBatch(
    _ take: (Batch, borrowing SymbolTable) -> Bool
  ) throws(IndexFault) {
    for partition in 0..<index.partitionCount {
      var table = SymbolTable(extending: symbols, minimumCapacity: 1024)
      var batches: [Batch] = []
      try index.forEachBatch(of: partition, &table) { batches.append($0) }
      for batch in batches where !take(batch, table) { return }
    }
  }
}

// MARK: - Reports

extension IndexedLog {
  /// What a report keeps of the log; nil where something is wrong that only the whole history names.
  ///
  /// With a district, only the partitions are replayed that have to do with it or what is above or
  /// below it.
  package func summarize<Summary: StateSummary>(
    _ empty: Summary, at: Day, knownAt: Instant, district: Path?, threads: Int
  ) throws(IndexFault) -> Summary? {
    let isWhole = district == nil || knownAt < index.header.latest
    let partitions =
      try isWhole ? Set(0..<index.partitionCount) : self.partitions(of: district)
    let change = try Change(self, at: at, knownAt: knownAt)
    guard
      var summary = try replay(
        partitions.sorted(), empty, at: at, knownAt: knownAt, without: change.places,
        threads: threads)
    else { return nil }
    guard summary.isAdding(change.after, at: at, knownAt: knownAt) else { return nil }
    if !isWhole {
      guard let change = change.eventCount else { return nil }
      summary.eventCount = try eventCount(at: at) + change
    }
    do throws(Overflow) {
      try summary.finish()
      return summary
    } catch {
      return nil
    }
  }

  /// The sums of every district, for a report that shows nothing else; nil as above.
  package func districtSums(
    at: Day, knownAt: Instant
  ) throws(IndexFault) -> (sums: [StockKey: DistrictSums], eventCount: Int)? {
    guard knownAt >= index.header.latest else { return nil }
    var sums = try Windows.sums(at: at, index)
    let change = try Change(self, at: at, knownAt: knownAt)
    guard change.isApplied(to: &sums), let countChange = change.eventCount else { return nil }
    return (sums, try eventCount(at: at) + countChange)
  }

  /// How many events are in force on a day, as all that the index covers is known.
  private func eventCount(at day: Day) throws(IndexFault) -> Int {
    var days = try index.section(.days)
    var count = 0
    while !days.isAtEnd {
      guard try days.signed() <= Int64(day.number) else { break }
      let (sum, overflow) = count.addingReportingOverflow(try days.count())
      guard !overflow else { throw .damaged }
      count = sum
    }
    return count
  }

  /// The partitions with events of a district, of those below it and of those above it.
  private func partitions(of district: Path?) throws(IndexFault) -> Set<Int> {
    guard let district else { return [] }
    var reader = try index.section(.districts)
    var found: Set<Int> = []
    while !reader.isAtEnd {
      let number = try reader.count()
      guard number < index.header.nameCount else { throw .damaged }
      let symbol = Symbol(number: UInt32(number))
      let count = try reader.count()
      let isRelated =
        (try? Path(symbols.text(of: symbol))).map {
          $0.isAtOrBelow(district) || district.isAtOrBelow($0)
        } ?? false
      var partition = 0
      for _ in 0..<count {
        partition += try reader.count()
        guard partition < index.partitionCount else { throw .damaged }
        if isRelated { found.insert(partition) }
      }
    }
    return found
  }

  /// Replays partitions, on several threads, without the events at some places.
  private func replay<Summary: StateSummary>(
    _ partitions: [Int], _ empty: Summary, at: Day, knownAt: Instant,
    without places: [Int: Set<Place>], threads: Int
  ) throws(IndexFault) -> Summary? {
    let workers = max(1, min(threads, partitions.count))
    progress?.begin(.replaying, total: partitions.reduce(0) { $0 + index.eventCount(of: $1) })
    let found = Parallel.map(workers) { worker -> Result<Summary?, IndexFault> in
      var summary = empty
      for row in stride(from: worker, to: partitions.count, by: workers) {
        let partition = partitions[row]
        do throws(IndexFault) {
          let history = try history(of: partition, without: places[partition] ?? [])
          guard summary.isAdding(history, at: at, knownAt: knownAt) else { return .success(nil) }
          progress?.add(index.eventCount(of: partition))
        } catch {
          return .failure(error)
        }
      }
      return .success(summary)
    }
    var whole = empty
    for part in found {
      guard let part = try part.get() else { return nil }
      do throws(Overflow) {
        try whole.merge(part)
      } catch {
        return nil
      }
    }
    return whole
  }

  private func history(
    of partition: Int, without places: Set<Place>
  ) throws(IndexFault) -> History {
    var table = SymbolTable(extending: symbols, minimumCapacity: 1024)
    var batches: [Batch] = []
    try index.forEachBatch(of: partition, &table) { batch in
      batches.append(places.isEmpty ? batch : batch.events(at: places, areKept: false))
    }
    return History(table, batches, journals: [])
  }

  /// What the tail changes: what hangs together with it, without it and with it.
  fileprivate struct Change: ~Copyable {
    let before: History
    let after: History
    /// Where the events stand that are in both, by their partitions.
    let places: [Int: Set<Place>]
    private let at: Day
    private let knownAt: Instant

    init(_ log: borrowing IndexedLog, at: Day, knownAt: Instant) throws(IndexFault) {
      var table = SymbolTable(extending: log.symbols, minimumCapacity: 1024)
      let connected = try log.connected(to: Seeds(), &table)
      var batches = connected.picked.sorted { $0.key < $1.key }.flatMap(\.value)
      log.tail.forEachBatch(log.tailNames, &table) { batches.append($0) }
      var oldTable = SymbolTable(extending: log.symbols, minimumCapacity: 1024)
      var old: [Batch] = []
      var places: [Int: Set<Place>] = [:]
      for partition in connected.picked.keys.sorted() {
        let found = connected.places(in: partition)
        places[partition] = found
        try log.index.forEachBatch(of: partition, &oldTable) { batch in
          old.append(batch.events(at: found, areKept: true))
        }
      }
      let after = History(table, batches, journals: [])
      try after.refuseTwoMeanings()
      guard (try? after.stocks())?.canBeAdded(times: 2) == true else {
        throw IndexFault("a total is near to what a counter holds")
      }
      before = History(oldTable, old, journals: [])
      self.after = after
      self.places = places
      self.at = at
      self.knownAt = knownAt
    }

    /// By how much the number of events in force changes; nil where there is no state.
    var eventCount: Int? {
      do throws(ReplayError) {
        let old = try before.state(at: at).eventCount
        return try after.state(at: at, knownAt: knownAt).eventCount - old
      } catch {
        return nil
      }
    }

    /// Changes the sums of districts; false where there is no state.
    func isApplied(to sums: inout [StockKey: DistrictSums]) -> Bool {
      do {
        for (key, row) in try before.state(at: at).totals.districtSums(at: at) {
          try sums[key, default: DistrictSums()].subtract(row)
        }
        for (key, row) in try after.state(at: at, knownAt: knownAt).totals.districtSums(at: at) {
          try sums[key, default: DistrictSums()].add(row)
        }
        return true
      } catch {
        return false
      }
    }
  }
}

extension History {
  /// An id with two meanings, be it settled, is for a look at the journals in their order.
  fileprivate func refuseTwoMeanings() throws(IndexFault) {
    guard conflicts.isEmpty else { throw IndexFault("an id has two meanings") }
  }
}

extension StateSummary {
  /// Adds the state of a history; false where it has none, or a total is too great.
  fileprivate mutating func isAdding(
    _ history: borrowing History, at: Day, knownAt: Instant
  ) -> Bool {
    do {
      try add(history.state(at: at, knownAt: knownAt), history.symbols)
      return true
    } catch {
      return false
    }
  }
}
