import Console
import EventLog

extension WorkProgress {
  /// Says that lines from elsewhere are recorded from now on.
  func beginRecording(_ lines: borrowing InputLines) {
    begin(.recording, total: lines.byteCount)
  }

  /// How far the work has come, as it is shown; nil where there is nothing to show.
  var shown: ProgressLine.Standing? {
    let (stage, done, total) = standing
    guard total > 0 else { return nil }
    switch stage {
    case .idle: return nil
    case .reading: return ProgressLine.Standing("reading", done: done, of: total, .bytes)
    case .replaying: return ProgressLine.Standing("adding up", done: done, of: total, .lines)
    case .checking: return ProgressLine.Standing("checking", done: done, of: total, .lines)
    case .listing: return ProgressLine.Standing("listing", done: done, of: total, .lines)
    case .indexing: return ProgressLine.Standing("indexing", done: done, of: total, .lines)
    case .recording: return ProgressLine.Standing("recording", done: done, of: total, .bytes)
    }
  }
}
