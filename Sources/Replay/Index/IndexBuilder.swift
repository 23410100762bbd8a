package import EventLog
import Projections
import Shipments

/// How large the parts of an index are at best; they change no answer.
package struct IndexSizes: Sendable {
  /// How many events a partition holds: so many that its replay fits a core's cache.
  package var eventsAPartition = 2048
  /// How many changed rows a window of days holds at least.
  package var changesAWindow = 4096
  /// And how many for each row that there is.
  package var changesARow = 4

  package init() {}
}

/// Makes the index of a log out of what was scanned of it.
///
/// The events are sorted into partitions anew: by district, and so that all that hangs together (a
/// shipment, the versions of a fact, the copies of an event) is in one. Then each partition can be
/// replayed alone, a shipment or an id leads to its partition, and a district to a few.
package struct IndexBuilder: ~Copyable {
  private let scan: LogScan
  private let folder: LogFolder
  private let hash: LookupHash
  private let sizes: IndexSizes

  package init(
    _ scan: consuming LogScan, _ folder: LogFolder, sizes: IndexSizes = IndexSizes()
  ) {
    self.scan = scan
    self.folder = folder
    self.sizes = sizes
    hash = LookupHash(key: HashKey())
  }

  /// Writes the index and puts it in its place.
  package consuming func write() throws(IndexFault) {
    let coverage = try scan.coverage(in: folder)
    scan.progress?.begin(.indexing, total: scan.lineCount, passes: 3)
    let survey = try survey()
    let layout = DistrictPartitions(
      survey.eventsByHome, eventsAtBest: sizes.eventsAPartition, scan.symbols)
    guard layout.count <= LookupPage.maximumPartitions else {
      throw IndexFault("there are too many districts")
    }
    let sorted = sort(by: layout, survey)
    let rows = sorted.map(\.row)
    let days = try days(rows, layout.count)
    var isComplete = false
    do throws(FileError) {
      var writer = try IndexWriter(in: folder)
      writer.header.seed = hash.key.seed
      writer.header.lineCount = scan.lineCount
      writer.header.latest = survey.latest
      writer.header.nameCount = scan.symbols.count
      writer.header.journals = coverage.journals
      for partition in 0..<layout.count { try writer.add(partition: partition, of: rows) }
      try writer.addDirectory()
      try writer.add(names(survey.roles), as: .names)
      try writer.add(sorted.flatMap(\.entries))
      try writer.add(IndexBuilder.districts(sorted.map(\.districts)), as: .districts)
      try writer.add(IndexBuilder.eventCounts(days), as: .days)
      if let windows = try Windows.write(days, sizes, to: &writer) {
        try writer.add(windows, as: .windows)
        try writer.finish(statuses: coverage.statuses)
        isComplete = true
      }
    } catch {
      throw IndexFault("it cannot be written: \(error.reason)")
    }
    guard isComplete else { throw IndexFault("a total is beyond what a counter holds") }
  }

  private func names(_ roles: [NameRoles]) -> [UInt8] {
    var bytes = IndexBytes()
    for number in 1..<max(1, scan.symbols.count) {
      bytes.text(scan.symbols.bytes(of: Symbol(number: UInt32(number))))
      bytes.number(UInt64(roles[number].rawValue))
    }
    return bytes.bytes
  }

  private static func districts(_ found: [[Symbol: Set<Int>]]) -> [UInt8] {
    let all = found.reduce(into: [Symbol: Set<Int>]()) { all, part in
      all.merge(part) { $0.union($1) }
    }
    var bytes = IndexBytes()
    for (district, partitions) in all.sorted(by: { $0.key.number < $1.key.number }) {
      bytes.number(UInt64(district.number))
      bytes.number(partitions.count)
      var last = 0
      for partition in partitions.sorted() {
        bytes.number(partition - last)
        last = partition
      }
    }
    return bytes.bytes
  }

  private static func eventCounts(_ days: [Int32: DayChanges]) -> [UInt8] {
    var bytes = IndexBytes()
    for (day, changes) in days.sorted(by: { $0.key < $1.key }) where changes.eventCount > 0 {
      bytes.signed(Int64(day))
      bytes.number(changes.eventCount)
    }
    return bytes.bytes
  }
}

// MARK: - The survey: where everything belongs

