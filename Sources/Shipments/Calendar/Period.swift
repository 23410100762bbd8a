/// A span of the calendar by which reports go.
public enum Period: String, CaseIterable, Sendable {
  case day, week, month

  /// The first day of the period that a day falls in; weeks begin on Mondays (ISO 8601).
  public func start(of day: Day) -> Day {
    switch self {
    case .day: return day
    case .week:
      // 1970-01-01 was a Thursday, three days after a Monday.
      let sinceMonday = ((Int(day.number) + 3) % 7 + 7) % 7
      return Day(number: day.number - Int32(sinceMonday))
    case .month: return Day(number: day.number - Int32(day.civil.day) + 1)
    }
  }

  /// The first day of the next period.
  public func next(after start: Day) -> Day {
    switch self {
    case .day: return Day(number: start.number + 1)
    case .week: return Day(number: start.number + 7)
    case .month:
      let (year, month, _) = start.civil
      return Day(number: start.number + Int32(Day.length(ofMonth: month, in: year)))
    }
  }
}
