import Console
import Testing

@Suite struct ArgumentPlaceTests {
  private func marked(_ place: ArgumentPlace, _ arguments: String...) -> String {
    let line = CommandLineText(program: "depot", arguments: arguments)
    return Diagnostic(severity: .error, message: "m", argument: place, fix: "f")
      .pointing(into: line).render()
  }

  @Test(arguments: [
    ("depot pending --format=cvs", "depot pending --format=cvs", "                         ^~~"),
    ("depot pendign", "depot pendign", "        ^~~~~~~"),
    ("depot pending --frmat=csv", "depot pending --frmat=csv", "                ^~~~~~~"),
    ("depot pending --at=1 --at=2", "depot pending --at=1 --at=2", "                       ^~~~"),
    ("depot append", "depot append", "              ^"),
    ("depot pending --overdue=no", "depot pending --overdue=no", "                          ^~"),
  ])
  func `an error points at the word that is wrong`(
    _ typed: String, _ line: String, _ caret: String
  ) throws {
    let arguments = typed.split(separator: " ").dropFirst().map(String.init)
    let error = #expect(throws: UsageError.self) { try depot.parse(arguments: arguments) }
    let text = error?.diagnostic.pointing(
      into: CommandLineText(program: "depot", arguments: arguments)
    ).render()
    let lines = text?.split(separator: "\n").map(String.init) ?? []
    try #require(lines.count == 4)
    #expect(lines[1] == "  " + line && lines[2] == caret)
    #expect(lines[3].hasPrefix("fix: "))
  }

  @Test func `a value is marked as it would be typed, with its quotation marks`() {
    #expect(
      marked(.value(of: "--item", "it's 1"), "append", "--item=it's 1", "--item=x") == #"""
        error: m
          depot append --item='it'\''s 1' --item=x
                              ^~~~~~~~~~~
        fix: f

        """#)
    #expect(
      marked(.value(of: "--at"), "pending", "--at", "x") == """
        error: m
          depot pending --at x
                             ^
        fix: f

        """)
  }

  @Test func `without such a place there is no excerpt`() {
    #expect(marked(.value(of: "--at"), "pending") == "error: m\nfix: f\n")
  }
}
