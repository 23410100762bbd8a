import Console
import EventLog
import Replay
import Reports
import Shipments

extension Context {
  /// The events that a filter picks, in order, each with whether it counts.
  func listing(_ filter: EventFilter, _ history: borrowing History) -> EventListing {
    let versions = history.versions(knownAt: filter.knownAt)
    var entries: [EventListing.Entry] = []
    for row in filter.rows(history, versions) {
      let event = history[row]
      entries.append(
        EventListing.Entry(
          event.place, isInForce: versions.isInForce(event.id) && event.type != .voided))
    }
    return EventListing(entries, filter.items(history.symbols))
  }

  /// Reads listed events from the journals.
  static func events(
    of entries: [EventListing.Entry], _ journals: [String], in folder: LogFolder, threads: Int
  ) throws(CommandError) -> [ListedEvent] {
    do throws(LogError) {
      let events = try folder.events(at: entries.map(\.place), of: journals, threads: threads)
      return zip(entries, events).map { entry, event in
        ListedEvent(event, isInForce: entry.isInForce, journal: journals[entry.place.journal])
      }
    } catch {
      throw .log(error)
    }
  }

  /// Reads the listed events while it writes them.
  mutating func print(
    _ report: some EventReport, _ arguments: ParsedArguments, _ columns: ColumnChoice,
    of journals: [String], in folder: LogFolder
  ) throws(CommandError) {
    let (threads, style) = (threads, TableStyle(styling, width: lineWidth, columns: columns))
    progress.begin(.listing, total: report.eventCount)
    try report.write(
      as: arguments.reportFormat, style,
      reading: { (entries) throws(CommandError) in
        try Context.events(of: entries, journals, in: folder, threads: threads)
      }, to: { (bytes) throws(CommandError) in try print(bytes) }, overflow: { _ in .overflow(nil) }
    )
  }
}
