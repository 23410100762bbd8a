import Testing

@testable import Console

@Suite struct ManualTests {
  @Test func `the manual has every command that is not hidden`() {
    let manual = depot.manual()
    #expect(
      manual.hasPrefix(
        ".TH DEPOT 1 2020-02-13 \"depot 1.2.3\"\n.SH NAME\ndepot \\- Keeps a store\n"))
    for command in ["append", "pending", "purge"] {
      #expect(manual.contains("\n.SS \"depot \(command)\"\n"))
    }
    #expect(!manual.contains("complete\\-values") && !manual.contains("complete-values"))
    #expect(
      manual.contains("\n.TP\n\\fB\\-\\-item\\fR=\\fIITEM\\fR\nWhat it is (may be repeated)\n"))
    #expect(manual.contains("\n.EX\ndepot append came \\-\\-item=rice\n.EE\n"))
    #expect(manual.contains("\n.SH ENVIRONMENT\n.TP\n\\fBDEPOT_LOG\\fR\n"))
  }

  @Test(arguments: [
    (".TH", "\\&.TH"), ("'a'", "\\(aqa\\(aq"), ("a\\n", "a\\(rsn"), ("--x", "\\-\\-x"),
    ("≥ 深", "\\[u2265] \\[u6DF1]"), ("~`^\"", "\\(ti\\(ga\\(ha\\(dq"), ("🇨", "\\[u1F1E8]"),
  ])
  func `text means itself`(_ text: String, _ roff: String) {
    #expect(Roff.escaped(text) == roff)
  }

  @Test func `what help shows as it is keeps its lines`() {
    #expect(
      Roff.paragraphs("So `it` is:\n\n  a  b\n  c\n\nThen") == [
        "So \\fBit\\fR is:", ".PP", ".EX", "  a  b", "  c", ".EE", ".PP", "Then",
      ])
  }

  @Test(arguments: [
    ["help", "--man"], ["--log=x", "help", "--man"], ["help", "append", "--man"],
  ])
  func `help writes it`(_ arguments: [String]) throws {
    #expect(try depot.parse(arguments: arguments) == .manual)
  }

  @Test func `mandoc and groff find nothing to complain about`() throws {
    let folder = try TemporaryFolder()
    let page = try folder.write(depot.manual(), to: "depot.1")
    #expect(try outputOfShell("mandoc -T lint -W warning \(page)") == "")
    #expect(try outputOfShell("groff -man -ww -z \(page)") == "")
  }
}
