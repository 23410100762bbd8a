import Console
import Replay
import Shipments

/// Names that look alike, and items that come in several units.
enum NameFindings {
  static func all(_ history: borrowing History) -> [Finding] {
    var names: [String: Set<Symbol>] = [:]
    var units: [Symbol: Set<Symbol>] = [:]
    history.forEachEvent { _, event, batch in
      names["shipment", default: []].insert(event.shipment)
      names["district", default: []].insert(event.district)
      names["donor", default: []].insert(event.donor)
      for row in batch.itemRows(of: event) {
        let item = batch.items[row]
        names["item", default: []].insert(item.item)
        names["unit", default: []].insert(item.unit)
        units[item.item, default: []].insert(item.unit)
      }
      guard let relations = batch.relations(of: event) else { return }
      names["district", default: []].insert(relations.from)
      names["district", default: []].formUnion(batch.paths(relations.among))
      names["donor", default: []].formUnion(batch.paths(relations.jointly))
    }
    var findings: [Finding] = []
    for (kind, symbols) in names { findings += alike(kind, symbols, history.symbols) }
    return findings + severalUnits(units, history.symbols)
  }

  /// Names that differ only in case, white space or Unicode form.
  private static func alike(
    _ kind: String, _ symbols: Set<Symbol>, _ table: borrowing SymbolTable
  ) -> [Finding] {
    var groups: [String: [String]] = [:]
    for symbol in symbols where symbol != .none {
      let text = table.text(of: symbol)
      groups[NameFolding.folded(text), default: []].append(text)
    }
    return groups.values.filter { $0.count > 1 }.map { group in
      let sorted = group.sorted { ByteOrder.precedes([$0], [$1]) }
      let names = sorted.map { "\"\($0)\"" }.joined(separator: " and ")
      return Finding(
        .warning,
        "\(names) are \(group.count) \(kind) names that differ only in case, "
          + "white space or Unicode form",
        fix: "correct the events that use the wrong one")
    }
  }

  private static func severalUnits(
    _ units: [Symbol: Set<Symbol>], _ table: borrowing SymbolTable
  ) -> [Finding] {
    var findings: [Finding] = []
    for (item, symbols) in units where symbols.count > 1 {
      var names: [String] = []
      for symbol in symbols { names.append(table.text(of: symbol)) }
      let list = names.sorted { ByteOrder.precedes([$0], [$1]) }.joined(separator: ", ")
      findings.append(
        Finding(.note, "\(table.text(of: item)) comes in several units, never added up: \(list)"))
    }
    return findings
  }
}

/// Names without what the eye does not see.
public enum NameFolding {
  /// A text without case, white space and Unicode form.
  ///
  /// Swift compares texts by canonical equivalence, which takes care of the last.
  public static func folded(_ text: String) -> String {
    String(text.lowercased().filter { !$0.isWhitespace })
  }
}
