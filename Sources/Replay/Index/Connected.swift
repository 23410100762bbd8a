import EventLog
import Shipments

/// The events of an index that hang together with some others, found step by step.
///
/// Events hang together by their shipment, their id, and the id that they replace.
struct Connected {
  private var shipments: Set<Symbol> = []
  private var ids: Set<EventKey> = []
  /// The events that were picked, by the partition of the index in which they stand.
  private(set) var picked: [Int: [Batch]] = [:]

  /// Adds all that some events name.
  mutating func add(_ batch: Batch) {
    for event in batch.records { add(event, batch) }
  }

  private mutating func add(_ event: EventRecord, _ batch: Batch) {
    if event.shipment != .none { shipments.insert(event.shipment) }
    ids.insert(event.id)
    if let target = batch.relations(of: event)?.replaces { ids.insert(target) }
  }

  /// Adds a shipment that is asked about.
  mutating func add(shipment: Symbol) { shipments.insert(shipment) }

  /// Adds an id that is asked about.
  mutating func add(id: EventKey) { ids.insert(id) }

  /// The partitions of an index in which what was added may stand.
  func partitions(
    _ index: LogIndex, _ symbols: borrowing SymbolTable
  ) throws(IndexFault) -> Set<Int> {
    let hash = LookupHash(key: HashKey(seed: index.header.seed))
    var found: Set<Int> = []
    for shipment in shipments {
      found.formUnion(try index.partitions(of: hash.shipment(shipment, symbols)))
    }
    for id in ids { found.formUnion(try index.partitions(of: hash.id(id, symbols))) }
    return found
  }

  /// Picks the events of a partition that hang together with what was added, and adds what they name.
  mutating func pick(_ batches: [Batch], of partition: Int) {
    var left = batches
    var isNew = true
    while isNew {
      isNew = false
      for number in left.indices {
        let (mine, others) = divide(left[number])
        guard !mine.records.isEmpty else { continue }
        add(mine)
        picked[partition, default: []].append(mine)
        left[number] = others
        isNew = true
      }
    }
  }

  private func divide(_ batch: Batch) -> (mine: Batch, others: Batch) {
    var (mine, others) = (batch, batch)
    mine.records = []
    others.records = []
    for event in batch.records {
      if isConnected(event, batch) {
        mine.records.append(event)
      } else {
        others.records.append(event)
      }
    }
    return (mine, others)
  }

  private func isConnected(_ event: EventRecord, _ batch: Batch) -> Bool {
    if shipments.contains(event.shipment) || ids.contains(event.id) { return true }
    guard let target = batch.relations(of: event)?.replaces else { return false }
    return ids.contains(target)
  }

  /// Where the picked events of a partition stand.
  func places(in partition: Int) -> Set<Place> {
    Set((picked[partition] ?? []).flatMap { $0.records.map(\.place) })
  }
}

extension Batch {
  /// The batch without the events, or with only the events, at some places.
  func events(at places: Set<Place>, areKept: Bool) -> Batch {
    var batch = self
    batch.records.removeAll { places.contains($0.place) != areKept }
    return batch
  }
}
