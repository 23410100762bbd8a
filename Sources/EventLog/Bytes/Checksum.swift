/// XXH64 with seed 0, the checksum of a line.
///
/// Source: the xxHash specification, github.com/Cyan4973/xxHash, doc/xxhash_spec.md, "XXH64".
public enum Checksum {
  private static let prime1: UInt64 = 0x9E37_79B1_85EB_CA87
  private static let prime2: UInt64 = 0xC2B2_AE3D_27D4_EB4F
  private static let prime3: UInt64 = 0x1656_67B1_9E37_79F9
  private static let prime4: UInt64 = 0x85EB_CA77_C2B2_AE63
  private static let prime5: UInt64 = 0x27D4_EB2F_1656_67C5

  /// The checksum of some bytes.
  public static func of(_ bytes: [UInt8]) -> UInt64 {
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    return of(buffer.line(0..<bytes.count))
  }

  static func of(_ bytes: LineBytes) -> UInt64 {
    var at = 0
    var sum = bytes.count >= 32 ? stripes(bytes, &at) : prime5
    sum = sum &+ UInt64(bytes.count)
    // How long the rest is differs from line to line, and a wrong guess costs more than steps that do
    // not count. What they read behind the end may be read.
    let rest = bytes.count &- at
    for step in 0..<3 {
      let next = rotate(sum ^ round(0, bytes.word(at: at &+ step &* 8)), 27) &* prime1 &+ prime4
      keep(next, in: &sum, step < rest &>> 3)
    }
    at = at &+ rest & 24
    let half = UInt64(bytes.halfWord(at: at))
    keep(rotate(sum ^ (half &* prime1), 23) &* prime2 &+ prime3, in: &sum, rest & 4 != 0)
    at = at &+ rest & 4
    for step in 0..<3 {
      let next = rotate(sum ^ (UInt64(bytes[at &+ step]) &* prime5), 11) &* prime1
      keep(next, in: &sum, step < rest & 3)
    }
    return avalanche(sum)
  }

  /// Takes the next sum if its step counts, without a branch.
  @inline(__always)
  private static func keep(_ next: UInt64, in sum: inout UInt64, _ counts: Bool) {
    sum ^= (sum ^ next) & (0 &- (counts ? 1 : 0))
  }

  /// Four accumulators, each over every fourth word.
  @inline(__always)
  private static func stripes(_ bytes: LineBytes, _ at: inout Int) -> UInt64 {
    var first = prime1 &+ prime2
    var second = prime2
    var third: UInt64 = 0
    var fourth = 0 &- prime1
    let end = bytes.count &- 32
    while at <= end {
      first = round(first, bytes.word(at: at))
      second = round(second, bytes.word(at: at &+ 8))
      third = round(third, bytes.word(at: at &+ 16))
      fourth = round(fourth, bytes.word(at: at &+ 24))
      at = at &+ 32
    }
    var sum = rotate(first, 1) &+ rotate(second, 7) &+ rotate(third, 12) &+ rotate(fourth, 18)
    sum = merge(sum, first)
    sum = merge(sum, second)
    sum = merge(sum, third)
    return merge(sum, fourth)
  }

  @inline(__always)
  private static func merge(_ sum: UInt64, _ lane: UInt64) -> UInt64 {
    (sum ^ round(0, lane)) &* prime1 &+ prime4
  }

  @inline(__always)
  private static func round(_ accumulator: UInt64, _ word: UInt64) -> UInt64 {
    rotate(accumulator &+ word &* prime2, 31) &* prime1
  }

  @inline(__always)
  private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
    word &<< bits | word &>> (64 &- bits)
  }

  @inline(__always)
  private static func avalanche(_ sum: UInt64) -> UInt64 {
    var sum = sum
    sum = (sum ^ sum >> 33) &* prime2
    sum = (sum ^ sum >> 29) &* prime3
    return sum ^ sum >> 32
  }
}
