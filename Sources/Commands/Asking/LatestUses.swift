import Replay
import Shipments

/// When each name of a log was last written down: what is at work now is asked about first.
struct LatestUses {
  private(set) var shipments: [Symbol: Instant] = [:]
  private(set) var districts: [Symbol: Instant] = [:]
  private(set) var donors: [Symbol: Instant] = [:]
  private var goods: [Goods: Instant] = [:]

  private struct Goods: Hashable {
    var item: Symbol
    var unit: Symbol
  }

  init(_ history: borrowing History) {
    history.forEachEvent { _, event, batch in
      let time = event.recordedAt
      LatestUses.note(event.shipment, time, &shipments)
      LatestUses.note(event.district, time, &districts)
      LatestUses.note(event.donor, time, &donors)
      for row in batch.itemRows(of: event) {
        let used = Goods(item: batch.items[row].item, unit: batch.items[row].unit)
        goods[used] = max(goods[used] ?? time, time)
      }
    }
  }

  private static func note(_ symbol: Symbol, _ time: Instant, _ uses: inout [Symbol: Instant]) {
    guard symbol != .none else { return }
    uses[symbol] = max(uses[symbol] ?? time, time)
  }

  /// The names, the one that was used last first.
  static func sorted(_ uses: [Symbol: Instant], _ symbols: borrowing SymbolTable) -> [String] {
    var names: [(text: String, time: Instant)] = []
    for (symbol, time) in uses { names.append((symbols.text(of: symbol), time)) }
    return names.sorted { left, right in
      left.time == right.time ? left.text < right.text : left.time > right.time
    }.map(\.text)
  }

  /// The items with their units, the one that was used last first.
  func items(_ symbols: borrowing SymbolTable) -> [(item: String, unit: String)] {
    var names: [(item: String, unit: String, time: Instant)] = []
    for (used, time) in goods {
      names.append((symbols.text(of: used.item), symbols.text(of: used.unit), time))
    }
    return names.sorted { left, right in
      left.time == right.time
        ? (left.item, left.unit) < (right.item, right.unit) : left.time > right.time
    }.map { ($0.item, $0.unit) }
  }
}
