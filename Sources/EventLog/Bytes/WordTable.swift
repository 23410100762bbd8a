import Shipments

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
///
/// The words are constants of the program, so that their memory is never given back: that makes the
/// table a plain pointer, passed around without counting references.
@safe
struct WordTable: @unchecked Sendable {
  private struct Slot {
    var head: UInt64
    var tail: UInt64
    var count: UInt8
    var value: UInt8
  }

  private static let free = UInt8.max

  /// The bytes of `"word"` or `"word":`, at most 16, as they stand in a line.
  private struct QuotedText {
    var head: UInt64
    var tail: UInt64
    var headMask: UInt64
    var tailMask: UInt64
    var count: Int

    init(_ word: String, _ end: String) {
      let bytes = Array("\"\(word)\"\(end)".utf8)
      func packed(_ part: ArraySlice<UInt8>) -> UInt64 {
        part.reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      func mask(_ count: Int) -> UInt64 { count >= 8 ? .max : (1 << UInt64(count * 8)) - 1 }
      head = packed(bytes.prefix(8))
      tail = packed(bytes.dropFirst(8))
      headMask = mask(bytes.count)
      tailMask = mask(max(0, bytes.count - 8))
      precondition(bytes.count <= 16, "a word has at most 13 bytes")
      count = bytes.count
    }
  }

  private let slots: UnsafeMutablePointer<Slot>
  private let texts: UnsafeMutablePointer<QuotedText>
  /// The words by the first four bytes behind their opening quotes.
  private let beginnings: UnsafeMutablePointer<UInt8>
  /// Spreads the beginnings so that no two fall on the same place, which makes the first look the last.
  private let spread: UInt64
  private let mask: Int
  private let shift: UInt64

  /// Makes a table in which a word stands for its position; `end` is what follows its closing quote.
  init(_ words: [String], endingIn end: String) {
    var bits: UInt64 = 3
    while (1 << bits) < words.count * 3 { bits += 1 }
    shift = 64 - bits
    mask = (1 << Int(bits)) - 1
    unsafe texts = .allocate(capacity: words.count)
    for (value, word) in words.enumerated() {
      unsafe (texts + value).initialize(to: QuotedText(word, end))
    }
    let beginnings = words.map { UInt32(truncatingIfNeeded: QuotedText($0, end).head >> 8) }
    spread = WordTable.spread(Set(beginnings), shift)
    unsafe self.beginnings = .allocate(capacity: mask + 1)
    unsafe self.beginnings.initialize(repeating: WordTable.free, count: mask + 1)
    unsafe slots = .allocate(capacity: mask + 1)
    unsafe slots.initialize(
      repeating: Slot(head: 0, tail: 0, count: 0, value: WordTable.free), count: mask + 1)
    for (value, text) in words.enumerated() {
      let word = ShortWord(text)
      var slot = position(word)
      while unsafe slots[slot].value != WordTable.free { slot = (slot + 1) & mask }
      unsafe slots[slot] = Slot(
        head: word.head, tail: word.tail, count: UInt8(word.count), value: UInt8(value))
      var place = position(beginnings[value])
      while unsafe self.beginnings[place] != WordTable.free { place = (place + 1) & mask }
      unsafe self.beginnings[place] = UInt8(value)
    }
  }

  /// An odd factor whose products with some words all differ above a shift.
  private static func spread(_ words: Set<UInt32>, _ shift: UInt64) -> UInt64 {
    var factor = mixer
    while Set(words.map { (UInt64($0) &* factor) >> shift }).count < words.count {
      factor = factor &* mixer &+ 2
    }
    return factor
  }

  private static let mixer: UInt64 = 0x9E37_79B9_7F4A_7C15

  @inline(__always)
  private func position(_ word: ShortWord) -> Int {
    Int(truncatingIfNeeded: ((word.head &+ word.tail &* 3) &* WordTable.mixer) >> shift)
  }

  @inline(__always)
  private func position(_ beginning: UInt32) -> Int {
    Int(truncatingIfNeeded: (UInt64(beginning) &* spread) >> shift)
  }

  /// The word that stands at an offset of a line, quoted and with its end, and how many bytes it takes.
  @inline(__always)
  func quoted(_ line: LineBytes, at offset: Int) -> (value: UInt8, length: Int)? {
    let (head, tail) = (line.word(at: offset), line.word(at: offset &+ 8))
    var place = position(UInt32(truncatingIfNeeded: head >> 8))
    while true {
      let value = unsafe beginnings[place]
      if value == WordTable.free { return nil }
      let text = unsafe texts + Int(value)
      let difference =
        unsafe ((head ^ text.pointee.head) & text.pointee.headMask)
        | ((tail ^ text.pointee.tail) & text.pointee.tailMask)
      if difference == 0 { return unsafe (value, text.pointee.count) }
      place = (place &+ 1) & mask
    }
  }

  /// The position of a word in the vocabulary.
  ///
  /// The count tells a word from the same with a NUL behind it.
  @inline(__always)
  func value(of word: ShortWord) -> UInt8? {
    var slot = position(word)
    while true {
      let held = unsafe slots[slot]
      if held.value == WordTable.free { return nil }
      if held.head == word.head, held.tail == word.tail, Int(held.count) == word.count {
        return held.value
      }
      slot = (slot &+ 1) & mask
    }
  }
}

/// The words of the log's format.
enum Vocabulary {
  static let fields = WordTable(Field.allCases.map(\.name), endingIn: ":")
  static let itemFields = WordTable(ItemField.allCases.map(\.name), endingIn: ":")
  static let valueFields = WordTable(ValueField.allCases.map(\.name), endingIn: ":")
  static let types = WordTable(EventType.allCases.map(\.name), endingIn: "")
}
