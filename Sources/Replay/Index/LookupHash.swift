import EventLog
import Shipments

/// The hashes by which shipments and ids are looked up in an index.
struct LookupHash: Sendable {
  let key: HashKey

  /// The hash of a shipment's name.
  func shipment(_ symbol: Symbol, _ symbols: borrowing SymbolTable) -> UInt64 {
    let bytes = symbols.bytes(of: symbol)
    return HashKey.mix(unsafe bytes.withUnsafeBytes { unsafe key.hash($0) }, 1)
  }

  /// The hash of an id.
  func id(_ id: EventKey, _ symbols: borrowing SymbolTable) -> UInt64 {
    guard let symbol = id.symbol else { return id.hash(key) }
    return unsafe symbols.bytes(of: symbol).withUnsafeBytes { unsafe key.hash($0) }
  }

  /// The hash of what an event hangs together by: its shipment or, where it has none, its own id.
  func group(_ event: EventRecord, _ symbols: borrowing SymbolTable) -> UInt64 {
    event.shipment == .none ? id(event.id, symbols) : shipment(event.shipment, symbols)
  }
}

/// What hangs together although it is filed apart: groups of events, joined by corrections.
struct LinkedGroups: Sendable {
  /// A correction of an event that may be in another group.
  struct Link: Sendable {
    var group: UInt64
    var target: UInt64
  }

  private var parents: [UInt64: UInt64] = [:]
  private var homes: [UInt64: Symbol] = [:]

  /// Joins the groups of corrections with those of the events that they replace.
  ///
  /// `places` has the group of each replaced event by the hash of its id; one that the log does not
  /// have stands for itself. `homes` has the districts of the groups concerned.
  init(_ links: [Link], places: [UInt64: UInt64], homes: [UInt64: Symbol]) {
    for link in links {
      let other = places[link.target] ?? link.target
      if other != link.group { join(other, link.group) }
    }
    for group in parents.keys.sorted() {
      guard let home = homes[group], home != .none else { continue }
      let root = root(group)
      if self.homes[root] == nil { self.homes[root] = home }
    }
  }

  private mutating func join(_ left: UInt64, _ right: UInt64) {
    let (left, right) = (root(left), root(right))
    parents[left] = min(left, right)
    parents[right] = min(left, right)
  }

  private func root(_ group: UInt64) -> UInt64 {
    var group = group
    while let parent = parents[group], parent != group { group = parent }
    return group
  }

  /// Under which group and district a group is kept.
  func place(of group: UInt64, home: Symbol) -> (group: UInt64, home: Symbol) {
    guard !parents.isEmpty, parents[group] != nil else { return (group, home) }
    let root = root(group)
    return (root, homes[root] ?? .none)
  }
}

/// Which partitions of an index hold the events of which district.
struct DistrictPartitions: Sendable {
  private var starts: [Symbol: (first: Int, count: Int)] = [:]
  private(set) var count = 0

  /// Lays districts out in byte order, large ones over several partitions, small ones together.
  ///
  /// A partition is to hold about `eventsAtBest`, more where there would be too many partitions.
  init(_ events: [Symbol: Int], eventsAtBest: Int, _ symbols: borrowing SymbolTable) {
    let total = events.values.reduce(0, +)
    let size = max(
      eventsAtBest, total / (LookupPage.maximumPartitions / 2) + 1)
    var texts: [(district: Symbol, text: [UInt8])] = []
    for district in events.keys {
      texts.append((district, Array(symbols.bytes(of: district))))
    }
    var filled = size
    for (district, _) in texts.sorted(by: { $0.text.lexicographicallyPrecedes($1.text) }) {
      let events = events[district] ?? 0
      if events >= size {
        starts[district] = (count, (events + size - 1) / size)
        count += (events + size - 1) / size
        filled = size
        continue
      }
      if filled + events > size {
        count += 1
        filled = 0
      }
      starts[district] = (count - 1, 1)
      filled += events
    }
    if count == 0 { count = 1 }
  }

  /// The partition of a group that is kept under a district.
  func partition(of group: UInt64, home: Symbol) -> Int {
    guard let start = starts[home] else { return 0 }
    return start.first + Int(group >> 40) % start.count
  }
}