/// What has to be known of a log before its events can be sorted.
private struct Survey: Sendable {
  var eventsByHome: [Symbol: Int] = [:]
  var links: [LinkedGroups.Link] = []
  /// The groups of replaced events by the hashes of their ids.
  var places: [UInt64: UInt64] = [:]
  var homes: [UInt64: Symbol] = [:]
  var roles: [NameRoles]
  var latest = Instant(seconds: .min, nanoseconds: 0)
  var linked = LinkedGroups([], places: [:], homes: [:])
}

extension IndexBuilder {
  private borrowing func survey() throws(IndexFault) -> Survey {
    let replaced = KeySet(scan.replaced)
    let idKey = HashKey()
    let found = Parallel.map(scan.threads) { worker -> (survey: Survey, ids: IDCensus)? in
      var survey = Survey(roles: Array(repeating: NameRoles(), count: scan.symbols.count))
      let ids = IDCensus(idKey, of: scan)
      for partition in stride(from: worker, to: scan.partitionCount, by: scan.threads) {
        var symbols = SymbolTable(extending: scan.symbols, minimumCapacity: 1024)
        let census = Census(scan, partition, &symbols)
        guard census.copies.allSatisfy({ $0.conflict == nil }) else { return nil }
        ids.add(census, except: [], symbols)
        look(at: census, symbols, replaced, &survey)
        scan.progress?.add(scan.lineCount(of: partition))
      }
      return (survey, ids)
    }
    var whole = Survey(roles: Array(repeating: NameRoles(), count: scan.symbols.count))
    for part in found {
      guard let part else { throw IndexFault("an id has two meanings") }
      whole.merge(part.survey)
    }
    guard !IDCensus.mayRepeat(found.compactMap { $0?.ids }, threads: scan.threads) else {
      throw IndexFault("an id has two meanings")
    }
    whole.linked = LinkedGroups(whole.links, places: whole.places, homes: whole.homes)
    return whole
  }

  /// The district under which each shipment of a partition is kept: that of its first event.
  private static func homes(
    _ census: borrowing Census, _ symbols: borrowing SymbolTable
  ) -> [Symbol] {
    var homes = [Symbol](repeating: .none, count: symbols.count)
    census.forEachRow { _, event, _ in
      let shipment = Int(event.shipment.number)
      if homes[shipment] == .none { homes[shipment] = event.district }
    }
    homes[0] = .none
    return homes
  }

  private func look(
    at census: borrowing Census, _ symbols: borrowing SymbolTable, _ replaced: KeySet,
    _ survey: inout Survey
  ) {
    let homes = IndexBuilder.homes(census, symbols)
    census.forEachRow { _, event, batch in
      survey.latest = max(survey.latest, event.recordedAt)
      survey.note(event, batch)
      let home = event.shipment == .none ? event.district : homes[Int(event.shipment.number)]
      survey.eventsByHome[home, default: 0] += 1
      let target = batch.relations(of: event)?.replaces
      guard target != nil || replaced.contains(event.id) else { return }
      let group = hash.group(event, symbols)
      survey.homes[group] = home
      survey.places[hash.id(event.id, symbols)] = group
      if let target {
        survey.links.append(LinkedGroups.Link(group: group, target: hash.id(target, symbols)))
      }
    }
  }
}

extension Survey {
  /// Notes in which roles an event uses names.
  fileprivate mutating func note(_ event: EventRecord, _ batch: Batch) {
    roles[Int(event.donor.number)].insert(.donor)
    roles[Int(event.district.number)].insert(.district)
    for row in batch.itemRows(of: event) {
      roles[Int(batch.items[row].item.number)].insert(.item)
      roles[Int(batch.items[row].unit.number)].insert(.unit)
    }
    guard let relations = batch.relations(of: event) else { return }
    roles[Int(relations.from.number)].insert(.district)
    for path in batch.paths(relations.among) { roles[Int(path.number)].insert(.district) }
    for path in batch.paths(relations.jointly) { roles[Int(path.number)].insert(.donor) }
  }

  fileprivate mutating func merge(_ other: Survey) {
    eventsByHome.merge(other.eventsByHome, uniquingKeysWith: +)
    links += other.links
    places.merge(other.places) { left, _ in left }
    homes.merge(other.homes) { left, _ in left }
    for row in roles.indices { roles[row].formUnion(other.roles[row]) }
    latest = max(latest, other.latest)
  }
}

// MARK: - The sorting

/// What one thread sorted.
private struct Sorted: Sendable {
  var row: ClusterRow
  var entries: [LookupEntry]
  var districts: [Symbol: Set<Int>]
}

