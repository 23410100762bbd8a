import TestSupport
import Testing

@Suite("Hostile input")
struct HostileInputTests {
  /// A pledge of a thousand items, each as great as one may be.
  private static func pledge(_ id: String) -> String {
    let item = #"{"item":"mask","unit":"piece","quantity":1e12}"#
    let items = Array(repeating: item, count: 1000).joined(separator: ",")
    return #"{"id":"\#(id)","type":"pledged","occurredOn":"2020-02-13","shipment":"S","#
      + #""district":"D","items":[\#(items)]}"# + "\n"
  }

  @Test("totals that overflow are refused with the event that leads there")
  func totalsOverflow() throws {
    let log = try Log()
    let input = Self.pledge("a") + Self.pledge("b")
    #expect(try log.run("append", "--input=-", input: input).status == 0)
    for command in ["replay", "pending"] {
      let run = try log.run(command, "--at=2020-02-20")
      #expect(run.status == 3)
      #expect(run.output.isEmpty)
      #expect(
        run.errors.contains("events.jsonl:2:1: error: a total is beyond 1 000 000 000 000 000"))
    }
    #expect(try log.run("check", "--at=2020-02-20").status == 1)
  }

  @Test(
    "a journal is named without a way out of the log's folder",
    arguments: ["../x", "/etc/x", "a/b", "..", ".x", ""])
  func journalOutside(name: String) throws {
    let log = try Log()
    let run = try log.run(
      "append", "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece",
      "--journal=\(name)")
    #expect(run.status == 2)
    #expect(run.errors.contains("error: --journal=\(name) is not the name of a journal"))
    #expect(try log.folder.names() == [])
  }

  /// Characters that change how what is beside them is shown, and how they are shown themselves.
  static let unseen = [
    ("\u{202E}", #"\u{202E}"#), ("\u{2066}", #"\u{2066}"#), ("\u{200B}", #"\u{200B}"#),
    ("\u{200F}", #"\u{200F}"#), ("\u{FEFF}", #"\u{FEFF}"#),
  ]

  @Test("a character that nobody sees is written out", arguments: unseen)
  func unseenCharacter(character: String, shown: String) throws {
    let log = try Log()
    let name = "a\(character)b"
    try log.append("pledged", "--shipment=\(name)", "--district=D", "--item=mask=1 piece")
    let run = try log.run("show", name)
    #expect(run.output.contains("Shipment a\(shown)b"))
    let other = try log.run("show", "ab")
    for text in [run.output, other.errors] { #expect(!text.unicodeScalars.contains(character)) }
  }
}

extension String.UnicodeScalarView {
  /// Whether the one scalar of a text is among these.
  fileprivate func contains(_ text: String) -> Bool {
    text.unicodeScalars.first.map { scalar in contains { $0 == scalar } } ?? false
  }
}
