extension Program {
  /// The script for bash: it walks the words up to the cursor, then looks up what can follow.
  func bashCompletions() -> String {
    """
    # Completions of \(name) for bash. To load them: source <(\(name) completions bash)

    \(shellFunction)_reply() {
      local line
      while IFS= read -r line; do COMPREPLY+=("$line"); done \\
        < <(compgen "$@" -P "$prefix" -- "$current")
    }

    \(shellFunction)_list() {
      if [[ "$current" == *,* ]]; then
        prefix+="${current%,*}," current="${current##*,}"
      fi
      \(shellFunction)_reply -W "$1"
      compopt -o nospace 2>/dev/null
    }

    \(bashLookup)\(shellFunction)() {
      local current="${COMP_WORDS[COMP_CWORD]}" prefix="" option="" command="" word unquoted
      local -i index=1 operands=0
      local -a common=()
      COMPREPLY=()
      while ((index < COMP_CWORD)); do
        word="${COMP_WORDS[index]}"
        case "$command $word" in
          \(bashValueOptions))
            # bash makes three words of --option=value.
            [[ "${COMP_WORDS[index + 1]}" == "=" ]] && index+=1
            index+=1
            if ((index >= COMP_CWORD)); then
              option="$word"\(bashCommonOptions)
            fi
            ;;
          *' -'*) ;;
          ' '*) command="$word" ;;
          *) operands+=1 ;;
        esac
        index+=1
      done
      if [[ "$current" == "=" ]]; then
        current=""
      elif [[ "$current" == --*=* ]]; then
        # One word after all, if COMP_WORDBREAKS was changed.
        option="${current%%=*}" prefix="${current%%=*}=" current="${current#*=}"
      fi
      if [[ -n "$option" ]]; then
        case "$command $option" in
    \(bashValueCases)
        esac
      elif [[ "$current" == -* ]]; then
        local words='\(Self.bashWords(leadingOptions))'
        case "$command" in
    \(bashOptionCases)
        esac
        \(shellFunction)_reply -W "$words"
        [[ "${COMPREPLY[0]}" == *= ]] && compopt -o nospace 2>/dev/null
      else
        case "$command $operands" in
    \(bashOperandCases)
        esac
      fi
      return 0
    }

    complete -F \(shellFunction) \(name)

    """
  }

  /// The patterns of "command option" for all options that take a value.
  private var bashValueOptions: String {
    let patterns = bashOptions.filter { $0.option.value != nil }.map(\.pattern)
    return patterns.isEmpty ? "''" : patterns.joined(separator: " | ")
  }

  /// Every option, with its pattern of "command option"; common ones go with any command.
  private var bashOptions: [(pattern: String, option: Option)] {
    leadingOptions.map { ("*' \($0.word)'", $0) }
      + completionScopes.flatMap { scope in
        scope.options.map { ("'\(scope.command) \($0.word)'", $0) }
      }
  }

  private var bashValueCases: String {
    let cases = bashOptions.compactMap { pattern, option in
      option.valueSource.flatMap { bashCase(pattern, $0) }
    }
    return (cases + ["      *) ;;"]).joined(separator: "\n")
  }

  private var bashOptionCases: String {
    let cases = completionScopes.filter { !$0.options.isEmpty }.map { scope in
      "      '\(scope.command)') words=\"\(Self.bashWords(scope.options)) $words\" ;;"
    }
    return (cases + ["      *) ;;"]).joined(separator: "\n")
  }

  private var bashOperandCases: String {
    let cases = completionScopes.flatMap { scope in
      scope.operands.enumerated().compactMap { index, operand in
        let pattern =
          operand.isRepeatable ? "'\(scope.command) '*" : "'\(scope.command) \(index)'"
        return bashCase(pattern, operand.valueSource)
      }
    }
    return (cases + ["      *) ;;"]).joined(separator: "\n")
  }

  private func bashCase(_ pattern: String, _ source: ValueSource) -> String? {
    let reply = "\(shellFunction)_reply"
    let action: String? =
      switch source {
      case .choices(let choices): "\(reply) -W '\(choices.joined(separator: " "))'"
      case .list(let words): "\(shellFunction)_list '\(words.joined(separator: " "))'"
      case .files: "compopt -o filenames 2>/dev/null; \(reply) -f"
      case .directories: "compopt -o filenames 2>/dev/null; \(reply) -d"
      case .known(let kind): "\(shellFunction)_known \(kind)"
      case .unknown: nil
      }
    return action.map { "      \(pattern)) \($0) ;;" }
  }

  /// The options as they are typed, those with a value up to the `=`.
  private static func bashWords(_ options: [Option]) -> String {
    options.map { $0.value == nil ? $0.word : $0.word + "=" }.joined(separator: " ")
  }
}
