import Console
import Testing

@Suite struct UsageErrorTests {
  /// Arguments that are wrong, and the error that must come of them.
  struct Case: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    let message: String
    let fix: String
    let suggestions: [String]

    init(_ arguments: String, _ message: String, fix: String, suggesting: [String] = []) {
      self.arguments = arguments.split(separator: " ").map(String.init)
      self.message = message
      self.fix = fix
      suggestions = suggesting
    }

    var testDescription: String { arguments.joined(separator: " ") }
  }

  @Test(arguments: [
    Case("--no-index", "no command is given", fix: "run depot help to see the commands"),
    Case("--log pending", "no command is given", fix: "run depot help to see the commands"),
    Case("--", "no command is given", fix: "run depot help to see the commands"),
    Case(
      "pendign", #"depot has no command "pendign""#, fix: "did you mean pending?",
      suggesting: ["pending"]),
    Case(
      "p", #"depot has no command "p""#, fix: "did you mean pending or purge?",
      suggesting: ["pending", "purge"]),
    Case(
      "help pend", #"depot has no command "pend""#, fix: "did you mean pending or append?",
      suggesting: ["pending", "append"]),
    Case(
      "deliver", #"depot has no command "deliver""#, fix: "run depot help to see the commands"),
  ])
  func `the command is wrong`(_ wrong: Case) {
    expectError(of: wrong)
  }

  @Test(arguments: [
    Case(
      "--lgo=x pending", "depot has no option --lgo", fix: "did you mean --log?",
      suggesting: ["--log"]),
    Case(
      "--quiet pending", "depot has no option --quiet",
      fix: "run depot help to see the commands and options"),
    Case(
      "--at=x pending", "--at stands before the command",
      fix: "write the command first, as in depot pending --at=DATE"),
    Case(
      "pending --knownAt=x", "depot pending has no option --knownAt",
      fix: "did you mean --known-at?", suggesting: ["--known-at"]),
    Case(
      "pending -overdue", "depot pending has no option -overdue",
      fix: "did you mean --overdue?", suggesting: ["--overdue"]),
    Case(
      "pending --reason", "depot pending has no option --reason",
      fix: "run depot help pending to see its options"),
    Case(
      "purge -5", "depot purge has no option -5",
      fix: "write -- before operands that begin with a hyphen"),
  ])
  func `the option is wrong`(_ wrong: Case) {
    expectError(of: wrong)
  }

  @Test(arguments: [
    Case("pending --overdue=yes", "--overdue takes no value", fix: "write --overdue alone"),
    Case("pending --help=yes", "--help takes no value", fix: "write --help alone"),
    Case("pending --at", "--at needs a value", fix: "write --at=DATE"),
    Case("pending --at --overdue", "--at needs a value", fix: "write --at=DATE"),
    Case("pending --at --log=x", "--at needs a value", fix: "write --at=DATE"),
    Case("pending --at --5", "--at needs a value", fix: "write --at=--5"),
    Case("pending --at -- x", "--at needs a value", fix: "write --at=DATE"),
    Case(
      "pending --format", "--format needs a value",
      fix: "write --format=FORMAT, where FORMAT is table, csv or json"),
    Case(
      "pending --format=tabel", #"--format can't be "tabel""#, fix: "did you mean table?",
      suggesting: ["table"]),
    Case(
      "pending --format=excel", #"--format can't be "excel""#, fix: "choose table, csv or json"),
    Case(
      "pending --at=1 --at 2", "--at is given twice", fix: "keep one: --at=1 or --at=2"),
    Case(
      "pending --overdue --overdue", "--overdue is given twice", fix: "write --overdue once"),
    Case("--log=x pending --log=x", "--log is given twice", fix: "keep one: --log=x or --log=x"),
  ])
  func `the value is wrong`(_ wrong: Case) {
    expectError(of: wrong)
  }

  @Test(arguments: [
    Case(
      "append", "depot append needs TYPE",
      fix: "write depot append TYPE [PLACE], where TYPE is came, went or lost"),
    Case("purge", "depot purge needs FILE", fix: "write depot purge FILE..."),
    Case(
      "append com", #"TYPE can't be "com""#, fix: "did you mean came?", suggesting: ["came"]),
    Case(
      "append came here there", #""there" is one operand too many"#,
      fix: "remove it, or put quotation marks around an operand with blanks"),
    Case(
      "pending x", #""x" is one operand too many"#,
      fix: "remove it: depot pending takes options only"),
    Case(
      "pending overdue", #""overdue" is one operand too many"#, fix: "did you mean --overdue?",
      suggesting: ["--overdue"]),
  ])
  func `the operand is wrong`(_ wrong: Case) {
    expectError(of: wrong)
  }

  private func expectError(of wrong: Case, sourceLocation: SourceLocation = #_sourceLocation) {
    let error = #expect(throws: UsageError.self, sourceLocation: sourceLocation) {
      try depot.parse(arguments: wrong.arguments)
    }
    #expect(error?.message == wrong.message, sourceLocation: sourceLocation)
    #expect(error?.fix == wrong.fix, sourceLocation: sourceLocation)
    #expect(error?.suggestions == wrong.suggestions, sourceLocation: sourceLocation)
  }

  @Test func `an error is shown without the control characters that were typed`() throws {
    let error = #expect(throws: UsageError.self) { try depot.parse(arguments: ["a\u{1B}[2J"]) }
    #expect(
      error?.diagnostic.render() == """
        error: depot has no command "a\\u{1B}[2J"
        fix: run depot help to see the commands

        """)
  }
}
