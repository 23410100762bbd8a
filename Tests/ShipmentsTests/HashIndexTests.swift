import Shipments
import TestSupport
import Testing

@Suite struct HashIndexTests {
  @Test(arguments: [0, 1, 15, 16, 17, 1000, 50_000])
  func `every row is found again after any growth`(_ count: Int) {
    var random = SeededGenerator(seed: testSeed("every row is found again, \(count) rows"))
    var index = HashIndex()
    let hashes = (0..<count).map { _ in random.next() }
    for (row, hash) in hashes.enumerated() { index.insert(hash: hash, row: row) }
    #expect(index.count == count)
    var lost = 0
    for (row, hash) in hashes.enumerated() where index.row(hash: hash, where: { $0 == row }) != row
    {
      lost += 1
    }
    #expect(lost == 0)
  }

  @Test func `rows of one hash are told apart by the caller`() {
    var index = HashIndex()
    for row in 0..<100 { index.insert(hash: 0xABCD_EF01_2345_6789, row: row) }
    var met: [Int] = []
    #expect(
      index.row(hash: 0xABCD_EF01_2345_6789) { row in
        met.append(row)
        return false
      } == nil)
    #expect(met.sorted() == Array(0..<100))
    #expect(index.row(hash: 0xABCD_EF01_2345_6789) { $0 == 42 } == 42)
  }

  @Test func `rows at the end of the table wrap to its start`() {
    var index = HashIndex()
    for row in 0..<40 { index.insert(hash: .max - UInt64(row) << 33, row: row) }
    let found = (0..<40).map { row in
      index.row(hash: .max - UInt64(row) << 33) { $0 == row }
    }
    #expect(found == (0..<40).map { $0 })
  }

  @Test func `a hash that was never inserted is not found`() {
    var index = HashIndex()
    index.insert(hash: 1 << 40, row: 0)
    #expect(index.row(hash: 1 << 41) { _ in true } == nil)
    #expect(HashIndex().row(hash: 0) { _ in true } == nil)
  }

  @Test func `a key's hash is the same within a process`() {
    let key = HashKey()
    #expect(HashKey.mix(key.start(1), 2) == HashKey.mix(key.start(1), 2))
    #expect(HashKey.mix(key.start(1), 2) != HashKey.mix(key.start(2), 1))
  }
}
