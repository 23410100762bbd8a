extension Program {
  /// Whether some values are completed with what the program knows.
  private var hasLookups: Bool {
    shownCommands.contains { command in
      command.options.contains { $0.lookup != nil }
        || command.operands.contains { $0.lookup != nil }
    }
  }

  /// Keeps a common option that is given, for the program has to know it: which log it is, say.
  var bashCommonOptions: String {
    let words = commonOptions.filter { $0.value != nil }.map(\.word)
    guard hasLookups, !words.isEmpty else { return "" }
    return """

              else
                case "$word" in
                  \(words.joined(separator: " | ")))
                    \(shellFunction)_unquoted "${COMP_WORDS[index]}"
                    common+=("$word=$unquoted")
                    ;;
                esac
      """
  }

  /// The functions that ask the program for values, and put them as the shell needs them.
  ///
  /// bash takes what is offered as it is. So a name is written as the word was begun: behind an
  /// apostrophe or a quotation mark with what ends it, else with a backslash before every character
  /// that means something; `:`, `=` and `@` too, which would end the word.
  var bashLookup: String {
    guard hasLookups else { return "" }
    return #"""
      FUNCTION_unquoted() {
        local text="$1" quote="" char
        unquoted=""
        while [[ -n "$text" ]]; do
          char="${text:0:1}" text="${text:1}"
          if [[ "$char" == "\\" && "$quote" != "'" ]]; then
            unquoted+="${text:0:1}" text="${text:1}"
          elif [[ "$char" == "$quote" ]]; then
            quote=""
          elif [[ -z "$quote" && "$char" == [\'\"] ]]; then
            quote="$char"
          else
            unquoted+="$char"
          fi
        done
        [[ "$unquoted" == "~/"* ]] && unquoted="$HOME/${unquoted:2}"
      }

      FUNCTION_quoted() {
        local text="$1" begun="$2" char
        quoted=""
        if [[ "$begun" == \'* ]]; then
          while [[ "$text" == *\'* ]]; do
            quoted+="${text%%\'*}'\\''" text="${text#*\'}"
          done
          quoted+="$text"
          return
        fi
        local special=$' \\\'"`$&;|<>()*?[]{}!#~=:@^'
        [[ "$begun" == \"* ]] && special=$'\\"`$'
        while [[ -n "$text" ]]; do
          char="${text:0:1}" text="${text:1}"
          [[ "$special" == *"$char"* ]] && quoted+="\\"
          quoted+="$char"
        done
      }

      FUNCTION_known() {
        local line unquoted quoted
        FUNCTION_unquoted "$current"
        while IFS= read -r line; do
          FUNCTION_quoted "$line" "$current"
          COMPREPLY+=("$prefix$quoted")
        done < <("${COMP_WORDS[0]}" COMMAND "${common[@]}" -- "$1" "$unquoted" 2>/dev/null)
        [[ "${COMPREPLY[0]}" == *= ]] && compopt -o nospace 2>/dev/null
      }


      """#
      .split(separator: "FUNCTION", omittingEmptySubsequences: false).joined(
        separator: shellFunction
      )
      .split(separator: "COMMAND", omittingEmptySubsequences: false)
      .joined(separator: Self.valuesCommandName)
  }
}
