/// Why events were not appended, and what is known of them.
public struct AppendError: Error, Equatable, Sendable {
  /// What the journal holds of the events.
  public enum Outcome: Equatable, Sendable {
    /// Nothing of them.
    case nothingRecorded
    /// They may be recorded or not: the disk did not confirm, or the write could not be undone.
    case unknown
  }

  /// What the system said no to.
  public var cause: FileError
  /// What became of the events.
  public var outcome: Outcome
}
