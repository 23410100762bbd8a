import Console
import Synchronization
import Testing

@Suite struct ParsingTests {
  private func parsed(_ arguments: [String]) throws -> ParsedArguments {
    guard case .command(_, let parsed) = try depot.parse(arguments: arguments) else {
      throw NotACommand()
    }
    return parsed
  }

  private struct NotACommand: Error {}

  @Test func `the words of a list are made for completions only`() throws {
    let made = Mutex(0)
    let words = WordList {
      made.withLock { $0 += 1 }
      return ["old", "new"]
    }
    let program = Program(
      name: "depot", version: "1", releasedOn: "2020-02-13", summary: "Keeps a store",
      commands: [
        Command(
          name: "purge", summary: "Take away",
          options: [Option(name: "kinds", value: "KINDS", summary: "Which", words: words)])
      ])
    _ = try program.parse(arguments: ["purge", "--kinds=old"])
    #expect(made.withLock { $0 } == 0)
    #expect(program.completions(for: .bash).contains("old new") && made.withLock { $0 } > 0)
  }

  @Test(arguments: [
    ["pending", "--at=2020-01-01"],
    ["pending", "--at", "2020-01-01"],
    ["--log=somewhere", "pending", "--at=2020-01-01"],
    ["--log", "pending", "pending", "--at=2020-01-01"],
    ["--no-index", "pending", "--at=2020-01-01"],
    ["pending", "--at=2020-01-01", "--overdue", "--"],
  ])
  func `an option has its value with an equals sign or without`(_ arguments: [String]) throws {
    let parsed = try parsed(arguments)
    #expect(parsed.value("at") == "2020-01-01")
    #expect(parsed.value("known-at") == nil)
    #expect(parsed.operands == [])
  }

  @Test(arguments: [
    (["--at=-5"], "-5"),
    (["--at", "-5"], "-5"),
    (["--at", "-"], "-"),
    (["--at="], ""),
    (["--at=--overdue"], "--overdue"),
    (["--at=a=b"], "a=b"),
    (["--at=\u{301}a"], "\u{301}a"),
    (["--at", ""], ""),
  ])
  func `a value may look odd`(_ words: [String], _ value: String) throws {
    #expect(try parsed(["pending"] + words).value("at") == value)
  }

  @Test func `common options may stand before and after the command`() throws {
    for arguments in [["--log", "x", "pending"], ["pending", "--log", "x"]] {
      #expect(try parsed(arguments).value("log") == "x")
    }
  }

  @Test func `flags are set or not`() throws {
    let parsed = try parsed(["pending", "--overdue"])
    #expect(parsed.flag("overdue"))
    #expect(!parsed.flag("no-index"))
  }

  @Test func `values of a repeatable option keep their order`() throws {
    let parsed = try parsed(["append", "--item=b", "came", "--final", "--item", "a", "--item=b"])
    #expect(parsed.values("item") == ["b", "a", "b"])
    #expect(parsed.values("input") == [])
    #expect(parsed.givenOptions == ["item", "final"])
  }

  @Test func `after two hyphens all is operands`() throws {
    #expect(try parsed(["append", "came", "--", "--item"]).operands == ["came", "--item"])
    #expect(try parsed(["--", "purge", "--", "-h"]).operands == ["--", "-h"])
    #expect(try parsed(["purge", "-", "a", "b"]).operands == ["-", "a", "b"])
  }

  @Test(
    arguments: [
      (["--help"], nil), (["-h"], nil), (["help"], nil), ([], nil), (["help", "help"], nil),
      (["-h", "pending"], "pending"), (["pending", "-h"], "pending"),
      (["help", "pending"], "pending"), (["--log", "x", "help", "pending"], "pending"),
      (["help", "--no-index", "pending"], "pending"),
      (["pending", "--at", "-h"], "pending"), (["pending", "--nonsense", "--help"], "pending"),
      (["--log", "append", "pending", "--help"], "pending"), (["--nonsense", "--help"], nil),
      (["--version", "--help"], nil), (["append", "--help", "--", "x"], "append"),
    ] as [([String], String?)])
  func `help is had before and after the command`(_ arguments: [String], _ name: String?) throws {
    #expect(try depot.parse(arguments: arguments) == .help(name.map(depotCommand)))
  }

  @Test(arguments: [["--version"], ["pending", "--version"], ["--version", "nonsense"]])
  func `the version is had anywhere`(_ arguments: [String]) throws {
    #expect(try depot.parse(arguments: arguments) == .version)
  }

  @Test func `to ask for an option that isn't declared ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let invocation = try depot.parse(arguments: ["pending"])
      guard case .command(_, let parsed) = invocation else { return }
      _ = parsed.value("item")
    }
  }

  @Test func `to ask a flag for a value ends the process`() async {
    await #expect(processExitsWith: .failure) {
      let invocation = try depot.parse(arguments: ["pending"])
      guard case .command(_, let parsed) = invocation else { return }
      _ = parsed.value("overdue")
    }
  }
}
