import Testing

@testable import Console

@Suite struct TerminalTests {
  @Test func `a terminal is told from a pipe`() throws {
    let terminal = try PseudoTerminal(columns: 123)
    #expect(Terminal.isTerminal(terminal.descriptor))
    #expect(Terminal.columns(terminal.descriptor) == 123)
    let pipe = try Pipe()
    #expect(!Terminal.isTerminal(pipe.writeEnd))
    #expect(Terminal.columns(pipe.writeEnd) == nil)
    #expect(!Terminal.wantsColor(pipe.writeEnd, environment: Environment()))
  }

  @Test func `a terminal that doesn't know its width has none`() throws {
    let terminal = try PseudoTerminal(columns: 0)
    #expect(Terminal.columns(terminal.descriptor) == nil)
  }

  @Test func `a line is as wide as the terminal, else as COLUMNS says`() throws {
    let wide = Environment(variables: ["COLUMNS": "55"])
    let terminal = try PseudoTerminal(columns: 123)
    #expect(Terminal.lineWidth(terminal.descriptor, environment: wide) == 123)
    let unsized = try PseudoTerminal(columns: 0)
    #expect(Terminal.lineWidth(unsized.descriptor, environment: wide) == 55)
    let pipe = try Pipe()
    #expect(Terminal.lineWidth(pipe.writeEnd, environment: wide) == 55)
    #expect(Terminal.lineWidth(pipe.writeEnd, environment: Environment()) == nil)
    for text in ["", "0", "-5", "many"] {
      let odd = Environment(variables: ["COLUMNS": text])
      #expect(Terminal.lineWidth(pipe.writeEnd, environment: odd) == nil)
    }
  }

  @Test(
    arguments: [
      ([:], true), (["TERM": "xterm"], true), (["TERM": "dumb"], false), (["NO_COLOR": ""], true),
      (["NO_COLOR": "1"], false), (["NO_COLOR": "", "TERM": "dumb"], false),
    ] as [([String: String], Bool)])
  func `colours are asked for by the environment`(
    _ variables: [String: String], _ isWanted: Bool
  ) throws {
    let terminal = try PseudoTerminal(columns: 80)
    let environment = Environment(variables: variables)
    #expect(Terminal.wantsColor(terminal.descriptor, environment: environment) == isWanted)
  }

  @Test func `the environment is that of the process`() {
    let environment = Environment.current(reading: ["PATH", "CONSOLE_TESTS_UNSET"])
    #expect(environment["PATH"]?.isEmpty == false)
    #expect(environment["CONSOLE_TESTS_UNSET"] == nil)
    #expect(environment.arguments == Array(CommandLine.arguments.dropFirst()))
    #expect(Environment(arguments: ["a"], variables: ["B": ""])["B"] == "")
  }

  @Test func `roles become codes only if styling is enabled`() {
    for role in Styling.Role.allCases {
      #expect(Styling.plain.apply(role, to: "a") == "a")
      #expect(Styling(isEnabled: true).apply(role, to: "") == "")
      let styled = Styling(isEnabled: true).apply(role, to: "a")
      #expect(styled.hasPrefix("\u{1B}[") && styled.hasSuffix("ma\u{1B}[0m"))
    }
  }
}
