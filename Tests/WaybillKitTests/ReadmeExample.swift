import WaybillKit

func overdueShipments(in folder: String, at day: Day) throws -> [String] {
  let history = try History(LogFolder(folder))
  let state = try history.state(at: day)
  var names: [String] = []
  for line in state.totals.deliveries.lines where line.isOverdue(at: day) {
    names.append(history.symbols.text(of: line.key.shipment))
  }
  return names.sorted()
}
