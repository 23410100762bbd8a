/// A short word of at most 15 bytes, in two integers.
struct ShortWord: Equatable {
  var head: UInt64
  var tail: UInt64
  var count: Int

  /// Reads the word that ends before the next quote; nil where it is longer.
  @inline(__always)
  init?(_ line: LineBytes, at offset: Int) {
    let first = line.word(at: offset)
    let quote = ByteWord.equal(first, UInt8(ascii: "\""))
    if quote != 0 {
      count = ByteWord.firstIndex(quote)
      head = ByteWord.low(first, count)
      tail = 0
      return
    }
    let second = line.word(at: offset + 8)
    let secondQuote = ByteWord.equal(second, UInt8(ascii: "\""))
    guard secondQuote != 0 else { return nil }
    let rest = ByteWord.firstIndex(secondQuote)
    count = 8 + rest
    head = first
    tail = ByteWord.low(second, rest)
  }

  /// A word of the vocabulary.
  init(_ text: String) {
    let bytes = Array(text.utf8)
    precondition(bytes.count < 16, "a short word has at most 15 bytes")
    func packed(_ part: ArraySlice<UInt8>) -> UInt64 {
      part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
    head = packed(bytes.prefix(8))
    tail = packed(bytes.dropFirst(8))
    count = bytes.count
  }
}

/// A fixed vocabulary of short words, to find which of them a text is.
struct WordTable {
  private var slots: [(head: UInt64, tail: UInt64, value: UInt8)]
  private let shift: UInt64

  /// Makes a table in which a word stands for its position.
  init(_ words: [String]) {
    var bits: UInt64 = 3
    while (1 << bits) < words.count * 3 { bits += 1 }
    shift = 64 - bits
    slots = Array(repeating: (0, 0, WordTable.free), count: 1 << Int(bits))
    for (value, text) in words.enumerated() {
      let word = ShortWord(text)
      var slot = position(word)
      while slots[slot].value != WordTable.free { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = (word.head, word.tail, UInt8(value))
    }
  }

  private static let free = UInt8.max

  @inline(__always)
  private func position(_ word: ShortWord) -> Int {
    Int(truncatingIfNeeded: ((word.head &+ word.tail &* 3) &* 0x9E37_79B9_7F4A_7C15) >> shift)
  }

  /// The position in the vocabulary of a word that has no NUL at its end.
  @inline(__always)
  func value(of word: ShortWord) -> UInt8? {
    var slot = position(word)
    while true {
      let (head, tail, value) = slots[slot]
      if value == WordTable.free { return nil }
      if head == word.head && tail == word.tail { return value }
      slot = (slot + 1) & (slots.count - 1)
    }
  }
}
