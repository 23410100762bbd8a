import WaybillKit

/// What each donor delivered, week by week.
struct WeeklyDeliveries: Projection, Sendable {
  /// What a sum is for.
  struct Key: Hashable, Sendable {
    var week: Day
    var donor: Symbol
    var item: Symbol
    var unit: Symbol
  }

  private(set) var sums: [Key: Quantity] = [:]

  mutating func apply(_ batch: Batch, symbols: borrowing SymbolTable) throws(Overflow) {
    for event in batch.records where event.type == .delivered {
      let week = Period.week.start(of: event.occurredOn)
      for row in batch.itemRows(of: event) {
        let item = batch.items[row]
        let key = Key(week: week, donor: event.donor, item: item.item, unit: item.unit)
        try add(item.quantity, to: key)
      }
    }
  }

  mutating func merge(
    _ other: borrowing WeeklyDeliveries, symbols: borrowing SymbolTable
  ) throws(Overflow) {
    for (key, quantity) in other.sums { try add(quantity, to: key) }
  }

  private mutating func add(_ quantity: Quantity, to key: Key) throws(Overflow) {
    sums[key] = try Quantity.sum(sums[key] ?? .zero, quantity)
  }
}

extension WeeklyDeliveries {
  /// A line for each sum, in byte order: week, donor, quantity, unit and item.
  func lines(_ symbols: borrowing SymbolTable) -> [String] {
    var lines: [String] = []
    for (key, quantity) in sums {
      let donor = symbols.optionalText(of: key.donor) ?? "not stated"
      let (unit, item) = (symbols.text(of: key.unit), symbols.text(of: key.item))
      lines.append("\(key.week) \(donor): \(quantity) \(unit) of \(item)")
    }
    return lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

func weeklyDeliveries(
  in folder: String, at day: Day, knownAt: Instant = .distantFuture
) throws -> [String] {
  let history = try History(LogFolder(folder), threads: 2)
  var weekly = WeeklyDeliveries()
  _ = try history.fold(into: &weekly, at: day, knownAt: knownAt)
  return weekly.lines(history.symbols)
}

/// Whether two halves of a log add up to the whole of it.
func isSum(_ history: borrowing History) throws(Overflow) -> Bool {
  var rows: [EventRow] = []
  history.forEachEvent { row, _, _ in rows.append(row) }
  var (whole, odd, even) = (WeeklyDeliveries(), WeeklyDeliveries(), WeeklyDeliveries())
  for row in rows {
    var single = history.batch(of: row)
    single.records = [history[row]]
    try whole.apply(single, symbols: history.symbols)
    if row.isMultiple(of: 2) {
      try even.apply(single, symbols: history.symbols)
    } else {
      try odd.apply(single, symbols: history.symbols)
    }
  }
  try odd.merge(even, symbols: history.symbols)
  return odd.sums == whole.sums
}
