public import Shipments

extension LineProblem {
  /// What was found and what was expected, in one sentence without a full stop.
  public var message: String {
    switch self {
    case .empty: "the line is empty, expected an event"
    case .tooLong(let limit): "the line is longer than \(limit) bytes"
    case .byteOrderMark: "a byte-order mark, expected \"{\""
    case .invalidUTF8(let byte): "the byte 0x\(hex(byte)) is not valid UTF-8"
    case .controlCharacter(let byte): "a raw control character (0x\(hex(byte))) in a string"
    case .notAnObject(nil): "not JSON, expected an object that begins with \"{\""
    case .notAnObject(.some(let kind)): "\(article(kind)), expected an object"
    case .unexpected(nil, let expected): "the line ends, expected \(expected.rawValue)"
    case .unexpected(.some(let byte), let expected):
      "\(shown(byte)), expected \(expected.rawValue)"
    case .trailingContent: "something after the object, expected the end of the line"
    case .unterminatedString: "a string without its closing quote"
    case .invalidEscape: "an escape that JSON does not have"
    case .loneSurrogate: "half of a surrogate pair"
    case .invalidNumber: "a number that JSON does not have"
    case .tooDeep(let limit): "objects and arrays nest deeper than \(limit)"
    case .repeatedMember(let name): "\"\(name)\" stands twice in one object"
    case .sumMismatch(let stated, let actual):
      "the line's bytes have the sum \(actual), but it says \(stated)"
    case .sumMisplaced: "\"sum\" is not the line's last member, written without spaces"
    case .sumMalformed: "\"sum\" is not 16 lower-case hex digits"
    case .sumMissing: "a line without a sum in a journal whose lines have one"
    case .unknownField(let name, _): "unknown field \"\(name)\""
    case .unknownType(let name):
      "unknown type \"\(name)\": this journal may be of a newer format"
    case .missing(let name, let type): "\"\(name)\" is missing\(of(type))"
    case .misplaced(let field, let type): "\"\(field.name)\" does not belong to \(type.name)"
    case .wrongKind(let name, let expected, let found):
      "\"\(name)\" is \(article(found)), expected \(expected.rawValue)"
    case .invalidName(let name, let fault): "\"\(name)\" \(fault.message)"
    case .unknownQualifier(let text):
      "\"qualifier\" is \"\(text)\", expected \"atLeast\" or \"about\""
    case .invalidDay(let text): "\"\(text)\" is not a day, expected YYYY-MM-DD"
    case .noSuchDay(let text): "there is no day \(text)"
    case .invalidInstant(let text):
      "\"\(text)\" is not an instant, expected RFC 3339 with an offset and at most 9 decimals"
    case .replacesItself: "the event replaces itself"
    case .fromItsOwnDistrict: "\"from\" is the district itself"
    case .noItems: "\"items\" is empty, expected 1 to 1000 items"
    case .tooManyItems(let limit): "more than \(limit) items in one event"
    case .unstatedQuantity(let type): "an item without a quantity; \(type.name) needs one"
    case .tooManyDecimals: "a number with more than 3 decimals"
    case .outOfRange: "a number beyond 1 000 000 000 000"
    case .negative(let name): "\"\(name)\" is negative"
    case .zero(let name): "\"\(name)\" is 0, expected more"
    case .zeroDelivered: "\"quantity\" is 0, which needs \"damaged\" or \"missing\" beside it"
    case .lossOutsideDelivery(let type):
      "\"damaged\" and \"missing\" do not belong to \(type.name)"
    }
  }

