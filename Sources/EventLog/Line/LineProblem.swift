public import Shipments

/// What is wrong with a line, and where in it.
public struct LineFault: Error, Equatable, Sendable {
  /// What is wrong.
  public let problem: LineProblem
  /// The offset in bytes from the start of the line.
  public let offset: Int

  /// Places a problem.
  public init(_ problem: LineProblem, at offset: Int) {
    self.problem = problem
    self.offset = offset
  }
}

/// Everything that a line can be refused for; ``LineProblem/message`` puts it into words.
public enum LineProblem: Error, Equatable, Sendable {
  // Bytes
  case empty
  case tooLong(limit: Int)
  case byteOrderMark
  case invalidUTF8(byte: UInt8)
  case controlCharacter(byte: UInt8)
  // JSON
  case notAnObject(found: JSONKind?)
  case unexpected(found: UInt8?, expected: Expectation)
  case trailingContent
  case unterminatedString
  case invalidEscape
  case loneSurrogate
  case invalidNumber
  case tooDeep(limit: Int)
  case repeatedMember(String)
  // Sums
  case sumMismatch(stated: String, actual: String)
  case sumMisplaced
  case sumMalformed
  case sumMissing
  // Fields
  case unknownField(String, inItem: Bool)
  case unknownType(String)
  case missing(String, of: EventType?)
  case misplaced(Field, of: EventType)
  case wrongKind(String, expected: Expectation, found: JSONKind?)
  case invalidName(String, NameFault)
  case unknownQualifier(String)
  case invalidDay(String)
  case noSuchDay(String)
  case invalidInstant(String)
  case replacesItself
  case fromItsOwnDistrict
  // Items and amounts
  case noItems
  case tooManyItems(limit: Int)
  case unstatedQuantity(EventType)
  case tooManyDecimals
  case outOfRange
  case negative(String)
  case zero(String)
  case zeroDelivered
  case lossOutsideDelivery(EventType)
}

/// The kinds of JSON values.
public enum JSONKind: String, Sendable {
  case string, number, object, array
  case boolean = "true or false"
  case null

  /// The kind of value that begins with a byte.
  init?(firstByte: UInt8) {
    switch firstByte {
    case UInt8(ascii: "\""): self = .string
    case UInt8(ascii: "{"): self = .object
    case UInt8(ascii: "["): self = .array
    case UInt8(ascii: "t"), UInt8(ascii: "f"): self = .boolean
    case UInt8(ascii: "n"): self = .null
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): self = .number
    default: return nil
    }
  }
}

/// What a reader of JSON waits for.
public enum Expectation: String, Sendable {
  case member = "a member name in double quotes"
  case colon = "\":\""
  case commaOrBrace = "\",\" or \"}\""
  case commaOrBracket = "\",\" or \"]\""
  case value = "a value"
  case string = "a string"
  case number = "a number"
  case object = "an object"
  case array = "an array"
  case boolean = "true or false"
}
