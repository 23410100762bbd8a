import Console
import Shipments

/// What the script of a page replays.
public enum PageData: Sendable {
  /// Every event, each once, whatever its versions.
  case events([PageEvent])
  /// The sums of each week, which the report has itself.
  case weeks

  /// The data as one JSON object.
  func json(
    of report: PageReport, _ findings: CheckReport?, _ changes: PageChanges
  ) -> [UInt8] {
    let query = report.query
    var writer = JSONWriter()
    writer.object { writer in
      writer.member("at", .count(Int(query.at.number)))
      writer.member("since", .count(Int(query.since.number)))
      writer.member("knownAt", Value(query.knownAtText))
      writer.member("knownOn")
      writer.optional(query.knownOn.map { Int($0.number) })
      writer.member("log", Value(query.shownLog))
      if let findings {
        writer.member("findings")
        writer.array { writer in
          for finding in findings.findings { writer.finding(finding, isPublic: query.isPublic) }
        }
      }
      switch self {
      case .events(let events):
        PageEventData(events, isPublic: query.isPublic).write(to: &writer)
      case .weeks:
        writer.member("corrections")
        changes.write(isPublic: query.isPublic, to: &writer)
        PageWeekData(report).write(to: &writer)
      }
    }
    return writer.bytes
  }

  /// The goods that most of the data is about first: those of which the page has the tables behind its
  /// pictures where no script runs, and whether there are others.
  func goods(_ report: PageReport) -> (shown: [PageGoods], areCut: Bool) {
    let (all, limit) =
      switch self {
      case .events(let events):
        (
          PageGoods.all(
            events.flatMap { $0.event.items.map { (item: $0.item.text, unit: $0.unit.text) } }),
          PageData.goodsLimit
        )
      case .weeks: (PageGoods.all(report.weekKeys.map { (item: $0.item, unit: $0.unit) }), 1)
      }
    return (Array(all.prefix(limit)), all.count > limit)
  }

  /// Of how many goods at most: each goes through all rows, and takes three tables.
  private static let goodsLimit = 100
}

extension JSONWriter {
  /// What is odd, where, and how to mend it; the path of a journal is not for the public.
  fileprivate mutating func finding(_ finding: Finding, isPublic: Bool) {
    let place = [finding.path, finding.line.map(String.init), finding.column.map(String.init)]
      .compactMap(\.self).joined(separator: ":")
    array { writer in
      writer.write(.text(finding.severity.rawValue))
      writer.write(.text(isPublic ? "" : place))
      writer.write(.text(finding.message))
      writer.write(.text(isPublic ? "" : finding.fix ?? ""))
    }
  }
}
