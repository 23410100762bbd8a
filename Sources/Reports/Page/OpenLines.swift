import Console
import Projections
import Replay
import Shipments

/// An open line as a page lists it: with those who give with its donor, and the districts that it covers.
struct OpenLine: Sendable {
  let row: LineRow
  let jointly: [String]
  let covered: [String]

  init(
    _ row: Int, _ state: borrowing State, _ givers: JointDonors, _ symbols: borrowing SymbolTable
  ) {
    self.row = LineRow(row, state, symbols)
    jointly = givers.texts(of: state.totals.deliveries.lines[row].key, symbols)
    covered = symbols.sortedTexts(of: state.totals.deliveries.covered(row))
  }

  static let columns: [Column<OpenLine>] = LineRow.columns.map { column in
    guard column.name == "donor" else { return column.of(\.row) }
    return Column(
      "donor", "", { Value($0.row.donorText) },
      shown: { line in
        line.row.donorText == nil && line.jointly.isEmpty
          ? "" : PageWords.givers(line.row.donorText, line.jointly)
      })
  }

  /// Writes the line as a list, whose fields `WeekState` in the page's script names.
  func write(_ names: PageNames, to writer: inout JSONWriter) {
    row.write(
      names, jointly: jointly.map { names.number(of: $0) },
      covered: covered.map { names.number(of: $0) }, to: &writer)
  }
}

extension OpenLine: Comparable {
  static func < (left: OpenLine, right: OpenLine) -> Bool { left.row < right.row }

  static func == (left: OpenLine, right: OpenLine) -> Bool { left.row == right.row }
}

/// The first of the open lines, most overdue first, and no more of them than a page has room for.
struct FirstLines: Sendable {
  private let limit: Int
  private var lines: [OpenLine] = []
  /// How urgent the last of the first lines so far is: what is less so need not be looked at.
  private var last: Urgency?

  init(limit: Int) { self.limit = limit }

  /// The lines, in their order.
  var sorted: [OpenLine] { Array(lines.sorted().prefix(limit)) }

  /// Takes the open lines of a state.
  mutating func add(
    _ state: borrowing State, _ givers: JointDonors, _ symbols: borrowing SymbolTable
  ) {
    let all = state.totals.deliveries.lines.span
    for row in all.indices where all[row].isOpen {
      if let last, last < Urgency(all[row], at: state.at) { continue }
      add(OpenLine(row, state, givers, symbols))
    }
  }

  /// Takes those of other parts.
  mutating func merge(_ other: FirstLines) { for line in other.lines { add(line) } }

  private mutating func add(_ line: OpenLine) {
    lines.append(line)
    guard limit < .max, lines.count >= 2 * limit else { return }
    lines = sorted
    last = lines.last?.row.urgency
  }
}

/// Who gives with the donors of the lines of a part of a log.
struct JointDonors {
  private var givers: [LineKey: Set<Symbol>] = [:]

  init(_ history: borrowing History, where counts: (EventRecord) -> Bool) {
    var found: [LineKey: Set<Symbol>] = [:]
    history.forEachEvent { _, event, batch in
      guard let relations = batch.relations(of: event), !relations.jointly.isEmpty, counts(event)
      else { return }
      for row in batch.itemRows(of: event) {
        let item = batch.items[row]
        let line = LineKey(
          shipment: event.shipment, district: event.district, item: item.item, unit: item.unit)
        found[line, default: []].formUnion(batch.paths(relations.jointly))
      }
    }
    givers = found
  }

  /// Those who give with the donor of a line.
  func symbols(of line: LineKey) -> Set<Symbol> { givers[line] ?? [] }

  /// Their names.
  func texts(of line: LineKey, _ symbols: borrowing SymbolTable) -> [String] {
    symbols.sortedTexts(of: self.symbols(of: line))
  }
}

extension SymbolTable {
  /// The texts of symbols, in byte order.
  borrowing func sortedTexts(of some: Set<Symbol>) -> [String] {
    var texts: [String] = []
    for symbol in some { texts.append(text(of: symbol)) }
    return texts.sorted { ByteOrder.precedes([$0], [$1]) }
  }
}

extension Column {
  /// The column of what is a part of each row.
  func of<Whole>(_ part: @escaping @Sendable (Whole) -> Row) -> Column<Whole> {
    let (value, table) = (value, table)
    guard isInTable else { return Column<Whole>(name) { value(part($0)) } }
    return Column<Whole>(
      name, "", { value(part($0)) }, role: { table.shown(part($0)).role },
      shown: { table.shown(part($0)).text })
  }
}
