/// An event's id as two words, compared exactly.
///
/// A lower-case UUID is its own 128 bits. Any other id is a text of the symbol table, marked by an
/// upper word of all ones; a UUID that begins so is kept as a text too, so no two ids share a key.
public struct EventKey: Hashable, Sendable {
  /// The first 64 bits of a UUID, or all ones.
  public var upper: UInt64
  /// The last 64 bits of a UUID, or the number of the id's symbol.
  public var lower: UInt64

  /// The key of two words that are one already.
  @inlinable
  public init(upper: UInt64, lower: UInt64) {
    self.upper = upper
    self.lower = lower
  }

  /// The key of a UUID; nil where it begins with 64 ones, which mark a text.
  @inlinable
  public init?(uuid: (upper: UInt64, lower: UInt64)) {
    guard uuid.upper != .max else { return nil }
    upper = uuid.upper
    lower = uuid.lower
  }

  /// The key of an id that is held as a text.
  @inlinable
  public init(text: Symbol) {
    upper = .max
    lower = UInt64(text.number)
  }

  /// The symbol of an id that is held as a text.
  public var symbol: Symbol? { upper == .max ? Symbol(number: UInt32(lower)) : nil }

  /// A hash of the key.
  @inlinable
  public func hash(_ key: HashKey) -> UInt64 { HashKey.mix(key.start(upper), lower) }
}

extension SymbolTable {
  /// The text of an id.
  public func text(of key: EventKey) -> String {
    if let symbol = key.symbol { return text(of: symbol) }
    return uuidText(key.upper, key.lower)
  }

  /// Whether the left id comes first in byte order.
  public func precedes(_ left: EventKey, _ right: EventKey) -> Bool {
    if left.symbol == nil, right.symbol == nil {
      return (left.upper, left.lower) < (right.upper, right.lower)
    }
    return text(of: left).utf8.lexicographicallyPrecedes(text(of: right).utf8)
  }
}

/// The text of a UUID: 8-4-4-4-12 lower-case hex digits.
func uuidText(_ upper: UInt64, _ lower: UInt64) -> String {
  var text: [UInt8] = []
  text.reserveCapacity(36)
  for digit in 0..<32 {
    if digit == 8 || digit == 12 || digit == 16 || digit == 20 { text.append(UInt8(ascii: "-")) }
    let word = digit < 16 ? upper : lower
    let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - digit % 16 * 4)) & 0xF
    text.append(value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10)
  }
  return String(decoding: text, as: UTF8.self)
}
