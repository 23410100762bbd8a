import Console
import Foundation
import Testing

/// Whether all shells with completions are on the search path.
private let areShellsInstalled = Shell.allCases.allSatisfy { shell in
  let folders = ProcessInfo.processInfo.environment["PATH"]?.split(separator: ":") ?? []
  return folders.contains {
    FileManager.default.isExecutableFile(atPath: "\($0)/\(shell.rawValue)")
  }
}

/// The completion scripts, driven in the shells themselves.
///
/// A machine without all three shells skips them; `.ci/run` installs the shells and allows no skip.
@Suite(.serialized, .enabled(if: areShellsInstalled, "bash, zsh and fish are needed"))
struct CompletionTests {
  @Test(arguments: Shell.allCases)
  func `the shell understands the script`(_ shell: Shell) throws {
    let folder = try TemporaryFolder()
    let script = try folder.write(depot.completions(for: shell), to: "script")
    #expect(try outputOfShell("\(shell.rawValue) -n \(script)") == "")
  }

  /// What is typed, up to the cursor, and the candidates for the last word.
  private static let cases: [(line: String, candidates: [String])] = [
    ("depot ", ["append", "help", "pending", "purge"]),
    ("depot p", ["pending", "purge"]),
    ("depot pend", ["pending"]),
    ("depot --log there pend", ["pending"]),
    ("depot --no-index pend", ["pending"]),
    ("depot help a", ["append"]),
    ("depot append ", ["came", "lost", "went"]),
    ("depot append --item came --final l", ["lost"]),
    ("depot append came ", []),
    ("depot pending --f", ["--format"]),
    ("depot pending --format ", ["csv", "json", "table"]),
    ("depot pending --format j", ["json"]),
    ("depot pending --at 2020 --o", ["--overdue"]),
    (
      "depot pending --",
      [
        "--at", "--format", "--help", "--known-at", "--log", "--no-index", "--overdue", "--version",
      ]
    ),
    ("depot purge read", ["readme.txt"]),
    ("depot purge other read", ["readme.txt"]),
    ("depot append --input read", ["readme.txt"]),
    ("depot --log ", ["folder"]),
    ("depot purge --kinds o", ["odd", "old"]),
  ]

