import Replay
import Shipments

/// Why a report says something else than an earlier one, in the order in which the causes are applied.
enum Cause: Int, CaseIterable, Sendable {
  /// Events that had happened by the earlier report, and were recorded after it.
  case lateFacts
  /// Versions that take the place of others.
  case corrections
  /// Events that happened after the earlier report.
  case newFacts
  /// Promised days that were moved.
  case rescheduled
  /// The same events, as of a later day.
  case days

  var name: String { String(describing: self) }

  /// The cause in words.
  var words: String {
    switch self {
    case .lateFacts: "late facts"
    case .corrections: "corrections"
    case .newFacts: "new facts"
    case .rescheduled: "rescheduled"
    case .days: "days gone by"
    }
  }
}

/// Two reports of days, each by what was known at the end of its day, and which events count in them.
struct ReportPair: Sendable {
  let from: Day
  let to: Day
  /// By when the earlier report knows the log, and the later one.
  let known: (before: Instant, after: Instant)

  init(from: Day, to: Day) {
    self.from = from
    self.to = to
    known = (.end(of: from), .end(of: to))
  }

  /// What becomes of an event between the two reports.
  enum Change {
    /// It counts in both.
    case stays
    /// It counts in neither.
    case absent
    /// It counts in the earlier one only.
    case leaves
    /// It counts in the later one only.
    case enters(Cause)
  }

  func change(
    of event: EventRecord, _ earlier: Versions, _ later: Versions
  ) -> Change {
    let before = counts(event, at: from, by: known.before, earlier)
    let after = counts(event, at: to, by: known.after, later)
    if before { return after ? .stays : .leaves }
    guard after else { return .absent }
    if isCorrection(event, earlier, later) { return .enters(.corrections) }
    if event.type == .rescheduled { return .enters(.rescheduled) }
    return .enters(event.occurredOn > from ? .newFacts : .lateFacts)
  }

  private func counts(
    _ event: EventRecord, at day: Day, by instant: Instant, _ versions: Versions
  ) -> Bool {
    event.type != .voided && event.occurredOn <= day && event.recordedAt <= instant
      && versions.isInForce(event.id)
  }

  /// Whether something else was known of the fact of an entering event by the earlier report.
  private func isCorrection(
    _ event: EventRecord, _ earlier: Versions, _ later: Versions
  ) -> Bool {
    if event.recordedAt <= known.before, earlier.isInForce(event.id) { return false }
    guard let fact = later.fact(of: event.id) else { return false }
    return fact.versions.contains { $0.id != event.id && $0.recordedAt <= known.before }
  }
}
