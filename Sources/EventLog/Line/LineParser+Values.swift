import Shipments

extension LineParser {
  /// Reads the type of the event.
  @inline(__always)
  mutating func eventType(_ line: LineBytes, _ at: inout Int) throws(LineFault) -> EventType {
    if let name = typeNames.quoted(line, at: at), let type = EventType(rawValue: name.value) {
      at += name.length
      return type
    }
    let text = try string(line, &at, Field.type.name)
    let name = view(text, in: line).text
    guard let type = EventType(name: name) else {
      throw LineFault(.unknownType(name), at: Int(text.place))
    }
    return type
  }

  /// Reads an array of paths and returns their rows in `fields.lists`.
  mutating func paths(
    _ line: LineBytes, _ at: inout Int, _ field: Field
  ) throws(LineFault) -> Range<Int> {
    guard line[at] == UInt8(ascii: "[") else { throw wrongKind(line, at, field.name, .array) }
    let start = fields.lists.count
    at += 1
    skipSpace(line, &at)
    guard line[at] != UInt8(ascii: "]") else {
      at += 1
      return start..<start
    }
    repeat {
      fields.lists.append(try string(line, &at, field.name))
    } while try continuesArray(line, &at)
    return start..<fields.lists.count
  }

  /// Reads over an object whose content is not interpreted; returns where it stands.
  mutating func object(
    _ line: LineBytes, _ at: inout Int, _ name: String, depth: Int
  ) throws(LineFault) -> Range<Int32> {
    guard line[at] == UInt8(ascii: "{") else { throw wrongKind(line, at, name, .object) }
    let start = at
    try skipValue(line, &at, depth: depth)
    return Int32(truncatingIfNeeded: start)..<Int32(truncatingIfNeeded: at)
  }

  /// Reads over any value; `depth` is how deep it stands in the line.
  mutating func skipValue(
    _ line: LineBytes, _ at: inout Int, depth: Int
  ) throws(LineFault) {
    guard at < line.count, let kind = JSONKind(firstByte: line[at]) else {
      throw unexpected(line, at, .value)
    }
    switch kind {
    case .string:
      let kept = scratchCount
      _ = try string(line, &at, "")
      scratchCount = kept
    case .number:
      let place = at
      guard NumberText.parse(line, &at) != nil else { throw LineFault(.invalidNumber, at: place) }
    case .boolean: _ = try boolean(line, &at, "")
    case .null: try null(line, &at)
    case .array, .object:
      guard depth <= LineParser.maximumDepth else {
        throw LineFault(.tooDeep(limit: LineParser.maximumDepth), at: at)
      }
      try skipContents(of: kind, line, &at, depth: depth)
    }
  }

  private mutating func skipContents(
    of kind: JSONKind, _ line: LineBytes, _ at: inout Int, depth: Int
  ) throws(LineFault) {
    at += 1
    skipSpace(line, &at)
    if line[at] == UInt8(ascii: kind == .array ? "]" : "}") {
      at += 1
      return
    }
    if kind == .array {
      repeat {
        try skipValue(line, &at, depth: depth + 1)
      } while try continuesArray(line, &at)
      return
    }
    repeat {
      guard line[at] == UInt8(ascii: "\"") else { throw unexpected(line, at, .member) }
      try skipValue(line, &at, depth: depth)
      skipSpace(line, &at)
      guard line[at] == UInt8(ascii: ":") else { throw unexpected(line, at, .colon) }
      at += 1
      skipSpace(line, &at)
      try skipValue(line, &at, depth: depth + 1)
    } while try continuesObject(line, &at)
  }
}
