/// How fast work goes, by what was done since its stage began.
struct ProgressPace {
  private var label: String?
  private var startNanoseconds: UInt64
  private var doneAtStart = 0

  /// Begins at a moment.
  init(at nanoseconds: UInt64) {
    startNanoseconds = nanoseconds
  }

  /// Looks at the work at a moment and returns how much is done a second; nil if that isn't known.
  mutating func take(_ standing: ProgressLine.Standing, at nanoseconds: UInt64) -> Double? {
    if let label, label != standing.label || standing.done < doneAtStart {
      // A later stage is met some time after it began.
      startNanoseconds = nanoseconds
      doneAtStart = standing.done
    }
    label = standing.label
    let seconds = Double(nanoseconds - min(startNanoseconds, nanoseconds)) / 1e9
    let done = Double(standing.done - doneAtStart)
    return seconds > 0 && done > 0 ? done / seconds : nil
  }
}
