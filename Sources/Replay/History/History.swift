public import EventLog
public import Projections
public import Shipments

/// All events of a log, each once, ready to be summed as of any day and as known at any instant.
public struct History: ~Copyable, Sendable {
  /// The texts that the events refer to.
  public let symbols: SymbolTable
  /// What was read, by journal, in byte order of their names.
  public let journals: [JournalSummary]
  let census: Census
  let revisions: Revisions
  /// Ids whose lines mean different things.
  public let conflicts: [Conflict]
  /// Of how many parts of a log this is one, whose stocks are added up.
  private var partCount = 1
  /// How the log uses names elsewhere, by their symbols, where this is a part of its history.
  package var otherNames: [NameRoles] = []

  /// Whether events of the log are missing that have to do with nothing that was asked about.
  public var isPart: Bool { !otherNames.isEmpty }

  /// Reads every journal of a folder; one whose lock this process holds is named.
  public init(
    _ folder: LogFolder, holding heldJournal: String? = nil, threads: Int = 1
  ) throws(LogError) {
    let scan = try LogScan(folder, holding: heldJournal, threads: threads, partitions: 1)
    self.init(scan, partition: 0)
  }

  /// The history of a log without events.
  public init() { self.init(SymbolTable(), [], journals: []) }

  /// Takes the events of one partition.
  init(_ scan: borrowing LogScan, partition: Int) {
    let count = scan.lineCount(of: partition)
    var symbols = SymbolTable(extending: scan.symbols, minimumCapacity: count / 2)
    let census = Census(scan, partition, &symbols)
    var revisions = Revisions()
    revisions.add(census, replaced: KeySet(scan.partitionCount == 1 ? scan.replaced : []))
    journals = scan.journals
    partCount = scan.partitionCount
    conflicts = History.conflicts(census)
    self.symbols = symbols
    self.census = census
    self.revisions = revisions
  }

  /// Takes some events with the table of their names.
  init(_ symbols: consuming SymbolTable, _ batches: [Batch], journals: [JournalSummary]) {
    var census = Census(minimumCapacity: batches.reduce(0) { $0 + $1.records.count })
    var replaced: [EventKey] = []
    for batch in batches {
      census.take(batch)
      for relations in batch.relations {
        if let target = relations.replaces { replaced.append(target) }
      }
    }
    var revisions = Revisions()
    revisions.add(census, replaced: KeySet(replaced))
    self.journals = journals
    conflicts = History.conflicts(census)
    self.symbols = symbols
    self.census = census
    self.revisions = revisions
  }

  private static func conflicts(_ census: borrowing Census) -> [Conflict] {
    var conflicts: [Conflict] = []
    for copy in census.copies {
      guard let field = copy.conflict else { continue }
      let original = census[copy.original]
      conflicts.append(
        Conflict(id: original.id, first: original.place, second: copy.place, field: field))
    }
    return conflicts
  }

  /// The conflicts that no event has settled.
  public var openConflicts: [Conflict] {
    let open = revisions.openConflicts
    return conflicts.filter { open.contains($0.id) }
  }

  /// How many events the log holds, each counted once.
  public var eventCount: Int { census.eventCount }

  /// Which events are in force, of those recorded by an instant.
  public func versions(knownAt: Instant = .distantFuture) -> Versions {
    Versions(revisions, knownAt: knownAt, symbols)
  }

  /// Runs a projection over the events in force up to a day, as known at an instant.
  ///
  /// Returns how many events were summed, without voided and rescheduled ones.
  public func fold<Fold: Projection & ~Copyable>(
    into projection: inout Fold, at: Day, knownAt: Instant = .distantFuture
  ) throws(ReplayError) -> Int {
    try refuseConflicts()
    do throws(Overflow) {
      return try fold(into: &projection, at: at, knownAt: knownAt, versions(knownAt: knownAt))
    } catch {
      throw .overflow(error.place)
    }
  }

