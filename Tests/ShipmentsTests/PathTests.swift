import Shipments
import Testing

@Suite struct PathTests {
  @Test(arguments: [
    "China", "China/Shanghai/Changning", "mask/N95", "a/b c/d", "中国/上海",
    String(repeating: "x", count: 256), String(repeating: "x/", count: 127) + "xx",
  ])
  func `a path is names joined by slashes`(_ text: String) throws {
    #expect(try Path(text).text == text)
  }

  @Test(
    arguments: [
      ("", .empty), ("/", .emptyNameInPath), ("/a", .emptyNameInPath), ("a/", .emptyNameInPath),
      ("a//b", .emptyNameInPath), ("a/ b", .spaceAtEnd), ("a /b", .spaceAtEnd),
      ("a/b ", .spaceAtEnd), (" a/b", .spaceAtEnd), ("a/\u{3000}/b", .spaceAtEnd),
      ("a\u{A0}/b", .spaceAtEnd), ("a/\u{7F}", .control(scalar: 0x7F)),
      (String(repeating: "x", count: 257), .tooLong(bytes: 257, limit: 256)),
      (String(repeating: "口", count: 86), .tooLong(bytes: 258, limit: 256)),
    ] as [(String, NameFault)])
  func `each of its names follows the rules for names`(_ text: String, _ fault: NameFault) {
    #expect(throws: fault) { try Path(text) }
  }

  @Test(arguments: [
    ("China", "China", true), ("China/Shanghai", "China", true),
    ("China/Shanghai/Changning", "China", true),
    ("China/Shanghai/Changning", "China/Shanghai", true),
    ("China", "China/Shanghai", false), ("China/Shanghai", "China/Shang", false),
    ("Chinatown", "China", false), ("China2/Shanghai", "China", false),
    ("Japan/China", "China", false), ("china", "China", false),
    ("Cafe\u{301}/a", "Caf\u{E9}", false), ("Cafe\u{301}", "Cafe", false),
    ("中国/上海", "中国", true),
  ])
  func `a path is below another if it continues it by whole names`(
    _ path: String, _ other: String, _ expected: Bool
  ) throws {
    #expect(try Path(path).isAtOrBelow(Path(other)) == expected)
  }
}
