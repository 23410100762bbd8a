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
  private let replacements: [Versions.Replacement]
  /// Ids whose lines mean different things.
  public let conflicts: [Conflict]
  /// The copies of conflicting ids that an event has settled: they never count.
  private let settled: Set<EventRow>
  /// The conflicts that no event has settled.
  public let openConflicts: [Conflict]

  /// Reads every journal of a folder; one whose lock this process holds is named.
  public init(_ folder: LogFolder, holding heldJournal: String? = nil) throws(LogError) {
    let names: [String]?
    do throws(FileError) {
      names = try folder.journals()
    } catch {
      throw .file(error)
    }
    guard let names else { throw .noFolder(folder.path) }
    try self.init(names, in: folder, holding: heldJournal)
  }

  private init(
    _ names: [String], in folder: LogFolder, holding heldJournal: String?
  ) throws(LogError) {
    var reader = JournalReader()
    var census = Census()
    var journals: [JournalSummary] = []
    for (number, name) in names.enumerated() {
      let isHeld = name == heldJournal
      journals.append(
        try reader.read(name, number: number, in: folder, isHeld: isHeld) { census.take($0) })
    }
    symbols = reader.finish { census.take($0) }
    self.journals = journals
    let conflicts = History.conflicts(census)
    let replacements = History.replacements(census, except: Set(conflicts.map(\.id)))
    let targets = Set(replacements.map(\.target))
    openConflicts = conflicts.filter { !targets.contains($0.id) }
    settled = Set(conflicts.compactMap { census.row(of: $0.id) })
    self.conflicts = conflicts
    self.replacements = replacements
    self.census = census
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

  /// Every `replaces` of the log, except those of ids in conflict.
  private static func replacements(
    _ census: borrowing Census, except conflicting: Set<EventKey>
  ) -> [Versions.Replacement] {
    var replacements: [Versions.Replacement] = []
    census.forEachRow { row, event, batch in
      guard let target = batch.relations(of: event)?.replaces, !conflicting.contains(event.id)
      else { return }
      replacements.append(Versions.Replacement(replacer: row, target: target))
    }
    return replacements
  }

  /// How many events the log holds, each counted once.
  public var eventCount: Int { census.eventCount }

  /// Which events are in force, of those recorded by an instant.
  public func versions(knownAt: Instant = .distantFuture) -> Versions {
    Versions(
      replacements, excluding: settled, knownAt: knownAt, census, symbols)
  }

  /// Runs a projection over the events in force up to a day, as known at an instant.
  ///
  /// Returns how many events were summed, without voided and rescheduled ones.
  public func fold<Fold: Projection & ~Copyable>(
    into projection: inout Fold, at: Day, knownAt: Instant = .distantFuture
  ) throws(ReplayError) -> Int {
    try refuseConflicts()
    let versions = versions(knownAt: knownAt)
    var count = 0
    for number in census.batches.indices {
      let batch = selected(number, at: at, knownAt: knownAt, versions)
      for event in batch.records where event.type != .voided && event.type != .rescheduled {
        count += 1
      }
      do throws(Overflow) {
        try projection.apply(batch, symbols: symbols)
      } catch {
        throw .overflow(error.place)
      }
    }
    return count
  }

  /// The events of a batch that count; the batch itself where all do.
  private func selected(
    _ number: Int, at: Day, knownAt: Instant, _ versions: Versions
  ) -> Batch {
    let batch = census.batches[number]
    let all = batch.records
    func counts(_ row: Int) -> Bool {
      all[row].occurredOn <= at && all[row].recordedAt <= knownAt
        && versions.isInForce(Census.row(batch: number, row))
    }
    guard let first = all.indices.first(where: { !counts($0) }) else { return batch }
    var selection = batch
    selection.records = Array(all[..<first])
    for row in all.indices.dropFirst(first + 1) where counts(row) {
      selection.records.append(all[row])
    }
    return selection
  }

  /// Replays the state as of a day, as known at an instant.
  public func state(at: Day, knownAt: Instant = .distantFuture) throws(ReplayError) -> State {
    var totals = Totals(expectedEvents: eventCount)
    let count = try fold(into: &totals, at: at, knownAt: knownAt)
    do throws(Overflow) {
      try totals.settle(symbols)
    } catch {
      throw .overflow(error.place)
    }
    return State(at: at, eventCount: count, totals: totals)
  }

  /// Throws where lines with the same id mean different things.
  public func refuseConflicts() throws(ReplayError) {
    if !openConflicts.isEmpty { throw .conflicts(openConflicts) }
  }
}
