import Console
import Projections
import Shipments

extension DistrictCounter {
  /// Its name in JSON.
  var name: String { String(describing: self) }

  /// Whether it counts things, where the others are amounts.
  var isCount: Bool {
    switch self {
    case .lines, .openLines, .overdueLines, .unspecifiedLines, .aboutLines, .atLeastLines,
      .requestedUnspecified, .requestedAbout, .requestedAtLeast:
      true
    default: false
    }
  }

  /// The title of its column.
  var title: String {
    switch self {
    case .overdueQuantity: "Overdue"
    case .unspecifiedLines: "Unstated"
    case .requestedUnspecified: "Unstated needs"
    default: Shown.title(name)
    }
  }
}

extension DistrictSums {
  /// What is requested and neither there nor on its way, at least 0.
  var unmet: Quantity {
    Quantity(thousandths: max(0, self[.requested] - self[.received] - self[.outstanding]))
  }

  /// The same for a table.
  ///
  /// It is at least so much where the requests are and all else is exact, and about so much where
  /// something else is.
  var shownUnmet: String {
    let isRough = qualifier != nil || requestedQualifier == .about
    return Shown.orBlank(
      unmet, isRough ? .about : requestedQualifier, unstated: Int(self[.requestedUnspecified]))
  }

  /// One of the sums as a report has it.
  func value(_ counter: DistrictCounter) -> Value {
    counter.isCount ? .count(Int(self[counter])) : .quantity(quantity(counter))
  }

  /// The same for a table: blank where it is zero, with a `?` where some of it is not stated.
  func shown(_ counter: DistrictCounter) -> String {
    switch counter {
    case .outstanding:
      Shown.orBlank(quantity(counter), qualifier, unstated: Int(self[.unspecifiedLines]))
    case .requested:
      Shown.orBlank(
        quantity(counter), requestedQualifier, unstated: Int(self[.requestedUnspecified]))
    default: Shown.orBlank(counter.isCount ? Quantity(self[counter]) : quantity(counter))
    }
  }
}
