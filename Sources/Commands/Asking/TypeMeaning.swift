import Shipments

extension EventType {
  /// What the type says, in half a line.
  var meaning: String {
    switch self {
    case .requested: "a district needs something"
    case .pledged: "somebody promises something"
    case .allocated: "a part of a shared promise gets its district"
    case .purchased: "it was bought, or released from reserves"
    case .dispatched: "it is on its way"
    case .delivered: "it arrived"
    case .cancelled: "it will not come"
    case .rescheduled: "it comes on another day than promised"
    case .transferred: "goods went from one district to another"
    case .issued: "goods were handed out"
    case .adjusted: "a count, a loss or a find changes the stock"
    case .voided: "an event did not happen"
    }
  }
}
