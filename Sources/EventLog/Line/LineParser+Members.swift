import Shipments

extension LineParser {
  /// Steps over white space; a line feed ends the line and is never stepped over.
  @inline(__always)
  func skipSpace(_ line: LineBytes, _ at: inout Int) {
    if line[at] > 0x20 { return }
    while at < line.count,
      line[at] == UInt8(ascii: " ") || line[at] == UInt8(ascii: "\t")
        || line[at] == UInt8(ascii: "\r")
    { at += 1 }
  }

  /// Reads a member's name and the colon; nil where the name is not in the table.
  ///
  /// A name that is not known is left to ``unknownMember(_:_:_:depth:)``, which reads it again.
  @inline(__always)
  mutating func memberName(
    _ line: LineBytes, _ at: inout Int, _ table: WordTable
  ) throws(LineFault) -> UInt8? {
    guard let member = table.quoted(line, at: at) else {
      return try anyMemberName(line, &at, table)
    }
    at &+= member.length
    skipSpace(line, &at)
    return member.value
  }

  /// The same for a name in any form.
  @inline(never)
  private mutating func anyMemberName(
    _ line: LineBytes, _ at: inout Int, _ table: WordTable
  ) throws(LineFault) -> UInt8? {
    guard line[at] == UInt8(ascii: "\"") else { throw unexpected(line, at, .member) }
    guard let word = ShortWord(line, at: at + 1), let key = table.value(of: word) else {
      return try slowMemberName(line, &at, table)
    }
    at += word.count + 2
    try colon(line, &at)
    return key
  }

  /// The same for a name that is written with escapes, or that is not known.
  @inline(never)
  private mutating func slowMemberName(
    _ line: LineBytes, _ at: inout Int, _ table: WordTable
  ) throws(LineFault) -> UInt8? {
    let text = try string(line, &at, "member")
    try colon(line, &at)
    guard text.isUnescaped, text.count < 16 else { return nil }
    return table.value(of: ShortWord(view(text, in: line).text))
  }

  @inline(__always)
  private func colon(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    skipSpace(line, &at)
    guard line[at] == UInt8(ascii: ":") else { throw unexpected(line, at, .colon) }
    at += 1
    skipSpace(line, &at)
  }

  /// Whether another member follows in the object; steps behind the comma or the brace.
  @inline(__always)
  func continuesObject(_ line: LineBytes, _ at: inout Int) throws(LineFault) -> Bool {
    skipSpace(line, &at)
    if line[at] == UInt8(ascii: ",") {
      at += 1
      skipSpace(line, &at)
      return true
    }
    guard line[at] == UInt8(ascii: "}") else { throw unexpected(line, at, .commaOrBrace) }
    at += 1
    return false
  }

  /// Whether another element follows in the array; steps behind the comma or the bracket.
  @inline(__always)
  func continuesArray(_ line: LineBytes, _ at: inout Int) throws(LineFault) -> Bool {
    skipSpace(line, &at)
    if line[at] == UInt8(ascii: ",") {
      at += 1
      skipSpace(line, &at)
      return true
    }
    guard line[at] == UInt8(ascii: "]") else { throw unexpected(line, at, .commaOrBracket) }
    at += 1
    return false
  }

  /// A member that the format does not know: skipped in reading, refused in appending.
  ///
  /// `depth` is how deep its value stands in the line.
  @inline(never)
  mutating func unknownMember(
    _ line: LineBytes, _ at: inout Int, _ keyPlace: Int, depth: Int
  ) throws(LineFault) {
    var start = keyPlace
    let name = view(try string(line, &start, "member"), in: line)
    if refusesUnknownFields {
      throw LineFault(.unknownField(name.text, inItem: depth > 2), at: keyPlace)
    }
    guard unknownNames.insert(name.array).inserted else {
      throw LineFault(.repeatedMember(name.text), at: keyPlace)
    }
    try skipValue(line, &at, depth: depth)
  }

  /// Reads `null`, which says that a field is absent.
  @inline(never)
  func null(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    try literal("null", line, &at)
  }

  /// Reads one of JSON's three words.
  func literal(_ word: StaticString, _ line: LineBytes, _ at: inout Int) throws(LineFault) {
    let isHere = word.withUTF8Buffer { letters in
      letters.indices.allSatisfy { unsafe line[at + $0] == letters[$0] }
    }
    guard isHere else { throw unexpected(line, at, .value) }
    at += word.utf8CodeUnitCount
  }

  func boolean(_ line: LineBytes, _ at: inout Int, _ name: String) throws(LineFault) -> Bool {
    switch line[at] {
    case UInt8(ascii: "t"):
      try literal("true", line, &at)
      return true
    case UInt8(ascii: "f"):
      try literal("false", line, &at)
      return false
    default: throw wrongKind(line, at, name, .boolean)
    }
  }

  @inline(never)
  func unexpected(_ line: LineBytes, _ at: Int, _ expected: Expectation) -> LineFault {
    guard at < line.count else {
      return LineFault(.unexpected(found: nil, expected: expected), at: line.count)
    }
    return LineFault(.unexpected(found: line[at], expected: expected), at: at)
  }

  /// The fault of a value of another kind, or of something that is no value at all.
  @inline(never)
  func wrongKind(
    _ line: LineBytes, _ at: Int, _ name: String, _ expected: Expectation
  ) -> LineFault {
    guard at < line.count, let kind = JSONKind(firstByte: line[at]) else {
      return unexpected(line, at, .value)
    }
    return LineFault(.wrongKind(name, expected: expected, found: kind), at: at)
  }
}