  @Test(arguments: cases + [("depot pending --format=j", ["json"]), ("depot --log=f", ["folder"])])
  func `bash completes`(_ line: String, _ candidates: [String]) throws {
    // bash parts words at an equals sign, too.
    let words = line.split(separator: " ", omittingEmptySubsequences: false).flatMap { word in
      let parts = word.split(separator: "=", omittingEmptySubsequences: false)
      return [parts[0]] + parts.dropFirst().flatMap { ["=", $0] }
    }
    let list = words.map { "'\($0)'" }.joined(separator: " ")
    let driver = """
      source ./script
      COMP_WORDS=(\(list)) COMP_CWORD=\(words.count - 1)
      _depot
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    #expect(try candidatesOf("bash --norc ./driver", .bash, driver) == candidates)
  }

  @Test func `bash completes a list behind its last comma`() throws {
    let driver = """
      source ./script
      COMP_WORDS=(depot purge --kinds = new,o) COMP_CWORD=4
      _depot
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    #expect(
      try candidatesOf("bash --norc ./driver", .bash, driver) == ["new,odd", "new,old"])
  }

  @Test func `bash completes a value in one word if its word breaks were changed`() throws {
    let driver = """
      source ./script
      COMP_WORDS=(depot pending --format=t) COMP_CWORD=2
      _depot
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    #expect(try outputOf("bash --norc ./driver", .bash, driver) == ["--format=table"])
  }

  @Test(
    arguments: cases + [
      ("depot pending --format=j", ["--format=json"]), ("depot --log=f", ["--log=folder"]),
    ])
  func `fish completes`(_ line: String, _ candidates: [String]) throws {
    let driver = """
      source ./script
      complete -C '\(line)'
      """
    #expect(try candidatesOf("HOME=$PWD fish --no-config ./driver", .fish, driver) == candidates)
  }

  @Test(arguments: cases + [("depot pending --format=j", ["json"]), ("depot --log=f", ["folder"])])
  func `zsh completes`(_ line: String, _ candidates: [String]) throws {
    // A terminal of its own, in which the function that offers candidates also writes them down.
    let driver = """
      zmodload zsh/zpty || exit 1
      cat >setup <<'END'
      autoload -Uz compinit && compinit -u -D
      source ./script
      compadd() {
        # Calls with -A, -O or -D only fill arrays; they offer nothing.
        if [[ ${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return; fi
        local -a offered
        builtin compadd -A offered "$@"
        print -lr -- $offered >>candidates
        builtin compadd "$@"
      }
      comppostfuncs=(exit)
      bindkey '^I' complete-word
      END
      touch candidates
      zpty terminal zsh -f -i
      zpty -w terminal 'source ./setup'
      zpty -n -w terminal '\(line)'$'\\t'
      while zpty -r terminal ignored; do :; done
      cat candidates
      """
    #expect(try candidatesOf("TERM=dumb zsh -f ./driver", .zsh, driver) == candidates)
  }

  /// What is typed before the tabulator, and the last word that the shell then makes of the line.
  private static let lookups: [(line: String, word: String)] = [
    ("depot append came Sou", "South Korea/Busan"),
    ("depot append came South\\ Ko", "South Korea/Busan"),
    ("depot append came 'Sou", "South Korea/Busan"),
    ("depot append came 'South K", "South Korea/Busan"),
    ("depot append came \"South K", "South Korea/Busan"),
    ("depot append came it", "it's \"5\" $HOME `x` \\ & (a;b)*?[c]{d}<e>|#~ !"),
    ("depot append came 'it", "it's \"5\" $HOME `x` \\ & (a;b)*?[c]{d}<e>|#~ !"),
    ("depot append came \"on", "one's $HOME `x` \\ \"q\" 1"),
    ("depot append came 深", "深圳/南山"),
    ("depot append came '深", "深圳/南山"),
    ("depot append came a", "a:b=c@d"),
    ("depot append came a\\:b", "a:b=c@d"),
    ("depot append came --item=Sou", "--item=South Korea/Busan"),
    ("depot append came --item='South K", "--item=South Korea/Busan"),
    ("depot append came --item Sou", "South Korea/Busan"),
    ("depot --log='my log' append --log x\\ y came Sou", "South Korea/Busan"),
    ("depot append came zz", "zz"),
  ]

  /// A program that knows some names, and notes how it was asked.
  private static let namesProgram = """
    #!/bin/sh
    printf '%s|' "$@" >>asked; echo >>asked
    for prefix; do :; done
    while IFS= read -r name; do
      case "$name" in "$prefix"*) printf '%s\\n' "$name" ;; esac
    done <names
    """

  @Test func `bash completes what the program knows, however the word is quoted`() throws {
    // A terminal of its own, in which a key writes down the line as it stands after completion.
    let driver = """
      zmodload zsh/zpty || exit 1
      cat >setup <<'END'
      PS1='> ' PATH="$PWD:$PATH"
      source ./script
      bind -x '"\\C-t": printf "%s\\n" "$READLINE_LINE" >>lines; READLINE_LINE= READLINE_POINT=0'
      END
      chmod +x depot
      zpty terminal bash --rcfile ./setup --noprofile -i
      while IFS= read -r line; do zpty -n -w terminal "$line"$'\\t\\x14'; done <typed
      zpty -w terminal 'exit'
      while zpty -r terminal ignored; do :; done
      while IFS= read -r line; do eval "set -- $line"; print -r -- "${@[-1]}"; done <lines
      """
    let folder = try TemporaryFolder()
    _ = try folder.write(depot.completions(for: .bash), to: "script")
    _ = try folder.write(driver, to: "driver")
    _ = try folder.write(Self.namesProgram, to: "depot")
    let names = Set(Self.lookups.map(\.word).filter { !$0.hasPrefix("--") && $0 != "zz" })
    _ = try folder.write(names.sorted().map { $0 + "\n" }.joined(), to: "names")
    _ = try folder.write(Self.lookups.map { $0.line + "\n" }.joined(), to: "typed")
    let output = try outputOfShell(
      "cd \(folder.path) && LC_ALL=C.UTF-8 TERM=dumb zsh -f ./driver")
    #expect(output.split(separator: "\n").map(String.init) == Self.lookups.map(\.word))
    let asked = try outputOfShell("cat \(folder.path)/asked")
    #expect(asked.contains("complete-values|--log=my log|--log=x y|--|place|Sou|\n"))
    #expect(asked.contains("complete-values|--|thing|South K|\n"))
  }

  /// The candidates without descriptions and without what is added to them to go on typing.
  private func candidatesOf(
    _ commandLine: String, _ shell: Shell, _ driver: String
  ) throws -> [String] {
    let names = try outputOf(commandLine, shell, driver).map { line in
      let name = line.prefix { $0 != "\t" }
      return String(name.last == "=" || name.last == "/" ? name.dropLast() : name)
    }
    return Set(names).sorted()
  }

  /// Runs a driver next to the script, a file and a folder, and returns the lines it writes.
  private func outputOf(
    _ commandLine: String, _ shell: Shell, _ driver: String
  ) throws -> [String] {
    let folder = try TemporaryFolder()
    _ = try folder.write(depot.completions(for: shell), to: "script")
    _ = try folder.write(driver, to: "driver")
    _ = try folder.write("", to: "readme.txt")
    let output = try outputOfShell("cd \(folder.path) && mkdir folder && \(commandLine)")
    return output.split(separator: "\n").map(String.init)
  }
}
