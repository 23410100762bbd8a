/// What progress is counted in.
public enum ProgressUnit: Equatable, Sendable {
  /// Bytes, shown as kB, MB or GB.
  case bytes
  /// Lines, shown as thousands or millions where they are many.
  case lines

  /// Sizes to count in, from the smallest.
  fileprivate var scales: [(size: Int, name: String)] {
    switch self {
    case .bytes: [(1, "bytes"), (1000, "kB"), (1_000_000, "MB"), (1_000_000_000, "GB")]
    case .lines: [(1, "lines"), (1000, "thousand lines"), (1_000_000, "million lines")]
    }
  }

  /// The greatest size of which there is one at least.
  fileprivate func scale(for amount: Int) -> (size: Int, name: String) {
    scales.last { $0.size <= amount } ?? scales[0]
  }
}

/// The words and the bar of a line of progress.
enum ProgressText {
  private static let longestBar = 30
  private static let shortestBar = 5

  /// Returns the line, in no more columns than there are; `rate` is how much is done a second.
  ///
  ///     reading ━━━━━━━━━─────────────  42 %  1.3 of 3.2 GB, 640.0 MB/s, 3 s left
  static func line(
    _ standing: ProgressLine.Standing, _ rate: Double?, columns: Int
  ) -> String {
    let total = max(standing.total, 1)
    let done = min(max(standing.done, 0), total)
    let percent = Int(Double(done) / Double(total) * 100)
    let number = String(percent)
    let share = String(repeating: " ", count: max(0, 3 - number.count)) + number + " %"
    var words = amounts(done, total, standing.unit)
    if done < total, let rate {
      words += ", \(speed(rate, standing.unit)), \(timeLeft(seconds: Double(total - done) / rate))"
    }
    let room = columns - DisplayWidth.columns(of: "\(standing.label) \(share)  \(words)") - 1
    let bar = room >= shortestBar ? bar(done, total, columns: min(room, longestBar)) + " " : ""
    let line = "\(standing.label) \(bar)\(share)  \(words)"
    return String(DisplayWidth.prefix(of: line, fitting: max(columns, 0)))
  }

  private static func bar(_ done: Int, _ total: Int, columns: Int) -> String {
    let filled = Int(Double(columns) * Double(done) / Double(total))
    return String(repeating: "━", count: filled) + String(repeating: "─", count: columns - filled)
  }

  private static func amounts(_ done: Int, _ total: Int, _ unit: ProgressUnit) -> String {
    let scale = unit.scale(for: total)
    return "\(inTenths(done, scale.size)) of \(inTenths(total, scale.size)) \(scale.name)"
  }

  private static func speed(_ rate: Double, _ unit: ProgressUnit) -> String {
    let amount = Int(min(rate, 1e15))
    let scale = unit.scale(for: amount)
    // What is counted stands before; so a change of the scale moves the bar by a little only.
    let name = scale.size > 1 && unit == .lines ? String(scale.name.dropLast(6)) : scale.name
    return "\(inTenths(amount, scale.size)) \(name)/s"
  }

  /// An amount in a size, with one decimal unless the size is 1.
  private static func inTenths(_ amount: Int, _ size: Int) -> String {
    guard size > 1 else { return String(amount) }
    let tenths = amount / (size / 10)
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func timeLeft(seconds: Double) -> String {
    let seconds = Int(min(seconds, 1e9).rounded(.up))
    switch seconds {
    case ..<60: return "\(seconds) s left"
    case ..<3600: return "\(seconds / 60) min \(seconds % 60) s left"
    default: return "\(seconds / 3600) h \(seconds / 60 % 60) min left"
    }
  }
}
