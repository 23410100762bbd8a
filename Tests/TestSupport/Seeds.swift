import Foundation

/// Random numbers that a seed repeats: SplitMix64, for tests only.
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins at a seed.
  public init(seed: UInt64) { state = seed }

  /// The next number.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}

/// The seed of a property test: `TEST_SEED` if it is set, else a new one; it is printed.
public func testSeed(_ name: String) -> UInt64 {
  let given = ProcessInfo.processInfo.environment["TEST_SEED"].flatMap(UInt64.init)
  let seed = given ?? UInt64.random(in: 0...UInt64.max)
  print("TEST_SEED=\(seed) repeats \(name)")
  return seed
}
