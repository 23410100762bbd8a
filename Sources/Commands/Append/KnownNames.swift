import Console
import EventLog
import Replay
import Reports
import Shipments

/// The names that a log uses, to find the one that was meant.
struct KnownNames {
  private(set) var shipments: [String] = []
  private(set) var districts: [String] = []
  private(set) var donors: [String] = []
  private(set) var items: [String] = []
  private(set) var units: [String] = []

  /// Collects the names of every event, and those that the index knows beside.
  ///
  /// Of a part of a history, the shipments are those of the part only.
  init(_ history: borrowing History) {
    var used = [Set<Symbol>](repeating: [], count: 5)
    for (number, roles) in history.otherNames.enumerated() {
      let symbol = Symbol(number: UInt32(number))
      if roles.contains(.district) { used[1].insert(symbol) }
      if roles.contains(.donor) { used[2].insert(symbol) }
      if roles.contains(.item) { used[3].insert(symbol) }
      if roles.contains(.unit) { used[4].insert(symbol) }
    }
    history.forEachEvent { _, event, batch in
      used[0].insert(event.shipment)
      used[1].insert(event.district)
      used[2].insert(event.donor)
      for row in batch.itemRows(of: event) {
        used[3].insert(batch.items[row].item)
        used[4].insert(batch.items[row].unit)
      }
      guard let relations = batch.relations(of: event) else { return }
      used[1].insert(relations.from)
      used[1].formUnion(batch.paths(relations.among))
      used[2].formUnion(batch.paths(relations.jointly))
    }
    var names: [[String]] = []
    for symbols in used {
      var texts: [String] = []
      for symbol in symbols where symbol != .none { texts.append(history.symbols.text(of: symbol)) }
      names.append(texts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    }
    (shipments, districts, donors, items, units) = (
      names[0], names[1], names[2], names[3], names[4]
    )
  }

  /// The symbol of a shipment that the log knows.
  func shipment(_ name: String, _ history: borrowing History) -> Symbol? {
    guard shipments.contains(where: { $0.utf8.elementsEqual(name.utf8) }) else { return nil }
    return history.symbols.find(name)
  }

  /// `did you mean "…"?`, if a known name is near.
  static func suggestion(_ name: String, among known: [String]) -> String? {
    let near = Spelling.nearest(to: name, among: known, limit: 3)
    guard !near.isEmpty else { return nil }
    return "did you mean \(near.map { "\"\($0)\"" }.joined(separator: " or "))?"
  }

  /// A known path that a new one is nearly the same as; nil for a known one.
  ///
  /// Nearly the same are names that differ in case, white space or Unicode form, or by a letter or
  /// two; where they differ in digits, or are very short, they are names of their own. So are the last
  /// names of a path without those above them.
  static func nearlySame(_ path: String, among known: [String]) -> String? {
    if known.contains(where: { $0.utf8.elementsEqual(path.utf8) }) { return nil }
    let folded = NameFolding.folded(path)
    return known.first { NameFolding.folded($0) == folded || isMistyped(path, $0) }
      ?? known.first { $0.hasSuffix("/" + path) }
  }

  /// Whether each name of a path is that of the other, or nearly.
  private static func isMistyped(_ path: String, _ known: String) -> Bool {
    let (names, knownNames) = (path.split(separator: "/"), known.split(separator: "/"))
    guard names.count == knownNames.count else { return false }
    return zip(names, knownNames).allSatisfy { $0 == $1 || isMistypedName($0, $1) }
  }

  private static func isMistypedName(_ name: Substring, _ known: Substring) -> Bool {
    let letters = min(name.count, known.count)
    guard letters >= 4, name.filter(\.isNumber) == known.filter(\.isNumber) else { return false }
    let (left, right) = (name.lowercased(), known.lowercased())
    return Spelling.distance(from: left, to: right, bound: letters >= 6 ? 2 : 1) != nil
  }
}
