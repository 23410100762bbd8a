import Shipments

/// A strict reader of one line: bytes in, checked fields out, nothing allocated on the way.
///
/// The grammar is that of RFC 8259 with the rules of the log's format (Docs/Format.md): no member
/// twice, exact decimals, known fields only where their type has them.
struct LineParser: ~Copyable {
  /// A form of lines that has a reader of its own; each reads what the one before it leaves.
  enum Form {
    /// As Waybill writes them.
    case canonical
    /// In another order, or with escapes.
    case compact
    /// As JSON allows.
    case any
  }

  /// The most bytes of a line, without its LF.
  static let maximumLineBytes = 1 << 20
  /// How deep objects and arrays may nest, the line's own object included.
  static let maximumDepth = 64
  /// The most items of an event.
  static let maximumItems = 1000
  /// The bytes of `,"sum":"0123456789abcdef"}`.
  static let sumMemberBytes = 26

  var fields = LineFields()
  var scratch = ByteBuffer(capacity: 1024)
  var scratchCount = 0
  /// Whether members that the format does not know are refused.
  let refusesUnknownFields: Bool
  /// Whether what JSON's grammar allows is let pass: half of a surrogate pair.
  var checksGrammarOnly = false
  /// By which of the readers the line that was read last was found sound.
  private(set) var form = Form.canonical
  /// Fields that may be missing, since the caller fills them in.
  var fillsIn: FieldSet = []
  /// Names of unknown members of the object at hand, to find one that stands twice.
  var unknownNames: Set<[UInt8]> = []

  let months = MonthTexts()
  let fieldNames = Vocabulary.fields
  let fieldsInOrder = FixedRow(Field.allCases)
  let itemNames = Vocabulary.itemFields
  let valueNames = Vocabulary.valueFields
  let typeNames = Vocabulary.types
  /// The fields whose values are strings; a sum has its place at the end.
  let textual = FieldSet(bits: .max).subtracting([
    .items, .among, .jointly, .final, .extra, .sum,
  ])
  /// The fields that a type must have, and those that it may have, by its raw value.
  let required = FixedRow(EventType.allCases.map(\.requiredFields))
  let allowed = FixedRow(EventType.allCases.map(\.allowedFields))

  init(refusesUnknownFields: Bool = false) {
    self.refusesUnknownFields = refusesUnknownFields
  }