  /// One concrete step that mends it.
  public var fix: String {
    switch self {
    case .empty: "delete the empty line"
    case .tooLong: "split the event into several, each with some of its items"
    case .byteOrderMark: "save the file as UTF-8 without a byte-order mark"
    case .invalidUTF8: "save the file as UTF-8"
    case .controlCharacter: "write it as an escape, such as \\n or \\u001b"
    case .notAnObject: "write one JSON object a line"
    case .unexpected, .trailingContent, .invalidNumber: "write the line as JSON (RFC 8259)"
    case .unterminatedString: "close the string with \"\\\"\""
    case .invalidEscape: "use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u with four hex digits"
    case .loneSurrogate: "write the character itself, or both halves of the pair"
    case .tooDeep: "keep such data elsewhere and name its place in \"source\""
    case .repeatedMember: "keep one of the two"
    case .sumMismatch: "restore the line from a copy, or take it out with waybill salvage"
    case .sumMisplaced:
      "leave \"sum\" out and append it again; if line ends became CRLF: sed -i 's/\\r$//' FILE"
    case .sumMalformed: "leave \"sum\" out and append the event again"
    case .sumMissing: "append the event with waybill append --input= instead of by hand"
    case .unknownField: "put it into \"extra\", or correct its spelling"
    case .unknownType: "read it with a newer Waybill, or use one of: \(typeNames)"
    case .missing(let name, _): "add \"\(name)\""
    case .misplaced(let field, _): "leave \"\(field.name)\" out"
    case .wrongKind(let name, let expected, _): "write \"\(name)\" as \(expected.rawValue)"
    case .invalidName(_, let fault): fault.fix
    case .unknownQualifier: "write \"atLeast\" or \"about\", or leave it out"
    case .invalidDay: "write the day as 2020-02-13"
    case .noSuchDay: "look the day up in a calendar; years run from 0001 to 9999"
    case .invalidInstant: "write it as 2020-02-13T13:57:00Z or with an offset such as +08:00"
    case .replacesItself: "name the id of the event that it replaces, or leave it out"
    case .fromItsOwnDistrict: "name the district that the quantity leaves"
    case .noItems: "name at least one item"
    case .tooManyItems: "split the event into several"
    case .unstatedQuantity: "state the quantity"
    case .tooManyDecimals: "round it to thousandths, or use a smaller unit"
    case .outOfRange: "use a larger unit"
    case .negative: "write a quantity above 0; what was too much is corrected with waybill correct"
    case .zero: "leave the item out"
    case .zeroDelivered: "say what was damaged or missing, or leave the item out"
    case .lossOutsideDelivery: "say it in a delivered event"
    }
  }

  private var typeNames: String { EventType.allCases.map(\.name).joined(separator: ", ") }

  private func of(_ type: EventType?) -> String { type.map { "; \($0.name) needs it" } ?? "" }

  private func article(_ kind: JSONKind?) -> String {
    switch kind {
    case nil: "nothing"
    case .array: "an array"
    case .object: "an object"
    case .boolean, .null: kind?.rawValue ?? ""
    case .string: "a string"
    case .number: "a number"
    }
  }

  private func hex(_ byte: UInt8) -> String {
    String(decoding: Hex.digits(UInt64(byte)).suffix(2), as: UTF8.self)
  }

  private func shown(_ byte: UInt8) -> String {
    if byte == UInt8(ascii: "\"") { return "a quotation mark" }
    return byte > 0x20 && byte < 0x7F ? "\"\(Unicode.Scalar(byte))\"" : "the byte 0x\(hex(byte))"
  }
}

extension NameFault {
  /// What is wrong with a name, to follow the name of its field.
  public var message: String {
    switch self {
    case .empty: "is empty"
    case .tooLong(let bytes, let limit): "has \(bytes) bytes, expected at most \(limit)"
    case .control(let scalar):
      "has a control character (U+\(String(scalar + 0x10000, radix: 16).uppercased().dropFirst()))"
    case .spaceAtEnd: "has white space at an end of a name"
    case .emptyNameInPath: "has an empty name between its slashes"
    }
  }

  /// One concrete step that mends it.
  public var fix: String {
    switch self {
    case .empty: "give it a name, or leave the field out"
    case .tooLong: "use a shorter name and put the long one into \"note\""
    case .control: "remove the control character"
    case .spaceAtEnd: "remove the white space"
    case .emptyNameInPath: "write names joined by single slashes, such as China/Shanghai"
    }
  }
}
