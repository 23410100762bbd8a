import Console
import EventLog
import Replay
import Shipments

/// The version of a fact that counts.
enum VersionInForce {
  /// The event of an id; throws where the id is unknown, or is out, naming the version in force.
  static func event(
    _ id: String, _ history: borrowing History, _ folder: LogFolder
  ) throws(CommandError) -> Event {
    guard let row = history.row(of: id) else {
      throw .refused(
        "no event has the id \(id)", at: .word(id),
        fix: "copy the id from waybill log or waybill show")
    }
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
