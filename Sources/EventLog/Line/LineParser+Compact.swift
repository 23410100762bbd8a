import Shipments

/// A reader of lines by other hands: the members in any order, texts with escapes, names of any script.
///
/// As the fast reader of Waybill's own lines it says nothing about what is wrong. Where a line has
/// more white space than a space behind commas and colons, or anything is odd, the members' own
/// reader reads it from its start. All set the same fields.
extension LineParser {
  /// Reads a line that ends at `end` but for its sum or its brace; false where it has another form.
  @inline(never)
  mutating func readCompact(_ line: LineBytes, to end: Int) -> Bool {
    guard line[0] == UInt8(ascii: "{") else { return false }
    var at = 1
    while true {
      guard compactMember(line, &at) else { return false }
      guard at < end, line[at] == UInt8(ascii: ",") else { break }
      at &+= line[at &+ 1] == UInt8(ascii: " ") ? 2 : 1
    }
    guard at == end, readTypeAndTimes(line) else { return false }
    return (try? finish(line)) != nil
  }

  /// One member; that a text is a type or a time is seen to when all are found.
  ///
  /// Their order is anyone's guess, so that a jump for each kind of value would be guessed wrong.
  @inline(__always)
  private mutating func compactMember(_ line: LineBytes, _ at: inout Int) -> Bool {
    guard let name = fieldNames.quoted(line, at: at) else { return false }
    let field = fieldsInOrder[Int(name.value)]
    guard !fields.named.contains(field) else { return false }
    fields.named.insert(field)
    fields.places[field] = Int32(truncatingIfNeeded: at)
    at &+= name.length
    if line[at] == UInt8(ascii: " ") { at &+= 1 }
    guard line[at] == UInt8(ascii: "\""), textual.contains(field) else {
      return otherValue(of: field, line, &at)
    }
    var end = at &+ 1
    if let text = canonicalText(line, &end) {
      fields.texts[field] = text
      at = end
    } else {
      guard let text = try? string(line, &at, field.name) else { return false }
      fields.texts[field] = text
    }
    fields.stated.insert(field)
    return true
  }

  /// A value that is no string; a sum that is not at the end is left to the members' own reader.
  @inline(never)
  private mutating func otherValue(of field: Field, _ line: LineBytes, _ at: inout Int) -> Bool {
    guard field != .sum else { return false }
    if line[at] == UInt8(ascii: "n") { return (try? null(line, &at)) != nil }
    guard let isStated = try? value(of: field, line, &at) else { return false }
    if isStated { fields.stated.insert(field) }
    return true
  }

  /// What the texts of the type, the days and the instant say; false where one has another form.
  @inline(__always)
  private mutating func readTypeAndTimes(_ line: LineBytes) -> Bool {
    guard let type = plainPlace(.type),
      let name = typeNames.quoted(line, at: type &- 1), let type = EventType(rawValue: name.value),
      let occurredOn = plainPlace(.occurredOn, count: 10),
      let occurredOn = months.day(line, at: occurredOn), let recordedAt = plainPlace(.recordedAt)
    else { return false }
    fields.type = type
    fields.occurredOn = occurredOn
    if fields.stated.contains(.expectedOn) {
      guard let place = plainPlace(.expectedOn, count: 10), let day = months.day(line, at: place)
      else { return false }
      fields.expectedOn = day
    }
    var at = recordedAt
    return canonicalInstant(line, &at)
  }

  /// Where the text of a field begins; nil where it is not stated, has escapes or another length.
  @inline(__always)
  private func plainPlace(_ field: Field, count: Int? = nil) -> Int? {
    let text = fields.texts[field]
    guard fields.stated.contains(field), !text.isUnescaped else { return nil }
    if let count, Int(text.count) != count { return nil }
    return Int(text.start)
  }
}
