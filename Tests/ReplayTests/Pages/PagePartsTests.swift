import Foundation
import Testing

@testable import Reports

@Suite("The style and the scripts of a page")
struct PagePartsTests {
  @Test("the policy lets exactly them run: their digests are those of sha256sum", arguments: 0..<3)
  func digests(part: Int) throws {
    let (bytes, digest) = [
      (PageParts.style, PageParts.styleDigest), (PageParts.start, PageParts.startDigest),
      (PageParts.script, PageParts.scriptDigest),
    ][part]
    #expect(try sha256(of: bytes) == digest)
    #expect(PageParts.policy.contains("'\(digest)'"))
  }

  @Test("nothing in them ends their element early")
  func noMarkup() {
    let script = String(decoding: PageParts.script, as: UTF8.self).lowercased()
    for text in ["</script", "<!--", "<script"] { #expect(!script.contains(text)) }
    #expect(!String(decoding: PageParts.style, as: UTF8.self).lowercased().contains("</style"))
  }

  @Test("nothing in them, nor in the policy, names a place to load from")
  func noAddress() {
    let text = String(decoding: PageParts.style + PageParts.script, as: UTF8.self)
      .replacing("http://www.w3.org/2000/svg", with: "")
    for text2 in ["http:", "https:", "url(", "@import", "fetch(", "XMLHttpRequest"] {
      #expect(!text.contains(text2))
    }
    #expect(PageParts.policy.hasPrefix("default-src 'none'"))
    #expect(!PageParts.policy.contains("unsafe"))
  }

  private func sha256(of bytes: [UInt8]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["sha256sum"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    try input.fileHandleForWriting.write(contentsOf: Data(bytes))
    try input.fileHandleForWriting.close()
    let said = try output.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    let hex = Array(String(decoding: said, as: UTF8.self).prefix(64))
    let digest = stride(from: 0, to: hex.count, by: 2).compactMap {
      UInt8(String(hex[$0..<$0 + 2]), radix: 16)
    }
    return "sha256-" + Data(digest).base64EncodedString()
  }
}

@Suite("The markup of a page")
struct PageMarkupTests {
  @Test(
    "what comes from a log is text",
    arguments: [
      ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#39;"), ("上海", "上海"),
      ("a\u{0}b\u{1B}", "a\u{FFFD}b\u{FFFD}"),
    ])
  func text(given: String, written: String) {
    var markup = PageMarkup()
    markup.element("p", ["title": given], text: given)
    #expect(
      String(decoding: markup.bytes, as: UTF8.self) == "<p title=\"\(written)\">\(written)</p>")
  }

  @Test("data cannot end its block, and reads as the same JSON")
  func data() {
    var markup = PageMarkup()
    markup.data("x", Array("[\"</script><!--\"]".utf8))
    #expect(
      String(decoding: markup.bytes, as: UTF8.self)
        == "<script type=\"application/json\" id=\"x\">[\"\\u003c/script>\\u003c!--\"]</script>")
  }

  @Test("every word of the page is there, whatever asks for it")
  func words() {
    let script = String(decoding: PageParts.script, as: UTF8.self)
    let keys = Set(PageWords.all.map(\.key))
    #expect(keys.count == PageWords.all.count)
    for match in script.matches(of: /\bsay\("([a-z.A-Z]+)"/) {
      #expect(keys.contains(String(match.1)), "\(match.1)")
    }
    for match in script.matches(of: /\bsayCount\("([a-z.A-Z]+)"/) {
      for form in ["one", "many"] { #expect(keys.contains("\(match.1).\(form)"), "\(match.1)") }
    }
    for match in script.matches(of: /(?:textColumn|amountColumn|dayColumn)\("([a-zA-Z]+)"/) {
      #expect(keys.contains("column.\(match.1)"), "\(match.1)")
    }
  }

  @Test("braces are filled in")
  func filled() {
    #expect(PageWords.say("days.many", ["n": "3"]) == "3 days")
    #expect(PageWords.say("search.label", ["table": "Needs"]) == "Search in Needs")
  }
}
