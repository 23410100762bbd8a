/// The arguments can't be understood.
///
/// Message and fix may hold what was typed, as it was typed: show them through `diagnostic`.
public struct UsageError: Error, Equatable, Sendable {
  /// What is wrong, in words that can follow `error: `.
  public let message: String
  /// One concrete step that mends it.
  public let fix: String
  /// What was probably meant, most probable first; empty if nothing is near.
  public let suggestions: [String]
  /// What of the arguments is wrong, as far as that is known.
  public let place: ArgumentPlace?

  /// Makes a usage error.
  public init(
    message: String, fix: String, suggestions: [String] = [], place: ArgumentPlace? = nil
  ) {
    self.place = place
    self.message = message
    self.fix = fix
    self.suggestions = suggestions
  }

  /// The error as it is shown.
  public var diagnostic: Diagnostic {
    Diagnostic(severity: .error, message: message, argument: place, fix: fix)
  }

  /// Makes an error about a word that isn't known, which asks for the suggestions if there are any.
  init(
    message: String, suggestions: [String], otherwise fix: String, place: ArgumentPlace? = nil
  ) {
    let question = "did you mean \(Phrase.alternatives(suggestions))?"
    self.init(
      message: message, fix: suggestions.isEmpty ? fix : question, suggestions: suggestions,
      place: place)
  }
}
