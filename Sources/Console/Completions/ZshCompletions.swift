extension Program {
  /// The script for zsh: tables for `_arguments`, one for the program and one for each command.
  func zshCompletions() -> String {
    """
    #compdef \(name)
    # Completions of \(name) for zsh. To load them: source <(\(name) completions zsh)

    \(shellFunction)_commands() {
      local -a commands=(
    \(Self.zshLines(commandNames.map(zshCommand), indentation: 4))
      )
      _describe -t commands command commands
    }

    \(shellFunction)() {
      local context state line curcontext="$curcontext"
      local -A opt_args
      local -a common=(
    \(Self.zshLines(leadingOptions.map(zshOption), indentation: 4))
      )
      _arguments -C $common '1: :\(shellFunction)_commands' '*:: :->rest'
      [[ "$state" == rest ]] || return
      case "$words[1]" in
    \(completionScopes.filter { !$0.command.isEmpty }.map(zshCase).joined(separator: "\n"))
      esac
    }

    # Loaded from a folder in fpath, the file itself is the function.
    if [[ "$funcstack[1]" == \(shellFunction) ]]; then
      \(shellFunction) "$@"
    else
      compdef \(shellFunction) \(name)
    fi

    """
  }

  private func zshCommand(_ name: String) -> String {
    Self.zshQuoted("\(name):\(commandSummary(of: name) ?? "")")
  }

  private func zshCase(_ scope: CompletionScope) -> String {
    let entries = ["$common"] + scope.options.map(zshOption) + zshOperands(scope.operands)
    let call = "_arguments " + entries.joined(separator: " \\\n        ")
    return "    \(scope.command))\n      \(call) ;;"
  }

  private static func zshLines(_ entries: [String], indentation: Int) -> String {
    entries.map { String(repeating: " ", count: indentation) + $0 }.joined(separator: "\n")
  }

  private func zshOption(_ option: Option) -> String {
    let summary = Self.zshEscaped(option.summary)
    if option == Self.builtInOptions[0] { return "'(-h --help)'{-h,--help}'[\(summary)]'" }
    guard let value = option.value, let source = option.valueSource else {
      return Self.zshQuoted("\(option.word)[\(summary)]")
    }
    let star = option.isRepeatable ? "*" : ""
    let message = Self.zshEscaped(value)
    return Self.zshQuoted("\(star)\(option.word)=[\(summary)]:\(message):\(Self.zshAction(source))")
  }

  private func zshOperands(_ operands: [Operand]) -> [String] {
    operands.enumerated().map { index, operand in
      let place = operand.isRepeatable ? "*:" : "\(index + 1):" + (operand.isRequired ? "" : ":")
      let action = Self.zshAction(operand.valueSource)
      return Self.zshQuoted("\(place)\(Self.zshEscaped(operand.name)):\(action)")
    }
  }

  private static func zshAction(_ source: ValueSource) -> String {
    switch source {
    case .choices(let choices): "(\(choices.joined(separator: " ")))"
    case .list(let words): "_values -s , name \(words.joined(separator: " "))"
    case .files: "_files"
    case .directories: "_files -/"
    case .known, .unknown: " "
    }
  }

  /// Escapes what parts the fields of a table of `_arguments`.
  private static func zshEscaped(_ text: String) -> String {
    text.reduce(into: "") { $0 += "[]:\\".contains($1) ? "\\\($1)" : String($1) }
  }

  private static func zshQuoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#)
      + "'"
  }
}
