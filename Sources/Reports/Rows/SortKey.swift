/// Texts in a form that sorts as they do by their UTF-8 bytes, the first text first.
///
/// Behind each text stands a NUL, which no name holds and which comes before all it may hold; the
/// bytes fill words from the top, so that eight are compared at once.
struct SortKey: Hashable, Comparable, Sendable {
  private var words: [UInt64] = []

  init(_ texts: [String]) { self.init(texts, behind: []) }

  /// A donor and other texts; a donor that is not named comes last.
  init(donor: String?, _ texts: [String]) {
    // No text holds a byte of this kind.
    self.init(texts, behind: donor.map { Array($0.utf8) + [0] } ?? [0xFF, 0])
  }

  private init(_ texts: [String], behind bytes: [UInt8]) {
    var word: UInt64 = 0
    var count = 0
    func add(_ byte: UInt8, to words: inout [UInt64]) {
      word = word &<< 8 | UInt64(byte)
      count &+= 1
      if count & 7 == 0 { words.append(word) }
    }
    words.reserveCapacity(8)
    for byte in bytes { add(byte, to: &words) }
    for text in texts {
      for byte in text.utf8 { add(byte, to: &words) }
      add(0, to: &words)
    }
    while count & 7 != 0 { add(0, to: &words) }
  }

  static func < (left: SortKey, right: SortKey) -> Bool {
    left.words.lexicographicallyPrecedes(right.words)
  }

  func hash(into hasher: inout Hasher) {
    unsafe words.withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
  }
}
