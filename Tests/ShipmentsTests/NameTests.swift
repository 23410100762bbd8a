import Shipments
import Testing

@Suite struct NameTests {
  @Test(arguments: [
    "a", "N95 mask", "口罩", "mask/N95", "é", "a\u{200B}b", "😷", "\u{2060}", "\u{FEFF}",
    "a\u{A0}b", "a  b", String(repeating: "x", count: 128), String(repeating: "口", count: 42),
  ])
  func `a name may hold anything but controls and space at its ends`(_ text: String) throws {
    #expect(try Name(text).text == text)
  }

  @Test(
    arguments: [
      ("", .empty), (" ", .spaceAtEnd), (" a", .spaceAtEnd), ("a ", .spaceAtEnd),
      ("\u{A0}a", .spaceAtEnd), ("a\u{A0}", .spaceAtEnd), ("a\u{3000}", .spaceAtEnd),
      ("\u{3000}a", .spaceAtEnd), ("\u{2028}a", .spaceAtEnd), ("a\u{2029}", .spaceAtEnd),
      ("a\u{1680}", .spaceAtEnd), ("a\u{202F}", .spaceAtEnd), ("a\u{205F}", .spaceAtEnd),
      ("a\u{2003}", .spaceAtEnd), ("口\u{3000}", .spaceAtEnd),
    ] as [(String, NameFault)])
  func `a name has no white space of any script at its ends`(_ text: String, _ fault: NameFault) {
    #expect(throws: fault) { try Name(text) }
  }

  @Test(
    arguments: [0x00, 0x09, 0x0A, 0x0D, 0x1F, 0x7F, 0x80, 0x85, 0x9F] as [UInt32],
    ["%", "a%b", "%a", "a%", "é%é"])
  func `a name has no control character, C1 among them`(_ value: UInt32, _ frame: String) throws {
    let control = try #require(Unicode.Scalar(value))
    let parts = frame.split(separator: "%", omittingEmptySubsequences: false)
    let text = parts.joined(separator: String(Character(control)))
    #expect(throws: NameFault.control(scalar: value)) { try Name(text) }
    #expect(throws: NameFault.control(scalar: value)) { try Path(text) }
  }

  @Test(arguments: ["\u{A0}", "\u{AD}", "\u{BF}", "\u{480}"])
  func `what merely has a byte of C1 in it is no control`(_ character: String) throws {
    #expect(try Name("a\(character)b").text == "a\(character)b")
  }

  @Test func `bytes are counted, not characters`() {
    let name = String(repeating: "口", count: 43)
    #expect(throws: NameFault.tooLong(bytes: 129, limit: 128)) { try Name(name) }
    #expect(throws: NameFault.tooLong(bytes: 33, limit: 32)) {
      try Name(String(repeating: "x", count: 33), maximumBytes: Name.maximumUnitBytes)
    }
    #expect(throws: Never.self) {
      try Name(String(repeating: "x", count: 32), maximumBytes: Name.maximumUnitBytes)
    }
  }

  @Test(arguments: ["x", " a ", "a\u{0}b", "\u{85}", "\n", String(repeating: "é", count: 64)])
  func `an id is any text of 1 to 128 bytes`(_ text: String) throws {
    #expect(try EventID(text).text.utf8.elementsEqual(text.utf8))
  }

  @Test(
    arguments: [
      ("", .empty), (String(repeating: "é", count: 65), .tooLong(bytes: 130, limit: 128)),
    ] as [(String, NameFault)])
  func `an id is neither empty nor longer`(_ text: String, _ fault: NameFault) {
    #expect(throws: fault) { try EventID(text) }
  }
}
