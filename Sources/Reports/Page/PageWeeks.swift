import Projections
import Replay
import Shipments

/// The weeks of a page: what each of them changed in the sums of the districts, and the rest as of the
/// page's own day.
struct PageWeekData {
  /// The sums that are written, the often changed ones first: the script derives the others.
  ///
  /// What is delivered is received, and what is on hand is a sum. What is promised is written as far as it
  /// is not pledged, and what is outstanding as far as it does not follow from the other sums.
  private static let counters: [DistrictCounter] =
    counts + [
      .pledged, .delivered, .purchased, .overdueQuantity, .promised, .outstanding, .dispatched,
      .cancelled, .drawnDown, .allocatedOut, .requested, .transferredIn, .transferredOut, .issued,
      .adjusted,
    ]
  private static let counts: [DistrictCounter] = [
    .lines, .openLines, .overdueLines, .unspecifiedLines, .requestedUnspecified, .aboutLines,
    .atLeastLines, .requestedAbout, .requestedAtLeast,
  ]

  private let report: PageReport
  private let ends: [Day]
  /// The districts with their items and units, in byte order.
  private let keys: [RowKey]
  /// By week: the rows that it changes, and the places of what it changes in them.
  private var changes: [[(row: Int, cell: Int)]]
  private var names = PageNames()
  private let lines: [OpenLine]
  private let flows: FlowTable
  /// By how many thousandths an amount is counted: whole units where no amount has a part.
  private let scale: Int64

  init(_ report: PageReport) {
    self.report = report
    lines = report.lines.sorted
    flows = report.flows
    let counts = report.weeks.eventCounts
    // What becomes overdue after all that happened is not looked at.
    let last = max(counts.keys.max() ?? report.query.at, report.query.at)
    let cells = report.weeks.cells
    var days = Set(cells.indices.map { cells[$0].day })
    days.formUnion(counts.keys)
    days.insert(report.query.at)
    ends = days.filter { $0 <= last }.sorted()
    let places = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1, $0) })
    // They were numbered as threads met them.
    let met = report.weekKeys
    let order = met.indices.sorted { met[$0] < met[$1] }
    keys = order.map { met[$0] }
    var rows = order
    for (row, number) in order.enumerated() { rows[number] = row }
    changes = Array(repeating: [], count: ends.count)
    for place in cells.indices {
      guard let week = places[cells[place].day] else { continue }
      changes[week].append((rows[cells[place].row], place))
    }
    for week in changes.indices { changes[week].sort { $0.row < $1.row } }
    scale = PageWeekData.scale(cells, flows.rows)
    for key in keys {
      names.add(path: key.district)
      names.add(path: key.item)
      names.add(key.unit)
    }
    for line in lines {
      let donors = [line.row.donorText].compactMap(\.self) + line.jointly
      for text in donors + line.row.among + line.covered { names.add(path: text) }
    }
    var donors: Set<Int> = []
    for flow in flows.rows {
      donors.insert(flow.names.donor)
      donors.formUnion(flow.jointly)
    }
    for donor in donors where donor >= 0 { names.add(path: flows.names[donor]) }
    names.number()
  }

  private static func scale(_ cells: PeriodCells, _ flows: [FlowTable.Row]) -> Int64 {
    let amounts = Array(counters.dropFirst(counts.count))
    for place in cells.indices {
      let isWhole = cells.sums(of: place).read { sums in
        amounts.allSatisfy { sums[$0.rawValue] % 1000 == 0 }
      }
      guard isWhole else { return 1 }
    }
    return flows.allSatisfy { $0.given % 1000 == 0 } ? 1000 : 1
  }

  func write(to writer: inout JSONWriter) {
    writer.member("form", .text("weeks"))
    writer.member("scale", .count(Int(scale)))
    writer.member("counters", .list(PageWeekData.counters.map { String(describing: $0) }))
    names.write(to: &writer)
    writer.member("weeks")
    writer.numbers(ends.map { Int($0.number) })
    writer.member("eventCounts")
    let counts = report.weeks.eventCounts
    writer.numbers(ends.map { counts[$0] ?? 0 })
    writer.member("rows")
    writer.array { writer in
      for key in keys {
        writer.numbers([key.district, key.item, key.unit].map { names.number(of: $0) })
      }
    }
    writer.member("changes")
    writer.array { writer in for week in changes { write(week, to: &writer) } }
    writer.member("pending")
    writer.array { writer in for line in lines { line.write(names, to: &writer) } }
    writer.member("flows")
    let numbers = flows.names.map { names.number(of: $0) }
    writer.array { writer in for flow in flows.rows { write(flow, numbers, to: &writer) } }
    writer.member("openLines", .count(openLineCount))
    writer.member("shared")
    writer.array { writer in writeShared(to: &writer) }
  }

  /// What a week changes, in one list: the row, a bit for each counter that changes, and by how much.
  private func write(_ week: [(row: Int, cell: Int)], to writer: inout JSONWriter) {
    let (counters, scale) = (PageWeekData.counters, scale)
    var values: [Int64] = []
    writer.array { writer in
      for (row, cell) in week {
        var changed: Int64 = 0
        values.removeAll(keepingCapacity: true)
        report.weeks.cells.sums(of: cell).read { sums in
          for (place, counter) in counters.enumerated() {
            let value = PageWeekData.value(counter, of: sums)
            guard value != 0 else { continue }
            changed |= 1 << Int64(place)
            values.append(place < PageWeekData.counts.count ? value : value / scale)
          }
        }
        guard changed != 0 else { continue }
        writer.whole(Int64(row))
        writer.whole(changed)
        for value in values { writer.exact(value) }
      }
    }
  }

  /// What is written of a sum.
  private static func value(_ counter: DistrictCounter, of sums: Span<Int64>) -> Int64 {
    func sum(_ counter: DistrictCounter) -> Int64 { sums[counter.rawValue] }
    return switch counter {
    case .promised: sum(.promised) &- sum(.pledged)
    case .outstanding:
      sum(.outstanding) &- sum(.promised) &+ sum(.cancelled) &+ sum(.delivered) &+ sum(.drawnDown)
    default: sum(counter)
    }
  }

  private func write(_ flow: FlowTable.Row, _ numbers: [Int], to writer: inout JSONWriter) {
    writer.array { writer in
      writer.optional(flow.names.donor < 0 ? nil : numbers[flow.names.donor])
      for name in [flow.names.district, flow.names.item, flow.names.unit] {
        writer.exact(Int64(numbers[name]))
      }
      writer.exact(flow.given / scale)
      guard flow.unstated > 0 || !flow.jointly.isEmpty else { return }
      writer.exact(Int64(flow.unstated))
      writer.numbers(flow.jointly.map { numbers[$0] })
    }
  }

  private var openLineCount: Int { report.rows.reduce(0) { $0 + Int($1.sums[.openLines]) } }

  /// What is promised to areas, by the rows that need something and share in it.
  private func writeShared(to writer: inout JSONWriter) {
    let rows = Dictionary(uniqueKeysWithValues: zip(keys, keys.indices))
    for need in report.needs {
      let (outstanding, unspecified) = (need.beside.outstanding, need.beside.unspecifiedLines)
      guard outstanding > .zero || unspecified > 0, let row = rows[need.row.key] else { continue }
      writer.array { writer in
        writer.exact(Int64(row))
        writer.exact(outstanding.thousandths)
        writer.exact(Int64(unspecified))
        writer.write(Value(need.beside.qualifier?.name))
      }
    }
  }
}
