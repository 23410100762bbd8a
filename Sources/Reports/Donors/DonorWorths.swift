import EventLog
import Projections
import Replay
import Shipments

/// What the goods of each donor are worth, as their events say.
struct DonorWorths: Sendable {
  private struct Key: Hashable {
    var donor: Symbol?
    var item: Symbol
    var unit: Symbol
    var currency: Name
  }

  private var sums: [Key: WorthSums] = [:]

  /// Adds the worths of events that count, as far as a filter shows their lines.
  mutating func add(
    _ stated: StatedWorths, _ history: borrowing History, _ state: borrowing State,
    _ filter: RowFilter, where counts: (EventRecord) -> Bool
  ) throws(Overflow) {
    guard !stated.isEmpty else { return }
    let donors = DonorWorths.donors(of: state)
    var failure: Overflow?
    history.forEachEvent { _, event, batch in
      guard failure == nil, WorthSums.types.contains(event.type), counts(event) else { return }
      let donor = donors[event.shipment] ?? nil
      do throws(Overflow) {
        try stated.forEach(at: event.place) { (row, worth) throws(Overflow) in
          // Of the lines with one id the first is taken first, so its items stand as they do here.
          let item = batch.items[batch.itemRows(of: event).lowerBound + row]
          let stock = StockKey(district: event.district, item: item.item, unit: item.unit)
          guard filter.shows(stock, history.symbols), filter.shows(donor: donor, history.symbols)
          else { return }
          let key = Key(donor: donor, item: item.item, unit: item.unit, currency: worth.currency)
          try sums[key, default: WorthSums()].add(worth, of: event.type)
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// The donor of each shipment.
  private static func donors(of state: borrowing State) -> [Symbol: Symbol?] {
    var donors: [Symbol: Symbol?] = [:]
    let lines = state.totals.deliveries.lines
    for row in lines.indices { donors[lines[row].key.shipment] = lines[row].donor?.value }
    return donors
  }

  mutating func merge(_ other: DonorWorths) throws(Overflow) {
    for (key, row) in other.sums { try sums[key, default: WorthSums()].add(row) }
  }

  /// The rows in order, their symbols as texts, each with those who give with the donor.
  func rows(
    _ text: (Symbol) -> String,
    jointly: (_ donor: Symbol?, _ item: Symbol, _ unit: Symbol) -> [String]
  ) -> [WorthRow] {
    sums.map { key, sums in
      WorthRow(
        donor: key.donor.map(text), jointly: jointly(key.donor, key.item, key.unit),
        item: text(key.item), unit: text(key.unit), currency: key.currency.text, sums: sums)
    }.sorted(by: WorthRow.precedes)
  }
}