  /// Reads a line into `fields`; tells whether the line has a sum, which is then right.
  mutating func parse(_ line: LineBytes) throws(LineFault) -> Bool {
    guard line.count <= LineParser.maximumLineBytes else {
      throw LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: line.count)
    }
    begin()
    let sumStart = try verifiedSum(line)
    let end = sumStart ?? line.count - 1
    if sumStart != nil || end >= 0 && line[end] == UInt8(ascii: "}") {
      form = .canonical
      if readCanonical(line) == end { return sumStart != nil }
      begin()
      form = .compact
      if readCompact(line, to: end) { return sumStart != nil }
    }
    begin()
    form = .any
    try readMembers(line, sumStart: sumStart)
    return sumStart != nil
  }

  /// Reads the line that some whole lines begin with into `fields`, if Waybill wrote it, with its sum.
  ///
  /// Returns how many bytes it takes with its LF. Nobody needs to look for the line's end: it stands
  /// where the members end. Nil says that the line is to be read by ``parse(_:)``.
  mutating func parseFirst(of lines: LineBytes) -> Int? {
    begin()
    form = .canonical
    guard let start = readCanonical(lines) else { return nil }
    return LineParser.endOfSummed(lines, start)
  }

  /// How many bytes the line takes with its LF that some whole lines begin with.
  ///
  /// Its members end where the sum begins; nil where there is none, or another one.
  @inline(__always)
  static func endOfSummed(_ lines: LineBytes, _ start: Int) -> Int? {
    guard lines.word(at: start) == LineParser.sumMemberHead,
      lines.halfWord(at: start &+ 23) & 0xFFFF_FF00 == LineParser.sumMemberTail
    else { return nil }
    let count = start &+ LineParser.sumMemberBytes
    guard count <= LineParser.maximumLineBytes, statesSum(lines, start) else { return nil }
    return count &+ 1
  }

  /// Whether the digits of a sum member are those of the bytes before it.
  @inline(__always)
  private static func statesSum(_ line: LineBytes, _ start: Int) -> Bool {
    Hex.value(line.word(at: start &+ 8), line.word(at: start &+ 16))
      == Checksum.of(line.part(at: 0, count: start))
  }

  /// Forgets what was read.
  @inline(__always)
  private mutating func begin() {
    fields.reset()
    scratchCount = 0
    if !unknownNames.isEmpty { unknownNames.removeAll() }
  }

  /// Reads the members in any order and form.
  @inline(never)
  private mutating func readMembers(_ line: LineBytes, sumStart: Int?) throws(LineFault) {
    var at = 0
    skipSpace(line, &at)
    guard line[at] == UInt8(ascii: "{"), at < line.count else { throw notAnObject(line, at) }
    at += 1
    try members(line, &at, sumStart: sumStart)
    try finish(line)
  }

  /// Where the sum member begins, if the line ends with one; it is checked against the bytes.
  func verifiedSum(_ line: LineBytes) throws(LineFault) -> Int? {
    let start = line.count - LineParser.sumMemberBytes
    guard start >= 0, line[0] == UInt8(ascii: "{"),
      line.word(at: start) == LineParser.sumMemberHead,
      line[line.count - 2] == UInt8(ascii: "\""), line[line.count - 1] == UInt8(ascii: "}")
    else { return nil }
    if LineParser.statesSum(line, start) { return start }
    throw sumFault(line, start)
  }

  /// What is wrong with a sum: its digits, or its value.
  @inline(never)
  private func sumFault(_ line: LineBytes, _ start: Int) -> LineFault {
    guard Hex.value(line.word(at: start + 8), line.word(at: start + 16)) != nil else {
      return LineFault(.sumMalformed, at: start + 7)
    }
    let stated = line[start + 8..<start + 24].text
    let digits = String(decoding: Hex.digits(Checksum.of(line[0..<start])), as: UTF8.self)
    return LineFault(.sumMismatch(stated: stated, actual: digits), at: start + 8)
  }

  /// The bytes `,"sum":"` as a word.
  static let sumMemberHead: UInt64 = 0x223A_226D_7573_222C
  /// The bytes `"}` and LF behind a sum, as the upper three of a half word.
  private static let sumMemberTail: UInt32 = 0x0A7D_2200

  private mutating func members(
    _ line: LineBytes, _ at: inout Int, sumStart: Int?
  ) throws(LineFault) {
    let sumKey = sumStart.map { $0 + 1 } ?? -1
    skipSpace(line, &at)
    if line[at] != UInt8(ascii: "}") {
      while true {
        if at == sumKey {
          if fields.named.contains(.sum) {
            throw LineFault(.repeatedMember(Field.sum.name), at: at)
          }
          fields.stated.insert(.sum)
          return
        }
        try member(line, &at)
        guard try continuesObject(line, &at) else { break }
      }
    } else {
      at += 1
    }
    skipSpace(line, &at)
    guard at == line.count else { throw LineFault(.trailingContent, at: at) }
  }

  /// One member of the event; what follows it is not read.
  @inline(__always)
  private mutating func member(_ line: LineBytes, _ at: inout Int) throws(LineFault) {
    let keyPlace = at
    guard let key = try memberName(line, &at, fieldNames), let field = Field(rawValue: key)
    else { return try unknownMember(line, &at, keyPlace, depth: 2) }
    guard !fields.named.contains(field) else {
      throw LineFault(.repeatedMember(field.name), at: keyPlace)
    }
    fields.named.insert(field)
    fields.places[field] = Int32(truncatingIfNeeded: keyPlace)
    if line[at] == UInt8(ascii: "n") { return try null(line, &at) }
    if try value(of: field, line, &at) { fields.stated.insert(field) }
  }

  /// The value of a field; tells whether it states anything.
  @inline(__always)
  mutating func value(
    of field: Field, _ line: LineBytes, _ at: inout Int
  ) throws(LineFault) -> Bool {
    switch field {
    case .type:
      fields.type = try eventType(line, &at)
    case .occurredOn:
      fields.occurredOn = try day(line, &at, field)
    case .expectedOn:
      fields.expectedOn = try day(line, &at, field)
    case .recordedAt:
      try recordedAt(line, &at)
    case .items:
      try items(line, &at)
      return fields.itemCount > 0
    case .among:
      fields.among = try paths(line, &at, field)
      return !fields.among.isEmpty
    case .jointly:
      fields.jointly = try paths(line, &at, field)
      return !fields.jointly.isEmpty
    case .final:
      fields.isFinal = try boolean(line, &at, field.name)
      return fields.isFinal
    case .extra:
      fields.extra = try object(line, &at, field.name, depth: 2)
    case .sum:
      _ = try string(line, &at, field.name)
      throw LineFault(.sumMisplaced, at: fields.place(.sum))
    case .id, .shipment, .donor, .district, .from, .replaces, .reason, .waybill, .to, .source,
      .recordedBy, .note:
      let text = try string(line, &at, field.name)
      fields.texts[field] = text
    }
    return true
  }

  /// The bytes of a text, wherever it stands.
  @inline(__always)
  func view(_ text: TextRange, in line: LineBytes) -> LineBytes {
    let (start, count) = (Int(text.start), Int(text.count))
    guard text.isUnescaped else { return line.part(at: start, count: count) }
    return scratch.line(start..<start + count)
  }

  private func notAnObject(_ line: LineBytes, _ at: Int) -> LineFault {
    if at >= line.count { return LineFault(.empty, at: 0) }
    if at == 0, line.count >= 3, line[0] == 0xEF, line[1] == 0xBB, line[2] == 0xBF {
      return LineFault(.byteOrderMark, at: 0)
    }
    return LineFault(.notAnObject(found: JSONKind(firstByte: line[at])), at: at)
  }
}
