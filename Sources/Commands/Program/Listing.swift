import EventLog
import Replay
import Reports
import Shipments

extension Context {
  /// The whole events that a filter picks, in order, each with whether it counts.
  func listing(
    _ filter: EventFilter, _ history: borrowing History, _ folder: LogFolder
  ) throws(CommandError) -> EventListing {
    let versions = history.versions(knownAt: filter.knownAt)
    let rows = filter.rows(history, versions)
    let events: [Event]
    do throws(LogError) {
      events = try history.events(rows, in: folder, threads: threads)
    } catch {
      throw .log(error)
    }
    var listed: [ListedEvent] = []
    for (row, event) in zip(rows, events) {
      let isInForce = versions.isInForce(history[row].id) && event.type != .voided
      listed.append(
        ListedEvent(
          event, isInForce: isInForce, journal: history.journal(of: history[row].place)))
    }
    return EventListing(listed, filter.items(history.symbols))
  }
}
