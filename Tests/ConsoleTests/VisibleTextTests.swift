import Console
import Testing

@Suite struct VisibleTextTests {
  @Test(arguments: [
    "", "plain text, 100 % of it: {}\\", "中国/上海", "日本/長崎県", "한국", "e\u{301}",
    "👩‍👩‍👧‍👦 ❤️ 🇨🇳", "می\u{200C}خواهم", "\u{600}١٢", "a\u{A0}b", "\u{FFFD}", "葛\u{E0100}",
  ])
  func `printable text is unchanged`(_ text: String) {
    // The bytes are compared: `==` takes é and e with an accent for the same.
    #expect(Array(VisibleText(text).description.utf8) == Array(text.utf8))
    #expect(VisibleText(utf8: text.utf8) == VisibleText(text))
  }

  @Test(arguments: [
    ("\u{1B}[31m", "\\u{1B}[31m"), ("\0", "\\u{00}"), ("a\nb\tc\r", "a\\nb\\tc\\r"),
    ("\r\n", "\\r\\n"), ("\u{7F}", "\\u{7F}"), ("\u{9B}2J", "\\u{9B}2J"),
    ("\u{202E}gpj", "\\u{202E}gpj"), ("\u{200E}\u{200F}", "\\u{200E}\\u{200F}"),
    ("\u{61C}", "\\u{61C}"), ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
    ("a\u{200B}b", "a\\u{200B}b"), ("\u{2060}\u{FEFF}", "\\u{2060}\\u{FEFF}"),
    ("\u{2028}\u{2029}", "\\u{2028}\\u{2029}"), ("soft\u{AD}ly", "soft\\u{AD}ly"),
    ("\u{E0041}", "\\u{E0041}"), ("e\u{301}\u{202E}", "e\u{301}\\u{202E}"),
  ])
  func `what steers or hides is written out`(_ text: String, _ visible: String) {
    #expect(VisibleText(text).description == visible)
    #expect(VisibleText(utf8: Array(text.utf8)).description == visible)
  }

  @Test func `every control and directional character is written out`() {
    let controls = Array(0...0x1F) + Array(0x7F...0x9F)
    let directional = [0x61C, 0x200E, 0x200F] + Array(0x202A...0x202E) + Array(0x2066...0x2069)
    for value in controls + directional {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      #expect(VisibleText(String(scalar)).description.hasPrefix("\\"), "\(value)")
    }
  }

  @Test(
    arguments: [
      ([0xFF], "\\x{FF}"), ([0x61, 0x80, 0x62], "a\\x{80}b"),
      ([0xE4, 0xB8, 0x61], "\\x{E4}\\x{B8}a"), ([0xE4, 0xB8, 0xAD, 0xE4], "中\\x{E4}"),
      ([0xC0, 0x80, 0x0A], "\\x{C0}\\x{80}\\n"), ([0xED, 0xA0, 0x80], "\\x{ED}\\x{A0}\\x{80}"),
      ([0xF0, 0x9F, 0x98, 0x80, 0xFE, 0x1B], "😀\\x{FE}\\u{1B}"),
    ] as [([UInt8], String)])
  func `bytes that aren't UTF-8 are written out`(_ bytes: [UInt8], _ visible: String) {
    #expect(VisibleText(utf8: bytes).description == visible)
  }
}
