/// Text that is compared by its UTF-8 bytes.
///
/// Swift's own `String` compares by canonical equivalence, so that two spellings of one letter are
/// equal; in a log they are two names.
public protocol ExactText: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// The text itself.
  var text: String { get }
}

extension ExactText {
  /// The text itself.
  public var description: String { text }

  /// Whether the bytes are the same.
  public static func == (left: Self, right: Self) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  /// Whether the left one comes first in byte order.
  public static func < (left: Self, right: Self) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  /// Feeds the bytes to the hasher.
  public func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(0xFF))
  }
}