  private func fold<Fold: Projection & ~Copyable>(
    into projection: inout Fold, at: Day, knownAt: Instant, _ versions: Versions
  ) throws(Overflow) -> Int {
    try fold(into: &projection) { History.counts($0, at: at, knownAt: knownAt, versions) }
  }

  /// Whether an event counts as of a day, as known at an instant.
  @inline(__always)
  private static func counts(
    _ event: EventRecord, at: Day, knownAt: Instant, _ versions: Versions
  ) -> Bool {
    event.occurredOn <= at && event.recordedAt <= knownAt && versions.isInForce(event.id)
  }

  /// Runs a projection over the events that count; returns how many were summed.
  @inline(__always)
  package func fold<Fold: Projection & ~Copyable>(
    into projection: inout Fold, where counts: (EventRecord) -> Bool
  ) throws(Overflow) -> Int {
    var count = 0
    for batch in census.batches {
      let selection = History.selected(batch, counts)
      for event in selection.records where event.type != .voided && event.type != .rescheduled {
        count += 1
      }
      try projection.apply(selection, symbols: symbols)
    }
    return count
  }

  /// The events of a batch that count; the batch itself where all do.
  @inline(__always)
  private static func selected(_ batch: Batch, _ counts: (EventRecord) -> Bool) -> Batch {
    let all = batch.records
    guard let first = all.firstIndex(where: { !counts($0) }) else { return batch }
    var selection = batch
    selection.records = []
    selection.records.reserveCapacity(all.count)
    selection.records += all[..<first]
    for event in all[(first + 1)...] where counts(event) { selection.records.append(event) }
    return selection
  }

  /// Replays the state as of a day, as known at an instant.
  public func state(at: Day, knownAt: Instant = .distantFuture) throws(ReplayError) -> State {
    try refuseConflicts()
    do throws(Overflow) {
      return try state(at: at, knownAt: knownAt, versions(knownAt: knownAt))
    } catch {
      throw .overflow(error.place)
    }
  }

  /// Replays the state by versions that were decided over all parts of a log.
  package func state(at: Day, knownAt: Instant, _ versions: Versions) throws(Overflow) -> State {
    try state(at: at) { History.counts($0, at: at, knownAt: knownAt, versions) }
  }

  /// Replays the state of a part of a log, whose stocks are added to those of other parts.
  func state(
    at: Day, knownAt: Instant, _ versions: Versions, addingTo stocks: inout Inventory
  ) throws(Overflow) -> State {
    var totals = Totals(
      expectedItems: itemCount, addingTo: exchange(&stocks, with: Inventory()))
    let count = try fold(into: &totals, at: at, knownAt: knownAt, versions)
    stocks = totals.takeStocks()
    try totals.settle(symbols)
    return State(at: at, eventCount: count, totals: totals)
  }

  private var itemCount: Int { census.batches.reduce(0) { $0 + $1.items.count } }

  /// Replays the state of a day by the events that count.
  @inline(__always)
  package func state(at: Day, where counts: (EventRecord) -> Bool) throws(Overflow) -> State {
    var totals = Totals(expectedItems: itemCount)
    let count = try fold(into: &totals, where: counts)
    try totals.settle(symbols)
    // What may be too great over all parts is for a look at the log as a whole.
    guard totals.inventory.canBeAdded(times: partCount) else { throw Overflow() }
    return State(at: at, eventCount: count, totals: totals)
  }

  /// The stocks that all events add up to, whichever of them are in force: no state has more.
  func stocks() throws(Overflow) -> Inventory {
    var stocks = Inventory()
    for batch in census.batches { try stocks.apply(batch, symbols: symbols) }
    return stocks
  }

  /// Throws where lines with the same id mean different things.
  public func refuseConflicts() throws(ReplayError) {
    let open = openConflicts
    if !open.isEmpty { throw .conflicts(open) }
  }
}
