import Shipments

/// A fast reader of lines in the form in which ``EventEncoder`` writes them.
///
/// It knows the members that most events have, in their order, and says nothing about what is wrong:
/// whatever is odd (another order, white space, escapes, decimals, a missing field) is left to the
/// readers of other lines, which read the line from its start. All set the same fields.
///
/// Offsets are at most a line's length, 1 MiB, so that sums of them need no checks (`&+`).
extension LineParser {
  /// Reads the members of a line; returns where they end, at the sum or the brace, and nil where the
  /// line has another form.
  @inline(never)
  mutating func readCanonical(_ line: LineBytes) -> Int? {
    guard line.begins("{\"id\":\"", at: 0) else { return nil }
    var at = 7
    var stated = FieldSet(bits: LineParser.headBits)
    guard canonicalID(line, &at), canonicalHead(line, &at) else { return nil }
    if line.begins(",\"shipment\":\"", at: at) {
      at &+= 13
      guard canonicalText(.shipment, line, &at) else { return nil }
      stated.insert(.shipment)
    }
    if line.begins(",\"donor\":\"", at: at) {
      at &+= 10
      guard canonicalText(.donor, line, &at) else { return nil }
      stated.insert(.donor)
    }
    if line.begins(",\"district\":\"", at: at) {
      at &+= 13
      guard canonicalText(.district, line, &at) else { return nil }
      stated.insert(.district)
    }
    if line.begins(",\"from\":\"", at: at) {
      at &+= 9
      guard canonicalText(.from, line, &at) else { return nil }
      stated.insert(.from)
    }
    if line.begins(",\"items\":[{\"item\":\"", at: at) {
      at &+= 10
      guard canonicalItems(line, &at) else { return nil }
      stated.insert(.items)
    }
    if !isEnd(line, at) {
      guard canonicalRest(line, &at, &stated), isEnd(line, at) else { return nil }
    }
    fields.stated = stated
    return hasCanonicalFields(line) ? at : nil
  }

  /// Whether the members end here.
  @inline(__always)
  private func isEnd(_ line: LineBytes, _ at: Int) -> Bool {
    line.word(at: at) == LineParser.sumMemberHead || line[at] == UInt8(ascii: "}")
  }

  /// The id, which mostly is a UUID: its digits are checked while its bits are read.
  @inline(__always)
  private mutating func canonicalID(_ line: LineBytes, _ at: inout Int) -> Bool {
    guard line.count > 44, line[43] == UInt8(ascii: "\""), let key = UUIDText.key(line[7..<43])
    else {
      return canonicalText(.id, line, &at)
    }
    fields.idKey = key
    fields.texts[.id] = TextRange(at, to: 43)
    at = 44
    return true
  }

  /// The fields that every event begins with: id, type, occurredOn and recordedAt.
  static var headBits: UInt32 { 0b1111 }

  /// The type, the day and the instant, which every event has.
  @inline(__always)
  private mutating func canonicalHead(_ line: LineBytes, _ at: inout Int) -> Bool {
    guard line.begins(",\"type\":", at: at), let name = typeNames.quoted(line, at: at &+ 8),
      let type = EventType(rawValue: name.value)
    else { return false }
    fields.type = type
    at &+= 8 &+ name.length
    guard line.begins(",\"occurredOn\":\"", at: at),
      let occurredOn = months.day(line, at: at &+ 15), line[at &+ 25] == UInt8(ascii: "\"")
    else { return false }
    fields.occurredOn = occurredOn
    at &+= 26
    guard line.begins(",\"recordedAt\":\"", at: at) else { return false }
    at &+= 15
    let start = at
    guard canonicalInstant(line, &at) else { return false }
    fields.texts[.recordedAt] = TextRange(start, to: at)
    at &+= 1
    return true
  }

