import EventLog
import Projections
import Replay
import Reports
import Shipments
import TestSupport

/// What a log amounts to, with its lines and stocks by their names.
struct Replayed {
  let eventCount: Int
  /// The JSON of `replay`.
  let stateJSON: String
  /// The JSON of `pending`.
  let pendingJSON: String
  private var lines: [String: ReplayedLine] = [:]
  private var stocks: [String: StockRow] = [:]

  /// Writes journals to a folder of their own and replays them.
  init(
    _ journals: [(name: String, bytes: [UInt8])], at: String = "2020-12-31", knownAt: String? = nil,
    filter: RowFilter = RowFilter()
  ) throws {
    let folder = try TemporaryFolder()
    let history = try folder.history(of: journals)
    try self.init(history, at: at, knownAt: knownAt, filter: filter)
  }

  /// Replays a history.
  init(
    _ history: borrowing History, at: String, knownAt: String? = nil,
    filter: RowFilter = RowFilter()
  ) throws {
    let known = try knownAt.map(instant) ?? .distantFuture
    let state = try history.state(at: try day(at), knownAt: known)
    var report = StateReport(at: state.at, knownAt: knownAt, filter: filter)
    try report.add(state, history.symbols)
    var query = PendingReport.Query()
    query.filter = filter
    var pending = PendingReport(at: state.at, knownAt: knownAt, query)
    pending.add(state, history.symbols)
    stateJSON = String(decoding: report.json, as: UTF8.self)
    pendingJSON = String(decoding: pending.json, as: UTF8.self)
    eventCount = state.eventCount
    for row in state.totals.deliveries.lines.indices {
      let line = ReplayedLine(row, state.totals.deliveries, history.symbols)
      lines[line.name] = line
    }
    for stock in state.totals.inventory.rows {
      stocks[stock.name(history.symbols)] = stock
    }
  }

  /// A line by its names; of the shipment `gift` with masks unless told otherwise.
  func line(
    at district: String, _ item: String = "mask", _ unit: String = "piece",
    of shipment: String = "gift"
  ) throws -> DeliveryLine {
    try replayedLine(at: district, item, unit, of: shipment).line
  }

  /// A line with what stands beside it.
  func replayedLine(
    at district: String, _ item: String = "mask", _ unit: String = "piece",
    of shipment: String = "gift"
  ) throws -> ReplayedLine {
    let name = [shipment, district, item, unit].joined(separator: " | ")
    guard let line = lines[name] else { throw NoSuchRow(name: name, rows: lines.keys.sorted()) }
    return line
  }

  /// A stock row by its names.
  func stock(
    at district: String, _ item: String = "mask", _ unit: String = "piece"
  ) throws -> StockRow {
    let name = [district, item, unit].joined(separator: " | ")
    guard let stock = stocks[name] else { throw NoSuchRow(name: name, rows: stocks.keys.sorted()) }
    return stock
  }

  /// The names of all lines and stock rows, sorted.
  var names: [String] { lines.keys.sorted() + stocks.keys.sorted() }

  /// Everything that folds know, as text, to compare sums by.
  var everything: [String] {
    let lines = lines.values.map(\.description).sorted()
    return lines + stocks.map { name, stock in "\(name) | \(stock.amounts)" }.sorted()
  }
}

/// A line that a test asks for is not there.
struct NoSuchRow: Error {
  var name: String
  var rows: [String]
}

/// A delivery line with its names, and what its symbols stand for.
struct ReplayedLine: CustomStringConvertible {
  var line: DeliveryLine
  var name: String
  var donor: String?
  var covered: [String]
  var among: [String]

  init(_ row: Int, _ deliveries: borrowing Deliveries, _ symbols: borrowing SymbolTable) {
    line = deliveries.lines[row]
    let key = line.key
    name = symbols.texts([key.shipment, key.district, key.item, key.unit])
      .joined(separator: " | ")
    donor = line.donor.map { symbols.text(of: $0.value) }
    covered = symbols.texts(Array(deliveries.covered(row))).sorted()
    among = symbols.texts(Array(deliveries.among(row))).sorted()
  }

  /// All counters and marks.
  var description: String {
    let counters = LineCounter.allCases.map { "\($0)=\(line[$0])" }.joined(separator: " ")
    return """
      \(name) | \(counters) since=\(line.since) donor=\(donor ?? "-") \
      expectedMark=\(line.expectedMark.map { "\($0.value)" } ?? "-") \
      expectedOn=\(line.expectedOn.map { "\($0)" } ?? "-") \
      drawnDown=\(line.drawnDown) drawnFor=\(line.drawnFor) covered=\(covered) among=\(among)
      """
  }
}

extension StockRow {
  /// The names of its district, item and unit.
  func name(_ symbols: borrowing SymbolTable) -> String {
    symbols.texts([key.district, key.item, key.unit]).joined(separator: " | ")
  }

  /// All counters.
  var amounts: String {
    StockCounter.allCases.map { "\($0)=\(self[$0])" }.joined(separator: " ")
  }
}

extension SymbolTable {
  /// The texts of some symbols.
  func texts(_ list: [Symbol]) -> [String] {
    var texts: [String] = []
    for symbol in list { texts.append(text(of: symbol)) }
    return texts
  }
}
