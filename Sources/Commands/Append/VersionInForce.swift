import Console
import EventLog
import Replay
import Shipments

/// The version of a fact that counts.
enum VersionInForce {
  /// The event of an id; throws where the id is unknown, or is out, naming the version in force.
  static func event(
    _ id: String, _ recorder: borrowing Recorder, _ folder: LogFolder
  ) throws(CommandError) -> Event {
    guard let row = recorder.history.row(of: id) else {
      throw .refused(
        "no event has the id \(id)", at: .word(id),
        fix: suggestion(id, recorder) ?? "copy the id from waybill log or waybill show")
    }
    return try event(id, row, recorder.history, folder)
  }

  /// The ids that a mistyped one, or one that was cut off, may be.
  private static func suggestion(_ id: String, _ recorder: borrowing Recorder) -> String? {
    guard let history = try? recorder.wholeHistory() else { return nil }
    var near: [String] = []
    history.forEachEvent { _, event, _ in
      let known = history.symbols.text(of: event.id)
      let isNear =
        known.hasPrefix(id) && id.utf8.count >= 4
        || Spelling.distance(from: id, to: known, bound: 2) != nil && id.utf8.count >= 8
      if isNear, near.count < 4 { near.append(known) }
    }
    guard !near.isEmpty, near.count < 4 else { return nil }
    return "did you mean \(near.sorted().joined(separator: " or "))?"
  }

  private static func event(
    _ id: String, _ row: EventRow, _ history: borrowing History, _ folder: LogFolder
  ) throws(CommandError) -> Event {
    let versions = history.versions()
    let key = history[row].id
    let inForce = versions.versionInForce(of: key) ?? key
    guard inForce == key, versions.isInForce(key) else {
      throw out(id, inForce.flatMap { history.row(of: $0) }, history)
    }
    guard history[row].type != .voided else {
      throw .refused(
        "\(id) says that an event did not happen; it has no correction", at: .word(id),
        fix: "append the event anew")
    }
    do throws(LogError) {
      return try history.events([row], in: folder)[0]
    } catch {
      throw .log(error)
    }
  }

  private static func out(
    _ id: String, _ inForce: EventRow?, _ history: borrowing History
  ) -> CommandError {
    guard let inForce else {
      return .refused(
        "\(id) was replaced, and no version of it is in force", at: .word(id),
        fix: "append the event anew")
    }
    let newer = history.symbols.text(of: history[inForce].id)
    return history[inForce].type == .voided
      ? .refused("\(id) was voided by \(newer)", at: .word(id), fix: "append the event anew")
      : .refused(
        "\(id) was replaced; the version in force is \(newer)", at: .word(id),
        fix: "name \(newer) instead")
  }
}
