/// A shell that completes commands, options and values while they are typed.
public enum Shell: String, Equatable, Sendable, CaseIterable {
  /// The GNU Bourne-Again Shell, from version 3.2.
  case bash
  /// The Z shell.
  case zsh
  /// The friendly interactive shell, from version 3.
  case fish
}

extension Program {
  /// Returns a script that teaches a shell the program's commands, options and values.
  ///
  /// To load it: `source <(waybill completions bash)`, the same for zsh after `compinit`, and
  /// `waybill completions fish | source`.
  public func completions(for shell: Shell) -> String {
    switch shell {
    case .bash: bashCompletions()
    case .zsh: zshCompletions()
    case .fish: fishCompletions()
    }
  }
}

extension Program {
  /// The name that the functions of a script begin with: hyphens don't belong in one.
  var shellFunction: String {
    "_" + name.split(separator: "-").joined(separator: "_")
  }

  /// What may be typed where: before there is a command, after `help`, after each command.
  var completionScopes: [CompletionScope] {
    let operand = "COMMAND"
    let start = CompletionScope(
      command: "", options: [],
      operands: [Operand(name: operand, summary: Self.helpSummary, choices: commandNames)])
    let help = CompletionScope(
      command: Self.helpCommandName, options: Self.helpOptions,
      operands: [
        Operand(name: operand, summary: Self.helpSummary, choices: shownCommands.map(\.name))
      ])
    let declared = shownCommands.map { command in
      CompletionScope(
        command: command.name, options: command.options, operands: command.operands)
    }
    return [start, help] + declared
  }

  /// What a candidate for the place of the command does; nil if it isn't one.
  func commandSummary(of name: String) -> String? {
    name == Self.helpCommandName ? Self.helpSummary : command(named: name)?.summary
  }
}

/// What may be typed after a command besides the options that all have.
struct CompletionScope {
  /// The name of the command; empty for the place before it.
  let command: String
  let options: [Option]
  let operands: [Operand]
}
