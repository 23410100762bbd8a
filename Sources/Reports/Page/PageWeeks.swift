import Projections
import Replay
import Shipments

/// The weeks of a page: what each of them changed in the sums of the districts, and the rest as of the
/// page's own day.
struct PageWeekData {
  /// The sums that the page shows; what is no amount comes first.
  private static let counters: [DistrictCounter] = [
    .lines, .openLines, .overdueLines, .unspecifiedLines, .requestedUnspecified, .pledged, .purchased,
    .dispatched, .promised, .delivered, .cancelled, .drawnDown, .allocatedOut, .outstanding,
    .overdueQuantity, .requested, .received, .transferredIn, .transferredOut, .issued, .adjusted,
    .onHand,
  ]

  private let report: PageReport
  private let ends: [Day]
  /// By week: what it changes.
  private var changes: [[(row: Int, sums: DistrictSums)]]
  private var names = PageNames()
  private let lines: [LineRow]
  private let flows: [Flows.Flow]

  init(_ report: PageReport) {
    self.report = report
    lines = report.lines.sorted
    flows = report.flows.sorted
    let counts = report.weeks.eventCounts
    // What becomes overdue after all that happened is not looked at.
    let last = max(counts.keys.max() ?? report.query.at, report.query.at)
    var days = Set(report.weeks.cells.keys.map(\.day))
    days.formUnion(counts.keys)
    days.insert(report.query.at)
    ends = days.filter { $0 <= last }.sorted()
    let places = Dictionary(uniqueKeysWithValues: ends.enumerated().map { ($1, $0) })
    changes = Array(repeating: [], count: ends.count)
    for (cell, sums) in report.weeks.cells where !sums.isNothing {
      if let week = places[cell.day] { changes[week].append((cell.row, sums)) }
    }
    for week in changes.indices { changes[week].sort { $0.row < $1.row } }
    for key in report.weekKeys {
      names.add(path: key.district)
      names.add(path: key.item)
      names.add(key.unit)
    }
    for line in lines {
      for text in [line.donorText].compactMap(\.self) + line.among { names.add(path: text) }
    }
    for flow in flows { if let donor = flow.donor { names.add(path: donor) } }
    names.number()
  }

  func write(to writer: inout JSONWriter) {
    writer.member("form", .text("weeks"))
    writer.member("counters", .list(PageWeekData.counters.map { String(describing: $0) }))
    names.write(to: &writer)
    writer.member("weeks")
    writer.numbers(ends.map { Int($0.number) })
    writer.member("eventCounts")
    writer.numbers(ends.map { report.weeks.eventCounts[$0] ?? 0 })
    writer.member("rows")
    writer.array { writer in
      for key in report.weekKeys {
        writer.numbers([key.district, key.item, key.unit].map { names.number(of: $0) })
      }
    }
    writer.member("changes")
    writer.array { writer in for week in changes { write(week, to: &writer) } }
    writer.member("pending")
    writer.array { writer in for line in lines { line.write(names, to: &writer) } }
    writer.member("flows")
    writer.array { writer in for flow in flows { write(flow, to: &writer) } }
  }

  /// What a week changes, in one list: the row, a bit for each counter that changes, and by how much.
  private func write(_ week: [(row: Int, sums: DistrictSums)], to writer: inout JSONWriter) {
    writer.array { writer in
      for (row, sums) in week {
        let changed = PageWeekData.counters.enumerated().filter { sums[$0.element] != 0 }
        guard !changed.isEmpty else { continue }
        writer.exact(Int64(row))
        writer.exact(changed.reduce(0) { $0 | 1 << Int64($1.offset) })
        for (_, counter) in changed { writer.exact(sums[counter]) }
      }
    }
  }

  private func write(_ flow: Flows.Flow, to writer: inout JSONWriter) {
    writer.array { writer in
      writer.optional(flow.donor.map { names.number(of: $0) })
      for text in [flow.district, flow.item, flow.unit] {
        writer.exact(Int64(names.number(of: text)))
      }
      writer.exact(flow.given)
    }
  }
}