  /// The members behind the items, most of which few events have.
  @inline(__always)
  private mutating func canonicalRest(
    _ line: LineBytes, _ at: inout Int, _ stated: inout FieldSet
  ) -> Bool {
    if line.begins(",\"expectedOn\":\"", at: at) {
      guard let day = months.day(line, at: at &+ 15), line[at &+ 25] == UInt8(ascii: "\"")
      else { return false }
      fields.expectedOn = day
      at &+= 26
      stated.insert(.expectedOn)
      if isEnd(line, at) { return true }
    }
    if !line.begins(",\"recordedBy\":\"", at: at) {
      guard rareMembers(line, &at, &stated) else { return false }
    }
    if line.begins(",\"recordedBy\":\"", at: at) {
      at &+= 15
      guard canonicalText(.recordedBy, line, &at) else { return false }
      stated.insert(.recordedBy)
    }
    return canonicalText(",\"note\":\"", .note, line, &at, &stated)
  }

  /// The members between `expectedOn` and `recordedBy`.
  @inline(never)
  private mutating func rareMembers(
    _ line: LineBytes, _ at: inout Int, _ stated: inout FieldSet
  ) -> Bool {
    if line.begins(",\"final\":true", at: at) {
      fields.isFinal = true
      at &+= 13
      stated.insert(.final)
    }
    return canonicalText(",\"replaces\":\"", .replaces, line, &at, &stated)
      && canonicalText(",\"reason\":\"", .reason, line, &at, &stated)
      && canonicalText(",\"waybill\":\"", .waybill, line, &at, &stated)
      && canonicalText(",\"to\":\"", .to, line, &at, &stated)
      && canonicalText(",\"source\":\"", .source, line, &at, &stated)
  }

  /// A text that may be there; false only where it is there in another form.
  @inline(never)
  mutating func canonicalText(
    _ name: StaticString, _ field: Field, _ line: LineBytes, _ at: inout Int,
    _ stated: inout FieldSet
  ) -> Bool {
    guard line.begins(name, at: at) else { return true }
    at &+= name.utf8CodeUnitCount
    stated.insert(field)
    return canonicalText(field, line, &at)
  }

  /// A text without escapes, behind its opening quote; steps behind the closing one.
  @inline(__always)
  private mutating func canonicalText(
    _ field: Field, _ line: LineBytes, _ at: inout Int
  ) -> Bool {
    guard let text = canonicalText(line, &at) else { return false }
    fields.texts[field] = text
    return true
  }

  @inline(__always)
  func canonicalText(_ line: LineBytes, _ at: inout Int) -> TextRange? {
    let start = at
    var isPlain = true
    while true {
      guard let special = line.firstSpecial(at: at) else {
        at = at &+ 16
        if at > line.count { return nil }
        continue
      }
      at = at &+ special
      guard line[at] != UInt8(ascii: "\"") else { break }
      guard line[at] >= 0x80, stepOverNonASCII(line, &at) else { return nil }
      isPlain = false
    }
    guard at < line.count else { return nil }
    at &+= 1
    return TextRange(start, to: at &- 1, isPlain: isPlain)
  }

  /// Steps over a run of characters of several bytes; false where one is not valid.
  @inline(never)
  private func stepOverNonASCII(_ line: LineBytes, _ at: inout Int) -> Bool {
    while line[at] >= 0x80 {
      let length = UTF8Rules.sequenceLength(line.halfWord(at: at))
      guard length > 0, at + length <= line.count else { return false }
      at &+= length
    }
    return true
  }

  /// An instant, behind its opening quote; stops at the closing one.
  @inline(__always)
  mutating func canonicalInstant(_ line: LineBytes, _ at: inout Int) -> Bool {
    if let time = canonicalInstant(line, at: at) {
      fields.recordedAt = time
      at &+= 24
      return true
    }
    return anyInstant(line, &at)
  }

  /// The same for an instant in any of the forms of RFC 3339.
  @inline(never)
  private mutating func anyInstant(_ line: LineBytes, _ at: inout Int) -> Bool {
    let start = at
    guard canonicalText(line, &at) != nil,
      let instant = InstantText.parse(line[start..<at - 1])
    else { return false }
    fields.recordedAt = RecordedTime(instant)
    at -= 1
    return true
  }

