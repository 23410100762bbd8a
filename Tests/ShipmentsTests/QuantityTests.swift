import Shipments
import TestSupport
import Testing

@Suite struct QuantityTests {
  @Test(
    arguments: [
      (0, "0"), (1, "0.001"), (10, "0.01"), (100, "0.1"), (1000, "1"), (1500, "1.5"),
      (1050, "1.05"), (1005, "1.005"), (-1, "-0.001"), (-10_000_000, "-10000"), (-1500, "-1.5"),
      (1_000_000_000_000_000, "1000000000000"), (Int64.max, "9223372036854775.807"),
      (Int64.min, "-9223372036854775.808"),
    ] as [(Int64, String)])
  func `an amount is written without needless digits`(_ thousandths: Int64, _ text: String) {
    #expect(Quantity(thousandths: thousandths).description == text)
  }

  @Test func `whole units are thousands of thousandths`() {
    #expect(Quantity(10_000) == Quantity(thousandths: 10_000_000))
    #expect(Quantity(-3) < .zero)
    #expect(Quantity.maximum == Quantity(1_000_000_000_000))
    #expect(Quantity.maximumTotal == Quantity(1_000_000_000_000_000))
  }

  @Test(
    arguments: [
      (Int64.max, 1), (1, Int64.max), (Int64.min, -1), (Int64.min, Int64.min),
      (Int64.max, Int64.max),
    ] as [(Int64, Int64)])
  func `a sum beyond 64 bits is an error and not a trap`(_ left: Int64, _ right: Int64) {
    #expect(throws: Overflow()) {
      try Quantity.sum(Quantity(thousandths: left), Quantity(thousandths: right))
    }
  }

  @Test(
    arguments: [(Int64.max, 0), (Int64.max, Int64.min), (-1, 1), (1500, 500)] as [(Int64, Int64)])
  func `a sum within 64 bits is exact`(_ left: Int64, _ right: Int64) throws {
    let sum = try Quantity.sum(Quantity(thousandths: left), Quantity(thousandths: right))
    #expect(sum.thousandths == left + right)
  }

  @Test func `a few of the greatest totals can be added`() throws {
    var sum = Quantity.zero
    for _ in 0..<9 { sum = try Quantity.sum(sum, .maximumTotal) }
    #expect(sum.thousandths == 9 * Quantity.maximumTotal.thousandths)
  }

  @Test func `amounts are ordered by value`() {
    var random = SeededGenerator(seed: testSeed("amounts are ordered by value"))
    let amounts = (0..<1000).map { _ in Int64.random(in: .min ... .max, using: &random) }
    let sorted = amounts.map { Quantity(thousandths: $0) }.sorted().map(\.thousandths)
    #expect(sorted == amounts.sorted())
  }
}
