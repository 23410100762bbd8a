/// Where the values of an option or operand come from, as far as a shell can complete them.
enum ValueSource: Equatable {
  case choices([String])
  /// Some of these, with commas between them.
  case list([String])
  case files
  case directories
  case known(kind: String)
  case unknown

  /// Decides by the allowed values, or else by what stands for the value in help.
  init(placeholder: String, choices: [String], words: WordList? = nil, lookup: String?) {
    if !choices.isEmpty {
      self = .choices(choices)
    } else if let words {
      self = .list(words.all)
    } else if let lookup {
      self = .known(kind: lookup)
    } else if placeholder == "DIR" {
      self = .directories
    } else if placeholder == "FILE" || placeholder.hasPrefix("FILE.") {
      self = .files
    } else {
      self = .unknown
    }
  }
}

extension Option {
  /// Where the option's values come from; nil for a flag.
  var valueSource: ValueSource? {
    value.map {
      ValueSource(placeholder: $0, choices: choices, words: words, lookup: lookup)
    }
  }
}

extension Operand {
  /// Where the operand's values come from.
  var valueSource: ValueSource {
    ValueSource(placeholder: name, choices: choices, lookup: lookup)
  }
}
