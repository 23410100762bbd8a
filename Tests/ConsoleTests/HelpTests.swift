import Testing

@testable import Console

@Suite struct HelpTests {
  @Test func `the help of the program lists the commands`() {
    #expect(
      depot.help() == """
        Usage: depot COMMAND [OPTIONS]

        Keeps a store.

        What goes in comes out.

        Commands:
          append      Write something down
          pending     What is to come: the rest
          purge       Take files away

        Options of every command:
          --log=DIR   The folder of the log
          --no-index  Read it all
          --help      Show help, also as -h
          --version   Show the version

        Run `depot help COMMAND` for examples and the options of a command.

        `depot help --man` writes the manual page.

        """)
  }

  @Test func `the help of a command has examples before options`() throws {
    #expect(
      depot.help(for: try depotCommand("append")) == """
        Usage: depot append TYPE [PLACE] [OPTIONS]

        Write something down.

        Examples:
          Rice has come:
            $ depot append came --item=rice

        Operands:
          TYPE          What happened (came, went or lost)
          [PLACE]       Where

        Options:
          --item=ITEM   What it is (may be repeated)
          --input=FILE  Where to read from
          --final       Nothing more is coming

        Options of every command:
          --log=DIR     The folder of the log
          --no-index    Read it all
          --help        Show help, also as -h
          --version     Show the version

        """)
  }

  @Test func `a long example goes on in a line that a shell joins to the first`() {
    let long = Command(
      name: "append", summary: "Write",
      examples: [
        Example(
          command:
            "depot append came --item='some rice, 10 sacks' --place='a long way off' --final",
          explanation: "It has come")
      ])
    let lines = [
      #"    $ depot append came --item='some rice, 10 sacks' --place='a long way off' \"#,
      "        --final", "",
    ]
    #expect(depot.help(for: long).contains(lines.joined(separator: "\n")))
  }

  @Test func `options stand under the headings of their groups`() throws {
    let help = depot.help(for: try depotCommand("pending"))
    let headings = help.split(separator: "\n").filter { $0.hasSuffix(":") && $0.first != " " }
    #expect(headings == ["When:", "Options:", "Options of every command:"])
  }

  @Test func `headings are bold where colours are welcome`() {
    #expect(
      depot.help(styling: Styling(isEnabled: true)).contains("\n\u{1B}[1mCommands:\u{1B}[0m\n"))
  }

  @Test func `long texts are wrapped, and a long name has its own line`() {
    let words = Array(repeating: "中文 words", count: 40).joined(separator: " ")
    let command = Command(
      name: "show", summary: "Show it", purpose: words,
      options: [
        Option(name: "a", summary: words),
        Option(name: "an-option-of-a-long-name", value: "VALUE", summary: words),
      ])
    let lines = depot.help(for: command).split(separator: "\n")
    #expect(lines.allSatisfy { DisplayWidth.columns(of: String($0)) <= 79 })
    #expect(lines.contains("  --an-option-of-a-long-name=VALUE"))
    #expect(lines.contains { $0.hasPrefix("  --a         中文 words") })
  }

  @Test(arguments: [
    ("", [""]), ("one two", ["one two"]), ("one\ntwo", ["one two"]),
    ("one two three", ["one two", "three"]), ("one\n\ntwo", ["one", "", "two"]),
    ("one\n  two  2\n  3", ["one", "  two  2", "  3"]), ("much-too-long", ["much-too-long"]),
  ])
  func `paragraphs are filled anew`(_ text: String, _ lines: [String]) {
    #expect(Wrapping.lines(of: text, columns: 8) == lines)
  }
}
