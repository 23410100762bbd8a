import Shipments
import Testing

@Suite struct ExactTextTests {
  private let composed = "Caf\u{E9}"
  private let decomposed = "Cafe\u{301}"

  @Test func `two spellings of one letter are two texts`() throws {
    #expect(composed == decomposed, "Swift's strings see no difference")
    #expect(try Name(composed) != Name(decomposed))
    #expect(try Path(composed) != Path(decomposed))
    #expect(try EventID(composed) != EventID(decomposed))
    #expect(try Set([Name(composed), Name(decomposed), Name(composed)]).count == 2)
  }

  @Test func `equal bytes are equal texts`() throws {
    #expect(try Name(decomposed) == Name("Cafe" + "\u{301}"))
    #expect(try Path("a/b").hashValue == Path("a/" + "b").hashValue)
  }

  @Test(arguments: [
    ("A", "a"), ("a", "aa"), ("z", "é"), ("Cafe\u{301}", "Caf\u{E9}"), ("a b", "a/b"),
    ("\u{FFFD}", "😷"), ("10", "9"),
  ])
  func `texts are ordered by their bytes`(_ first: String, _ second: String) throws {
    #expect(try EventID(first) < EventID(second))
    #expect(try !(EventID(second) < EventID(first)))
  }

  @Test func `a text describes itself`() throws {
    #expect(try "\(Name("mask"))" == "mask")
  }
}
