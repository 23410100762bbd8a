/// A value of JSON, read in the plainest way there is; the other side of what the product's reader says.
indirect enum PlainJSON {
  case null
  case boolean(Bool)
  /// A number as it is written.
  case number([UInt8])
  /// A string after unescaping.
  case string([UInt8])
  case array([PlainJSON])
  case object(PlainObject)
}

/// An object with its members in their order, and the bytes that it was read from.
struct PlainObject {
  var members: [(name: [UInt8], value: PlainJSON)] = []
  var bytes: [UInt8] = []

  /// Whether a member stands twice.
  var hasRepeatedMember: Bool { Set(members.map(\.name)).count < members.count }

  /// The value of a member; nil where it is not there, or null.
  subscript(name: String) -> PlainJSON? {
    guard let member = members.first(where: { $0.name == Array(name.utf8) }) else { return nil }
    if case .null = member.value { return nil }
    return member.value
  }
}

/// The bytes are no JSON, or no event by the rules of Docs/Format.md.
struct Refusal: Error {
  let reason: String
  init(_ reason: String) { self.reason = reason }
}

/// Reads JSON by RFC 8259, byte after byte; a line feed is no white space here, since it ends a line.
struct PlainReader {
  private let bytes: [UInt8]
  private var at = 0

  /// Reads one value that takes all of the bytes, but for white space.
  static func read(_ bytes: [UInt8]) throws(Refusal) -> PlainJSON {
    var reader = PlainReader(bytes: bytes)
    reader.skipSpace()
    let value = try reader.value(depth: 1)
    reader.skipSpace()
    guard reader.at == bytes.count else { throw Refusal("something follows") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { at < bytes.count ? bytes[at] : nil }

  private mutating func skipSpace() {
    while next == 0x20 || next == 0x09 || next == 0x0D { at += 1 }
  }

  private mutating func take(_ text: String) throws(Refusal) {
    guard bytes[at...].starts(with: text.utf8) else { throw Refusal("expected \(text)") }
    at += text.utf8.count
  }

  private mutating func value(depth: Int) throws(Refusal) -> PlainJSON {
    switch next {
    case UInt8(ascii: "{"):
      guard depth <= 64 else { throw Refusal("too deep") }
      return .object(try object(depth: depth))
    case UInt8(ascii: "["):
      guard depth <= 64 else { throw Refusal("too deep") }
      return .array(try array(depth: depth))
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try take("true")
      return .boolean(true)
    case UInt8(ascii: "f"):
      try take("false")
      return .boolean(false)
    case UInt8(ascii: "n"):
      try take("null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func object(depth: Int) throws(Refusal) -> PlainObject {
    let start = at
    var object = PlainObject()
    try take("{")
    skipSpace()
    while next != UInt8(ascii: "}") {
      if !object.members.isEmpty {
        try take(",")
        skipSpace()
      }
      let name = try string()
      skipSpace()
      try take(":")
      skipSpace()
      object.members.append((name, try value(depth: depth + 1)))
      skipSpace()
    }
    at += 1
    object.bytes = Array(bytes[start..<at])
    return object
  }

  private mutating func array(depth: Int) throws(Refusal) -> [PlainJSON] {
    var elements: [PlainJSON] = []
    try take("[")
    skipSpace()
    while next != UInt8(ascii: "]") {
      if !elements.isEmpty {
        try take(",")
        skipSpace()
      }
      elements.append(try value(depth: depth + 1))
      skipSpace()
    }
    at += 1
    return elements
  }

  private mutating func digits() throws(Refusal) {
    let start = at
    while let byte = next, (0x30...0x39).contains(byte) { at += 1 }
    if at == start { throw Refusal("expected a digit") }
  }

  private mutating func number() throws(Refusal) -> [UInt8] {
    let start = at
    if next == UInt8(ascii: "-") { at += 1 }
    if next == UInt8(ascii: "0") { at += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      at += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      at += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { at += 1 }
      try digits()
    }
    return Array(bytes[start..<at])
  }

  private mutating func string() throws(Refusal) -> [UInt8] {
    try take("\"")
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      if byte < 0x20 { throw Refusal("a control character") }
      at += 1
      if byte == UInt8(ascii: "\\") { try escape(into: &text) } else { text.append(byte) }
    }
    try take("\"")
    guard String(validating: text, as: UTF8.self) != nil else { throw Refusal("no UTF-8") }
    return text
  }

  private mutating func escape(into text: inout [UInt8]) throws(Refusal) {
    let simple: [Character: UInt8] = [
      "\"": 0x22, "\\": 0x5C, "/": 0x2F, "b": 8, "f": 12, "n": 10, "r": 13, "t": 9,
    ]
    guard let letter = next else { throw Refusal("an escape is cut") }
    at += 1
    if let byte = simple[Character(Unicode.Scalar(letter))] { return text.append(byte) }
    guard letter == UInt8(ascii: "u") else { throw Refusal("no escape") }
    var code = try hex()
    if (0xD800...0xDBFF).contains(code) {
      try take("\\u")
      let low = try hex()
      guard (0xDC00...0xDFFF).contains(low) else { throw Refusal("half of a pair") }
      code = 0x10000 + (code - 0xD800) * 0x400 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(code) else { throw Refusal("half of a pair") }
    text.append(contentsOf: String(Character(scalar)).utf8)
  }

  private mutating func hex() throws(Refusal) -> UInt32 {
    let digits = bytes[at...].prefix(4)
    let isHex = digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit && $0 < 0x80 }
    guard digits.count == 4, isHex else { throw Refusal("no hex digits") }
    at += 4
    return UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
  }
}
