import Shipments
import TestSupport
import Testing

/// Interns a text.
private func intern(_ text: String, into table: inout SymbolTable) -> Symbol {
  var text = text
  return text.withUTF8 { unsafe table.intern(UnsafeRawBufferPointer($0)) }
}

@Suite struct SymbolTableTests {
  @Test func `a text has one symbol, however often it is met`() {
    var table = SymbolTable()
    let first = intern("China/Shanghai", into: &table)
    let second = intern("China", into: &table)
    #expect(first != second)
    #expect(intern("China/Shanghai", into: &table) == first)
    #expect(table.count == 3)
    #expect(table.text(of: first) == "China/Shanghai")
    #expect(table.find("China") == second)
    #expect(table.find("Chin") == nil)
  }

  @Test func `no text is the symbol none`() {
    let table = SymbolTable()
    #expect(table.text(of: .none) == "")
    #expect(table.optionalText(of: .none) == nil)
    #expect(table.count == 1)
  }

  @Test func `spellings that Swift calls equal have two symbols`() {
    var table = SymbolTable()
    #expect(intern("é", into: &table) != intern("e\u{301}", into: &table))
    #expect(table.find("\u{E9}") != table.find("e\u{301}"))
  }

  @Test func `thousands of random texts keep their symbols while the table grows`() {
    var random = SeededGenerator(seed: testSeed("random texts keep their symbols"))
    var table = SymbolTable()
    var symbols: [String: Symbol] = [:]
    for _ in 0..<20_000 {
      let length = Int.random(in: 1...20, using: &random)
      let text = String((0..<length).map { _ in "abc/".randomElement(using: &random) ?? "a" })
      let symbol = intern(text, into: &table)
      #expect(symbols[text, default: symbol] == symbol)
      symbols[text] = symbol
    }
    #expect(table.count == symbols.count + 1)
    #expect(Set(symbols.values).count == symbols.count)
    #expect(symbols.allSatisfy { table.text(of: $1) == $0 && table.find($0) == $1 })
  }

  @Test(arguments: [("a", "b"), ("a", "aa"), ("Z", "a"), ("z", "é"), ("e\u{301}", "é")])
  func `symbols are ordered by the bytes of their texts`(_ first: String, _ second: String) {
    var table = SymbolTable()
    let later = intern(second, into: &table)
    let earlier = intern(first, into: &table)
    #expect(table.precedes(earlier, later) == true)
    #expect(table.precedes(later, earlier) == false)
    #expect(table.precedes(earlier, earlier) == false)
    #expect(table.sorted([0, 1]) { $0 == 0 ? later : earlier } == [1, 0])
  }

  @Test(arguments: [
    ("a/b/c", ["a/b/c", "a/b", "a"]), ("a/b", ["a/b", "a"]), ("a", ["a"]),
    ("x/y/z", ["x/y/z", "x"]), ("ab/c", ["ab/c"]),
  ])
  func `those above a path are found nearest first`(_ path: String, _ expected: [String]) {
    var table = SymbolTable()
    for text in ["a", "a/b", "a/b/c", "x", "x/y/z", "ab/c", "b", "c"] {
      _ = intern(text, into: &table)
    }
    let symbol = intern(path, into: &table)
    #expect(table.pathAndAncestors(of: symbol).map { table.text(of: $0) } == expected)
  }

  @Test(arguments: [
    ("a/b", "a", true), ("a/b", "a/b", true), ("a", "a/b", false), ("ab", "a", false),
    ("b/a", "a", false),
  ])
  func `a symbol is below another as its path is`(
    _ path: String, _ other: String, _ expected: Bool
  ) throws {
    var table = SymbolTable()
    let (path, other) = (intern(path, into: &table), intern(other, into: &table))
    #expect(table.isAtOrBelow(path, other) == expected)
  }

  @Test func `what a text was found fit for is remembered beside it`() {
    var table = SymbolTable()
    let (mask, piece) = (intern("mask", into: &table), intern("piece", into: &table))
    table.add(role: 1, to: mask)
    table.add(role: 4, to: mask)
    #expect(table.roles(of: mask) == 5)
    #expect(table.roles(of: piece) == 0)
  }
}
