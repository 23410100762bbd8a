import Shipments
import Testing

@Suite struct EventKeyTests {
  /// The key of a text that the table holds.
  private func key(_ text: String, _ table: inout SymbolTable) -> EventKey {
    var text = text
    return EventKey(text: text.withUTF8 { unsafe table.intern(UnsafeRawBufferPointer($0)) })
  }

  @Test(
    arguments: [
      (0, 0, "00000000-0000-0000-0000-000000000000"),
      (0x0123_4567_89AB_CDEF, 0xFEDC_BA98_7654_3210, "01234567-89ab-cdef-fedc-ba9876543210"),
      (UInt64.max - 1, UInt64.max, "ffffffff-ffff-fffe-ffff-ffffffffffff"),
    ] as [(UInt64, UInt64, String)])
  func `a UUID is its own bits`(_ upper: UInt64, _ lower: UInt64, _ text: String) throws {
    let key = try #require(EventKey(uuid: (upper, lower)))
    #expect(key.symbol == nil)
    #expect(SymbolTable().text(of: key) == text)
  }

  @Test func `a UUID that begins with 64 ones is kept as a text`() {
    #expect(EventKey(uuid: (.max, 0)) == nil)
    var table = SymbolTable()
    let key = key("ffffffff-ffff-ffff-0000-000000000000", &table)
    #expect(key.symbol != nil)
    #expect(table.text(of: key) == "ffffffff-ffff-ffff-0000-000000000000")
  }

  @Test func `keys are ordered as the bytes of their texts`() throws {
    var table = SymbolTable()
    let texts = ["event-1", "0", "g", "00000000-0000-0001-0000", "ZZ", "é"]
    var keys = texts.map { key($0, &table) }
    for words in [(0, 1), (1, 0), (0x7FFF << 48, 5), (0x8000 << 48, 5), (.max - 1, .max)]
      as [(UInt64, UInt64)]
    {
      keys.append(try #require(EventKey(uuid: words)))
    }
    keys.sort { table.precedes($0, $1) }
    let sorted = keys.map { table.text(of: $0) }
    #expect(sorted.count == 11)
    #expect(
      zip(sorted, sorted.dropFirst()).allSatisfy {
        $0.utf8.lexicographicallyPrecedes($1.utf8)
      })
    #expect(table.precedes(keys[0], keys[0]) == false)
  }

  @Test func `equal keys have equal hashes`() throws {
    let hashKey = HashKey()
    let key = try #require(EventKey(uuid: (1, 2)))
    let other = try #require(EventKey(uuid: (2, 1)))
    #expect(key.hash(hashKey) == EventKey(uuid: (1, 2))?.hash(hashKey))
    #expect(key.hash(hashKey) != other.hash(hashKey))
  }

  @Test func `a place is ordered by journal, then by offset`() {
    let places = [(0, 0), (0, 1), (0, 1 << 40 - 1), (1, 0), (Place.maximumJournals - 1, 7)]
    let packed = places.map { Place(journal: $0.0, offset: $0.1) }
    #expect(packed == packed.sorted())
    #expect(packed.map(\.journal) == places.map(\.0))
    #expect(packed.map(\.offset) == places.map(\.1))
  }
}
