/// What of the arguments an error is about.
public enum ArgumentPlace: Equatable, Sendable {
  /// A word as it was typed; of an option with `=`, what stands before it.
  case word(String)
  /// The value of the option `--name`; this one where it is given, since it may be repeated.
  case value(of: String, String? = nil)
  /// A part of the value of an option.
  case part(String, of: String)
  /// The end, where something is missing.
  case end
}

/// The arguments as they could be typed again, to point at what is wrong with them.
public struct CommandLineText: Equatable, Sendable {
  private let program: String
  private let arguments: [String]

  /// Takes the name of the program and its arguments.
  public init(program: String, arguments: [String]) {
    self.program = program
    self.arguments = arguments
  }

  /// Returns the line with a place marked, or nil if there is no such place.
  ///
  /// What was given twice is marked where it stands last.
  public func excerpt(of place: ArgumentPlace) -> Diagnostic.Excerpt? {
    var text = Array(program.utf8)
    var mark: Range<Int>?
    for (number, argument) in arguments.enumerated() {
      text.append(UInt8(ascii: " "))
      let start = text.count
      let (name, value) = Self.typed(argument)
      text.append(contentsOf: (name + value).utf8)
      switch place {
      case .word(let word):
        if argument == word { mark = start..<text.count }
        if OptionWord(argument)?.word == word { mark = start..<start + word.utf8.count }
      case .value(let option, let wanted):
        if let found = OptionWord(argument), found.word == option, let given = found.attachedValue,
          wanted ?? given == given
        {
          mark = start + name.utf8.count..<text.count
        }
        if number > 0, arguments[number - 1] == option, wanted ?? argument == argument {
          mark = start..<text.count
        }
      case .part(let part, let option):
        let isValue = number > 0 && arguments[number - 1] == option
        guard isValue || OptionWord(argument)?.word == option else { break }
        let given = text[(isValue ? start : start + name.utf8.count)...]
        mark = given.firstRange(of: Array(part.utf8)) ?? given.startIndex..<given.endIndex
      case .end: break
      }
    }
    if place == .end { mark = text.count..<text.count }
    return mark.map { mark in
      Diagnostic.Excerpt(text: text, caretOffset: mark.lowerBound, caretLength: mark.count)
    }
  }

  /// The two parts of an argument, quoted for a shell: `--name=` and the value, or nothing and all.
  private static func typed(_ argument: String) -> (name: String, value: String) {
    guard let option = OptionWord(argument), let value = option.attachedValue else {
      return ("", ShellWord.quoted(argument))
    }
    return (option.word + "=", value.isEmpty ? "" : ShellWord.quoted(value))
  }
}
