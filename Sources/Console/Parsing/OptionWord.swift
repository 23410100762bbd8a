/// A word that begins like an option, taken apart at its first `=`.
struct OptionWord {
  /// The word up to the `=`, with its dashes; `--help` for `-h`.
  let word: String
  /// What follows the `=`; nil without one.
  let attachedValue: String?

  /// Takes a word apart, or returns nil for one that can't be an option: `pending`, `-` or `--`.
  init?(_ argument: String) {
    guard argument.utf8.first == UInt8(ascii: "-"), argument != "-", argument != "--" else {
      return nil
    }
    // By scalars, since an accent at the beginning of the value melts into one character with `=`.
    guard let sign = argument.unicodeScalars.firstIndex(of: "=") else {
      word = argument == "-h" ? "--help" : argument
      attachedValue = nil
      return
    }
    word = String(argument[..<sign])
    attachedValue = String(argument[argument.unicodeScalars.index(after: sign)...])
  }

  /// The word without its dashes.
  var name: String { String(word.drop { $0 == "-" }) }

  /// Tells whether a word may be the value of the option before it.
  ///
  /// `-5` may, but not what begins with `--`: that is far more often an option after one whose
  /// value was forgotten, and `=` says it without doubt.
  static func isDetachedValue(_ argument: String) -> Bool {
    !argument.utf8.starts(with: "--".utf8) && !asksForHelp(argument)
  }

  /// Tells whether a word asks for help.
  static func asksForHelp(_ argument: String) -> Bool {
    argument == "--help" || argument == "-h"
  }
}
