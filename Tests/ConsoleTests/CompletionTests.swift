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
