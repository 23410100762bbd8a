extension Program {
  /// The script for fish: a rule for each candidate, with the place in which it can stand.
  func fishCompletions() -> String {
    let rules =
      leadingOptions.map { fishRule(of: $0, place: "") } + completionScopes.flatMap(fishRules)
    return """
      # Completions of \(name) for fish. To load them: \(name) completions fish | source

      # Tells whether the cursor is after the command, and the number of operands before it.
      function _\(shellFunction)_at
        set -l words (commandline -opc)
        set -e words[1]
        set -l command ''
        set -l operands 0
        while set -q words[1]
          switch "$command $words[1]"
            case \(fishValueOptions)
              set -e words[1]
            case '* -*'
            case ' *'
              set command $words[1]
            case '*'
              set operands (math $operands + 1)
          end
          set -e words[1]
        end
        test "$command" = "$argv[1]"; and test $operands $argv[2..-1]
      end

      complete -c \(name) -f
      \(rules.joined(separator: "\n"))

      """
  }

  /// The patterns of "command option" for all options that take a value.
  private var fishValueOptions: String {
    let common = leadingOptions.filter { $0.value != nil }.map { "'* \($0.word)'" }
    let own = completionScopes.flatMap { scope in
      scope.options.filter { $0.value != nil }.map { "'\(scope.command) \($0.word)'" }
    }
    let patterns = common + own
    return patterns.isEmpty ? "''" : patterns.joined(separator: " ")
  }

  private func fishRules(of scope: CompletionScope) -> [String] {
    let place = fishPlace(scope, "-ge 0")
    return fishOperandRules(of: scope) + scope.options.map { fishRule(of: $0, place: place) }
  }

  private func fishRule(of option: Option, place: String) -> String {
    let short = option == Self.builtInOptions[0] ? " -s h" : ""
    let value = option.valueSource.map(Self.fishValue) ?? ""
    let summary = Self.fishQuoted(option.summary)
    return "complete -c \(name)\(place)\(short) -l \(option.name)\(value) -d \(summary)"
  }

  private func fishOperandRules(of scope: CompletionScope) -> [String] {
    scope.operands.enumerated().flatMap { index, operand in
      let place = fishPlace(scope, "\(operand.isRepeatable ? "-ge" : "-eq") \(index)")
      guard case .choices(let choices) = operand.valueSource else {
        return Self.fishFiles(operand.valueSource).map { ["complete -c \(name)\(place)\($0)"] }
          ?? []
      }
      return choices.map { choice in
        let summary = scope.command.isEmpty ? commandSummary(of: choice) : nil
        let description = summary.map { " -d " + Self.fishQuoted($0) } ?? ""
        return "complete -c \(name)\(place) -a \(choice)\(description)"
      }
    }
  }

  private func fishPlace(_ scope: CompletionScope, _ count: String) -> String {
    " -n \"_\(shellFunction)_at '\(scope.command)' \(count)\""
  }

  private static func fishValue(_ source: ValueSource) -> String {
    switch source {
    case .choices(let words), .list(let words): " -x -a '\(words.joined(separator: " "))'"
    default: " -r" + (fishFiles(source) ?? " -f")
    }
  }

  private static func fishFiles(_ source: ValueSource) -> String? {
    switch source {
    case .files: " -F"
    case .directories: " -f -a '(__fish_complete_directories)'"
    case .choices, .list, .known, .unknown: nil
    }
  }

  private static func fishQuoted(_ text: String) -> String {
    "'" + text.reduce(into: "") { $0 += "'\\".contains($1) ? "\\\($1)" : String($1) } + "'"
  }
}