extension IndexBuilder {
  /// Packs the events anew in the partitions of the index, and lets go of those of the scan.
  private borrowing func sort(by layout: DistrictPartitions, _ survey: Survey) -> [Sorted] {
    Parallel.map(scan.threads) { worker in
      var clusters = EventClusters(partitionCount: layout.count)
      var entries: [LookupEntry] = []
      var districts: [Symbol: Set<Int>] = [:]
      for partition in stride(from: worker, to: scan.partitionCount, by: scan.threads) {
        var symbols = SymbolTable(extending: scan.symbols, minimumCapacity: 1024)
        var batches: [Batch] = []
        scan.forEachBatch(of: partition, &symbols) { batches.append($0) }
        var places = PlacesOfGroups(batches, symbols)
        for batch in batches {
          for event in batch.records {
            let target = places.partition(of: event, layout, survey.linked, hash, symbols)
            clusters.add(event, of: batch, to: target, symbols)
            entries.append(LookupEntry(hash: hash.id(event.id, symbols), partition: target))
            note(event, batch, in: target, symbols, &entries, &districts)
          }
        }
        entries += places.entries
        scan.progress?.add(scan.lineCount(of: partition))
        scan.release(partition)
      }
      return Sorted(row: ClusterRow(clusters), entries: entries, districts: districts)
    }
  }

  private func note(
    _ event: EventRecord, _ batch: Batch, in partition: Int, _ symbols: borrowing SymbolTable,
    _ entries: inout [LookupEntry], _ districts: inout [Symbol: Set<Int>]
  ) {
    if event.district != .none { districts[event.district, default: []].insert(partition) }
    guard let relations = batch.relations(of: event) else { return }
    if relations.from != .none { districts[relations.from, default: []].insert(partition) }
    for path in batch.paths(relations.among) { districts[path, default: []].insert(partition) }
    if let target = relations.replaces {
      entries.append(LookupEntry(hash: hash.id(target, symbols), partition: partition))
    }
  }

  /// What changes from day to day, by the days.
  private borrowing func days(
    _ rows: [ClusterRow], _ partitionCount: Int
  ) throws(IndexFault) -> [Int32: DayChanges] {
    let names = scan.symbols.count
    let threads = scan.threads
    let found = Parallel.map(threads) { worker -> [Int32: DayChanges]? in
      var changes = ChangeCollector()
      let range =
        partitionCount * worker / threads..<partitionCount * (worker + 1) / threads
      for partition in range {
        var symbols = SymbolTable(extending: scan.symbols, minimumCapacity: 1024)
        var batches: [Batch] = []
        for row in rows {
          row.clusters.forEachBatch(of: partition, nameCount: names, &symbols) {
            batches.append($0)
          }
        }
        scan.progress?.add(batches.reduce(0) { $0 + $1.records.count })
        let history = History(symbols, batches, journals: [])
        do throws(Overflow) {
          // Half of what counters hold is left for the tail.
          guard try history.stocks().canBeAdded(times: partitionCount * 2) else { return nil }
          try changes.add(history)
        } catch {
          return nil
        }
      }
      return changes.finish()
    }
    var all: [Int32: DayChanges] = [:]
    for part in found {
      guard let part else { throw IndexFault("a total is beyond what a counter holds") }
      all.merge(part) { left, right in left.joined(right) }
    }
    return all
  }
}

/// The partitions of the groups of one scanned partition, each worked out once.
private struct PlacesOfGroups {
  private var homes: [Symbol]
  private var partitions: [Int32]
  private(set) var entries: [LookupEntry] = []

  init(_ batches: [Batch], _ symbols: borrowing SymbolTable) {
    homes = Array(repeating: .none, count: symbols.count)
    partitions = Array(repeating: -1, count: symbols.count)
    for batch in batches {
      for event in batch.records where homes[Int(event.shipment.number)] == .none {
        homes[Int(event.shipment.number)] = event.district
      }
    }
  }

  mutating func partition(
    of event: EventRecord, _ layout: DistrictPartitions, _ linked: LinkedGroups,
    _ hash: LookupHash, _ symbols: borrowing SymbolTable
  ) -> Int {
    let shipment = Int(event.shipment.number)
    if shipment != 0, partitions[shipment] >= 0 { return Int(partitions[shipment]) }
    let group = hash.group(event, symbols)
    let place = linked.place(of: group, home: shipment == 0 ? event.district : homes[shipment])
    let partition = layout.partition(of: place.group, home: place.home)
    if shipment != 0 {
      partitions[shipment] = Int32(partition)
      entries.append(LookupEntry(hash: group, partition: partition))
    }
    return partition
  }
}