  /// The items, behind their opening bracket; steps behind the closing one.
  @inline(__always)
  private mutating func canonicalItems(_ line: LineBytes, _ at: inout Int) -> Bool {
    while true {
      guard fields.itemCount < LineParser.maximumItems, canonicalItem(line, &at) else {
        return false
      }
      guard line[at] == UInt8(ascii: ",") else { break }
      at &+= 1
    }
    guard line[at] == UInt8(ascii: "]") else { return false }
    at &+= 1
    return true
  }

  /// One item with its unit and a whole quantity; one of another form is not stepped over.
  ///
  /// Lines by other hands mostly have their items in this form, too.
  @inline(__always)
  mutating func canonicalItem(_ line: LineBytes, _ at: inout Int) -> Bool {
    guard line.begins("{\"item\":\"", at: at) else { return false }
    var end = at &+ 9
    guard let item = canonicalText(line, &end), line.begins(",\"unit\":\"", at: end) else {
      return false
    }
    end &+= 9
    guard let unit = canonicalText(line, &end), line.begins(",\"quantity\":", at: end) else {
      return false
    }
    end &+= 12
    guard let units = canonicalUnits(line, &end), line[end] == UInt8(ascii: "}") else {
      return false
    }
    fields.add(item: item, unit: unit, thousandths: units &* 1000, place: at)
    at = end &+ 1
    return true
  }

  /// A whole number above zero that an item may have.
  @inline(__always)
  func canonicalUnits(_ line: LineBytes, _ at: inout Int) -> Int64? {
    let digits = line.word(at: at) ^ 0x3030_3030_3030_3030
    // The lowest byte that is no digit is marked, whatever its sum carries into the bytes above.
    let others = (digits | (digits &+ 0x7676_7676_7676_7676)) & ByteWord.tops
    guard others != 0 else { return manyUnits(line, &at) }
    let count = ByteWord.firstIndex(others)
    guard digits & 0xFF != 0, count > 0 else { return nil }
    at &+= count
    return Int64(Digits.value(digits &<< UInt64(64 &- count &<< 3)))
  }

  /// The same for a number of eight digits or more.
  @inline(never)
  private func manyUnits(_ line: LineBytes, _ at: inout Int) -> Int64? {
    let start = at
    var value: Int64 = 0
    while true {
      let digit = line[at] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      guard at - start < 12 else { return nil }
      value = value * 10 + Int64(digit)
      at += 1
    }
    return line[start] == UInt8(ascii: "0") ? nil : value
  }

  /// Whether an event of a type may state these fields and no others.
  @inline(__always)
  func allows(_ stated: FieldSet, ofType type: Int) -> Bool {
    required[type].subtracting(stated).isEmpty && stated.subtracting(allowed[type]).isEmpty
  }

  /// Whether the fields are those that the type has, and do not refer to the event itself.
  @inline(__always)
  private mutating func hasCanonicalFields(_ line: LineBytes) -> Bool {
    let stated = fields.stated
    guard allows(stated, ofType: Int(fields.type.rawValue)) else { return false }
    if stated.contains(.from), sameText(.from, .district, line) { return false }
    return !(stated.contains(.replaces) && sameText(.replaces, .id, line))
  }
}

/// Decimal digits, a byte each.
private enum Digits {
  /// The number that eight digits make, the first of them lowest: pairs, then fours, then all.
  @inline(__always)
  static func value(_ digits: UInt64) -> UInt64 {
    let pairs = (digits &* 10 &+ digits &>> 8) & 0x00FF_00FF_00FF_00FF
    let fours = (pairs &* 100 &+ pairs &>> 16) & 0x0000_FFFF_0000_FFFF
    return (fours &* 10_000 &+ fours &>> 32) & 0xFFFF_FFFF
  }
}

extension TextRange {
  /// A text without escapes, where it stands in the line.
  @inline(__always)
  init(_ start: Int, to end: Int, isPlain: Bool = false) {
    self.init(
      start: Int32(truncatingIfNeeded: start), count: Int32(truncatingIfNeeded: end &- start),
      isPlain: isPlain, place: Int32(truncatingIfNeeded: start &- 1))
  }
}
