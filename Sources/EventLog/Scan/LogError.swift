/// Why a log cannot be read.
public enum LogError: Error, Equatable, Sendable {
  /// There is no such folder.
  case noFolder(String)
  /// The system said no.
  case file(FileError)
  /// Reading the log would take more memory than there is: so many bytes, of so many.
  case tooLarge(needed: Int, available: Int)
  /// Lines of a journal are refused: the first ones, and how many there are in all.
  case damaged(journal: String, lines: [RefusedLine], count: Int)
}

/// What was passed over at the end of a journal: never an error, always said.
public struct TornTail: Equatable, Sendable {
  /// Why the bytes do not count.
  public enum Cause: Equatable, Sendable {
    /// They are no whole line: a crash cut them, or they rotted.
    case badBytes
    /// They are part of a batch that was never finished, so nothing of it counts.
    case unfinishedBatch
  }

  /// The journal's name.
  public var journal: String
  /// The journal's path.
  public var path: String
  /// The line's number, from 1; 0 for an unfinished batch.
  public var line: Int
  /// The bytes of the journal that do not count.
  public var bytes: Range<Int>
  /// Why they do not.
  public var cause: Cause
}

/// What was read of one journal.
public struct JournalSummary: Equatable, Sendable {
  /// The journal's name.
  public var name: String
  /// The journal's path.
  public var path: String
  /// How many events it holds, copies included.
  public var events = 0
  /// Whether its lines have sums.
  public var hasSums = false
  /// What was passed over at its end.
  public var tornTail: TornTail?
  /// The file that was read, and how far.
  let snapshot: JournalSnapshot
}
