/// The pieces of a manual page in the language of `man` (see man(7) of groff and mandoc).
enum Roff {
  /// Returns a line that calls a macro with arguments, each in quotation marks where need be.
  static func macro(_ name: String, _ arguments: String...) -> String {
    let words = arguments.map { argument in
      argument.isEmpty || argument.contains(" ") ? "\"\(argument)\"" : argument
    }
    return ([".\(name)"] + words).joined(separator: " ")
  }

  /// Returns text in bold.
  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  /// Returns text in italics, for what stands for something else.
  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  /// Returns an entry of a list: its name, set already, and below it what it means.
  static func entry(_ name: String, _ meaning: String) -> [String] {
    [macro("TP"), name, prose(meaning)]
  }

  /// Returns paragraphs, with what stands in back quotes in bold.
  ///
  /// A paragraph that is set in lines that begin with a blank keeps its lines.
  static func paragraphs(_ text: String) -> [String] {
    var lines: [String] = []
    var isVerbatim = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let isSet = line.hasPrefix(" ")
      if isSet != isVerbatim { lines.append(macro(isSet ? "EX" : "EE")) }
      isVerbatim = isSet
      if line.isEmpty { lines.append(macro("PP")) } else { lines.append(prose(String(line))) }
    }
    return isVerbatim ? lines + [macro("EE")] : lines
  }

  /// Returns a line of text, with what stands in back quotes in bold.
  static func prose(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      index.isMultiple(of: 2) ? escaped(String(part)) : bold(String(part))
    }.joined()
  }

  /// Returns text that means itself, at the beginning of a line too.
  ///
  /// What is not ASCII is written by its number, so that no reader needs to know the encoding.
  static func escaped(_ text: String) -> String {
    text.unicodeScalars.reduce(into: "") { escaped, scalar in
      switch scalar {
      case "\\": escaped += "\\(rs"
      case "-": escaped += "\\-"
      case "'": escaped += "\\(aq"
      case "`": escaped += "\\(ga"
      case "^": escaped += "\\(ha"
      case "~": escaped += "\\(ti"
      case "\"": escaped += "\\(dq"
      case "." where escaped.isEmpty: escaped += "\\&."
      case _ where scalar.isASCII: escaped.unicodeScalars.append(scalar)
      default:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        escaped += "\\[u\(String(repeating: "0", count: max(0, 4 - digits.count)))\(digits)]"
      }
    }
  }
}
