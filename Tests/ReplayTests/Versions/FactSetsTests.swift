import Shipments
import TestSupport
import Testing

@testable import Replay

@Suite("Sets of ids and of versions")
struct FactSetsTests {
  @Test func `an id is found if it was added, by the number that it got first`() {
    var random = SeededGenerator(seed: testSeed("a set of ids"))
    var set = KeySet()
    var numbers: [EventKey: Int] = [:]
    for _ in 0..<5000 {
      let key = EventKey(
        upper: .random(in: 0..<100, using: &random), lower: .random(in: 0..<100, using: &random))
      let expected = numbers[key] ?? numbers.count
      #expect(set.number(of: key) == numbers[key])
      #expect(set.insert(key) == expected)
      numbers[key] = expected
      #expect(set[expected] == key)
    }
    #expect(set.count == numbers.count)
    let again = KeySet(numbers.keys)
    #expect(numbers.keys.allSatisfy { set.contains($0) && again.contains($0) })
    let other = EventKey(upper: 100, lower: 0)
    #expect(!set.contains(other) && !again.contains(other))
  }

  @Test func `numbers that are joined, directly or through others, are one set`() {
    var random = SeededGenerator(seed: testSeed("joined numbers"))
    for _ in 0..<200 {
      let count = Int.random(in: 0...30, using: &random)
      var joined = JoinedNumbers(count: count)
      var sets = (0..<count).map { Set([$0]) }
      for _ in 0..<Int.random(in: 0...count, using: &random) where count > 0 {
        let left = Int.random(in: 0..<count, using: &random)
        let right = Int.random(in: 0..<count, using: &random)
        joined.join(left, right)
        let whole = sets[left].union(sets[right])
        for number in whole { sets[number] = whole }
      }
      let facts = FactSets(&joined)
      for number in 0..<count {
        let fact = facts.fact(of: number)
        #expect((fact == nil) == (sets[number].count == 1))
        if let fact { #expect(facts[fact].map(Int.init) == sets[number].sorted()) }
      }
      #expect(facts.count == Set(sets.filter { $0.count > 1 }).count)
    }
  }
}
