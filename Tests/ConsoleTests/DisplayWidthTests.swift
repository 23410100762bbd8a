import Testing

@testable import Console

@Suite struct DisplayWidthTests {
  /// Widths that `wcswidth` of Python's wcwidth 0.7.0 gives.
  @Test(arguments: [
    ("", 0), ("plain", 5), ("中文", 4), ("日本語テキスト", 14), ("한국어", 6), ("한글", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("é", 1), ("e\u{301}", 1), ("ｆｕｌｌ", 8), ("ﾊﾝｶｸ", 4),
    ("👍🏽", 2), ("👩‍👩‍👧‍👦", 2), ("🇨🇳", 2), ("🇨🇳🇯🇵", 4), ("❤️", 2), ("❤", 1), ("☎️", 2), ("☎", 1),
    ("1️⃣", 2), ("½…─", 3), ("שָׁלוֹם", 4), ("مرحبا", 5), ("สวัสดี", 4), ("अகி", 3), ("क्ष", 2),
    ("葛\u{E0100}", 2), ("中e\u{301}🇨🇳", 5), ("a\u{200C}b", 2), ("\u{1FACD}", 2),
  ])
  func `text takes so many columns`(_ text: String, _ columns: Int) {
    #expect(DisplayWidth.columns(of: text) == columns)
  }

  @Test func `the wide ranges are in order and apart`() {
    let numbers = DisplayWidth.wideRanges
    #expect(numbers.count.isMultiple(of: 2))
    for (index, (number, next)) in zip(numbers, numbers.dropFirst()).enumerated() {
      // A range may be one character; two ranges have at least one between them.
      #expect(index.isMultiple(of: 2) ? number <= next : number + 1 < next)
    }
  }

  @Test(arguments: [
    (0x10FF, 1), (0x1100, 2), (0x115F, 2), (0x1160, 0), (0x2328, 1), (0x2329, 2), (0x4E00, 2),
    (0x9FFF, 2), (0xAC00, 2), (0xD7A3, 2), (0xFF60, 2), (0xFF61, 1), (0x20000, 2), (0x3FFFD, 2),
    (0x3FFFE, 1), (0x10FFFD, 1), (0x7, 0),
  ])
  func `the edges of the ranges are found`(_ value: Int, _ columns: Int) throws {
    let scalar = try #require(Unicode.Scalar(UInt32(value)))
    #expect(DisplayWidth.columns(of: String(scalar)) == columns)
  }

  @Test(arguments: [(0, "", ""), (1, "", "c"), (2, "中", "bc"), (3, "中b", "bc"), (4, "中bc", "中bc")])
  func `text is cut at a column`(_ limit: Int, _ prefix: String, _ suffix: String) {
    #expect(DisplayWidth.prefix(of: "中bc", fitting: limit) == prefix)
    #expect(DisplayWidth.suffix(of: "中bc", fitting: limit) == suffix)
  }
}
