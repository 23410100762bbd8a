/// A name: no control character, no white space at its ends, a bounded number of bytes.
public struct Name: ExactText {
  /// The most bytes of a shipment's or a waybill's name.
  public static let maximumBytes = 128
  /// The most bytes of a unit's or a currency's name.
  public static let maximumUnitBytes = 32

  /// The name's text.
  public let text: String

  /// Takes a text that is a valid name.
  public init(_ text: String, maximumBytes: Int = Name.maximumBytes) throws(NameFault) {
    try NameRules.check(Array(text.utf8)[...], maximumBytes: maximumBytes)
    self.text = text
  }
}

/// Names joined by `/`, general first: a place, a giver or a kind of goods.
public struct Path: ExactText {
  /// The most bytes of a path.
  public static let maximumBytes = 256

  /// The path's text.
  public let text: String

  /// Takes a text that is a valid path.
  public init(_ text: String) throws(NameFault) {
    try NameRules.checkPath(Array(text.utf8)[...])
    self.text = text
  }

  /// Whether this path is the other, or continues it by whole names.
  public func isAtOrBelow(_ other: Path) -> Bool {
    var rest = text.utf8[...]
    for byte in other.text.utf8 where rest.popFirst() != byte { return false }
    return rest.isEmpty || rest.first == UInt8(ascii: "/")
  }
}

/// The id of an event: any text of 1 to 128 bytes, never interpreted.
public struct EventID: ExactText {
  /// The most bytes of an id.
  public static let maximumBytes = 128

  /// The id's text.
  public let text: String

  /// Takes a text that is a valid id.
  public init(_ text: String) throws(NameFault) {
    try NameRules.checkID(Array(text.utf8)[...])
    self.text = text
  }

  init(unchecked text: String) { self.text = text }
}
