public import Shipments

/// Where the ids of a log stand, by keyed hashes; whoever finds one compares the ids themselves.
struct KnownIDs {
  private var hashes: [UInt64] = []
  private var places: [Place] = []
  private var index = HashIndex(minimumCapacity: 1024)

  /// Adds an id; one hash may stand at several places.
  mutating func add(_ hash: UInt64, at place: Place) {
    index.insert(hash: hash, row: hashes.count)
    hashes.append(hash)
    places.append(place)
  }

  /// The places of a hash.
  func places(of hash: UInt64) -> [Place] {
    var found: [Place] = []
    _ = index.row(hash: hash) { row in
      if hashes[row] == hash { found.append(places[row]) }
      return false
    }
    return found
  }
}

/// The names that events use, by what they are used for.
public struct UsedNames: Sendable {
  /// What a name is used for.
  public enum Kind: Int, CaseIterable, Sendable {
    case district, donor, item, unit
  }

  /// A name that was used, and the id of the first event that did.
  public struct Name: Sendable {
    /// What it is used for.
    public var kind: Kind
    /// The name.
    public var text: String
    /// The first event.
    public var firstEvent: String
  }

  /// The names in the order of their first use.
  public private(set) var names: [Name] = []

  /// Begins without names.
  public init() {}

  /// What each symbol was used for, a bit a kind.
  private var seen: [UInt8] = []

  /// Notes the names of some events; their symbols are to be those of one table.
  public mutating func add(_ batch: Batch, _ symbols: borrowing SymbolTable) {
    for event in batch.records {
      note(.district, event.district, event, symbols)
      note(.donor, event.donor, event, symbols)
      for row in batch.itemRows(of: event) {
        note(.item, batch.items[row].item, event, symbols)
        note(.unit, batch.items[row].unit, event, symbols)
      }
      guard let relations = batch.relations(of: event) else { continue }
      note(.district, relations.from, event, symbols)
      for path in batch.paths(relations.among) { note(.district, path, event, symbols) }
      for path in batch.paths(relations.jointly) { note(.donor, path, event, symbols) }
    }
  }

  /// Notes a name of which the event does not matter.
  mutating func add(_ kind: Kind, _ text: String) {
    names.append(Name(kind: kind, text: text, firstEvent: ""))
  }

  @inline(__always)
  private mutating func note(
    _ kind: Kind, _ symbol: Symbol, _ event: EventRecord, _ symbols: borrowing SymbolTable
  ) {
    let number = Int(symbol.number)
    if number >= seen.count {
      seen += Array(repeating: 0, count: number + 1 - seen.count)
      seen[0] = .max
    }
    let bit = UInt8(1) << UInt8(kind.rawValue)
    guard seen[number] & bit == 0 else { return }
    seen[number] |= bit
    names.append(
      Name(kind: kind, text: symbols.text(of: symbol), firstEvent: symbols.text(of: event.id)))
  }
}
