import Shipments

/// Turns lines into packed events: names become symbols, checked once a name.
struct RecordDecoder: ~Copyable {
  /// The donors, districts, items and units of all lines, and the ids that others replace.
  var symbols = SymbolTable()
  /// The ids that some event replaces.
  private(set) var replaced: [EventKey] = []
  private var parser = LineParser()

  /// What a text was found fit for.
  private enum Role: UInt8 {
    case name = 1
    case unit = 2
    case path = 4
    case id = 8
  }

  init() {}

  /// Gives the symbols away.
  consuming func takeSymbols() -> SymbolTable { symbols }

  /// Packs the event of a line; tells whether the line has a sum, which is then right.
  mutating func decode(
    _ line: LineBytes, at place: Place, into events: inout PackedEvents
  ) throws(LineFault) -> Bool {
    let hasSum = try parser.parse(line)
    let stated = parser.fields.stated
    let id = parser.view(parser.fields.text(.id), in: line)
    let key = UUIDText.key(id)
    if key == nil { _ = try plainText(.id, .id, line) }
    let shipment = stated.contains(.shipment) ? try plainText(.shipment, .name, line) : line[0..<0]
    if stated.contains(.waybill) { _ = try plainText(.waybill, .name, line) }
    let hash = unsafe events.hashKey.hash(shipment.count > 0 ? shipment.raw : id.raw)
    let partition = events.partition(of: hash)
    var (writer, last) = events.begin(
      partition, bytes: id.count + shipment.count + parser.packedBytesAtMost)
    writer.byte(
      PackedHead(
        parser.fields.type, isFinal: parser.fields.isFinal, hasRelations: hasRelations(stated),
        hasExpectedOn: stated.contains(.expectedOn), hasTextID: key == nil
      ).bits)
    if let key {
      writer.word(key.upper)
      writer.word(key.lower)
    } else {
      writer.text(id)
    }
    writer.text(shipment)
    packTimes(place, last, stated, &writer)
    writer.number(UInt64(try symbol(.donor, .path, line).number))
    writer.number(UInt64(try symbol(.district, .path, line).number))
    if hasRelations(stated) { try packRelations(id, line, &writer) }
    writer.number(UInt64(parser.fields.items.count))
    for row in parser.fields.items.indices { try packItem(row, line, &writer) }
    events.commit(
      writer, to: partition,
      PackedOrigin(place: place.packed, seconds: parser.fields.recordedAt.seconds))
    return hasSum
  }

  @inline(__always)
  private func packTimes(
    _ place: Place, _ last: PackedOrigin, _ stated: FieldSet, _ writer: inout PackedWriter
  ) {
    writer.signed(Int64(bitPattern: place.packed &- last.place))
    let recordedAt = parser.fields.recordedAt
    writer.signed(recordedAt.seconds - last.seconds)
    let nanoseconds = UInt64(recordedAt.nanoseconds)
    let milliseconds = nanoseconds / 1_000_000
    writer.number(
      nanoseconds == milliseconds * 1_000_000 ? milliseconds << 1 : nanoseconds << 1 | 1)
    let occurredOn = parser.fields.occurredOn
    writer.signed(Int64(occurredOn.number - recordedAt.day.number))
    if stated.contains(.expectedOn) {
      writer.signed(Int64(parser.fields.expectedOn.number - occurredOn.number))
    }
  }

  @inline(__always)
  private func hasRelations(_ stated: FieldSet) -> Bool {
    stated.contains(.from) || stated.contains(.replaces) || stated.contains(.among)
      || stated.contains(.jointly)
  }

  @inline(__always)
  private mutating func packItem(
    _ row: Int, _ line: LineBytes, _ writer: inout PackedWriter
  ) throws(LineFault) {
    let fields = parser.fields.items[row]
    if fields.hasValue { _ = try symbol(fields.currency, .unit, "currency", line) }
    writer.number(UInt64(try symbol(fields.item, .path, "item", line).number))
    writer.number(UInt64(try symbol(fields.unit, .unit, "unit", line).number))
    let hasLosses = fields.damaged != 0 || fields.missing != 0
    let units = fields.quantity / 1000
    let isWhole = units * 1000 == fields.quantity
    writer.byte(
      PackedItemHead(
        isStated: fields.isStated, isWhole: isWhole, hasLosses: hasLosses,
        qualifier: fields.qualifier
      ).bits)
    writer.signed(isWhole ? units : fields.quantity)
    guard hasLosses else { return }
    writer.signed(fields.damaged)
    writer.signed(fields.missing)
  }

  @inline(never)
  private mutating func packRelations(
    _ id: LineBytes, _ line: LineBytes, _ writer: inout PackedWriter
  ) throws(LineFault) {
    let stated = parser.fields.stated
    writer.number(UInt64(try symbol(.from, .path, line).number))
    if stated.contains(.replaces) {
      // Both ids get symbols that all partitions share, since versions may stand in several.
      if UUIDText.key(id) == nil { _ = unsafe symbols.intern(id.raw) }
      let target = try key(.replaces, line)
      replaced.append(target)
      writer.byte(target.symbol == nil ? 1 : 2)
      if let symbol = target.symbol {
        writer.number(UInt64(symbol.number))
      } else {
        writer.word(target.upper)
        writer.word(target.lower)
      }
    } else {
      writer.byte(0)
    }
    try packPaths(stated.contains(.among) ? parser.fields.among : 0..<0, .among, line, &writer)
    try packPaths(
      stated.contains(.jointly) ? parser.fields.jointly : 0..<0, .jointly, line, &writer)
  }

  private mutating func packPaths(
    _ rows: Range<Int>, _ field: Field, _ line: LineBytes, _ writer: inout PackedWriter
  ) throws(LineFault) {
    writer.number(UInt64(rows.count))
    for row in rows {
      let path = try symbol(parser.fields.lists[row], .path, field.name, line)
      writer.number(UInt64(path.number))
    }
  }

  /// A text that is checked and gets no symbol.
  @inline(__always)
  private func plainText(
    _ field: Field, _ role: Role, _ line: LineBytes
  ) throws(LineFault) -> LineBytes {
    let text = parser.fields.text(field)
    let view = parser.view(text, in: line)
    if !view.isPlainName { try check(view, role, field.name, text) }
    return view
  }

  @inline(__always)
  private mutating func symbol(
    _ field: Field, _ role: Role, _ line: LineBytes
  ) throws(LineFault) -> Symbol {
    guard parser.fields.stated.contains(field) else { return .none }
    return try symbol(parser.fields.text(field), role, field.name, line)
  }

  @inline(__always)
  private mutating func symbol(
    _ text: TextRange, _ role: Role, _ name: @autoclosure () -> String, _ line: LineBytes
  ) throws(LineFault) -> Symbol {
    let view = parser.view(text, in: line)
    let symbol = unsafe symbols.intern(view.raw)
    if symbols.roles(of: symbol) & role.rawValue == 0 {
      try check(view, role, name(), text)
      symbols.add(role: role.rawValue, to: symbol)
    }
    return symbol
  }

  @inline(never)
  private func check(
    _ view: LineBytes, _ role: Role, _ name: String, _ text: TextRange
  ) throws(LineFault) {
    do {
      switch role {
      case .name: try NameRules.check(view.array[...], maximumBytes: Name.maximumBytes)
      case .unit: try NameRules.check(view.array[...], maximumBytes: Name.maximumUnitBytes)
      case .path: try NameRules.checkPath(view.array[...])
      case .id: try NameRules.checkID(view.array[...])
      }
    } catch {
      throw LineFault(.invalidName(name, error), at: Int(text.place))
    }
  }

  /// The key of an id: of a lower-case UUID its bits, of anything else its symbol.
  @inline(__always)
  private mutating func key(_ field: Field, _ line: LineBytes) throws(LineFault) -> EventKey {
    let text = parser.fields.text(field)
    if let key = UUIDText.key(parser.view(text, in: line)) { return key }
    return EventKey(text: try symbol(text, .id, field.name, line))
  }
}

/// What a journal without sums may have, and others may not.
enum ToleratedLine {
  /// A line of white space.
  case empty
  /// An event behind a byte-order mark.
  case event
}

extension RecordDecoder {
  /// What a refused line is, if a journal without sums may have it; an event is packed.
  @inline(never)
  mutating func tolerated(
    _ fault: LineFault, in line: LineBytes, at place: Place, into events: inout PackedEvents
  ) -> ToleratedLine? {
    if fault.problem == .empty { return .empty }
    guard fault.problem == .byteOrderMark, place.offset == 0 else { return nil }
    let rest = line[3..<line.count]
    do throws(LineFault) {
      guard try parser.verifiedSum(rest) == nil else { return nil }
      _ = try decode(rest, at: place, into: &events)
      return .event
    } catch {
      return error.problem == .empty ? .empty : nil
    }
  }
}

extension LineParser {
  /// How many bytes the event at hand takes at most when it is packed, without id and shipment.
  @inline(__always)
  fileprivate var packedBytesAtMost: Int {
    112 + fields.items.count * 48 + fields.lists.count * 5
  }
}

extension LineBytes {
  /// Whether it is sure to be a name: 1 to 32 visible characters of ASCII, spaces only inside.
  @inline(__always)
  fileprivate var isPlainName: Bool {
    guard count > 0, count <= 32, self[0] > 0x20, self[count - 1] > 0x20 else { return false }
    var others: UInt64 = 0
    var offset = 0
    while offset + 8 <= count {
      others |= ByteWord.controls(word(at: offset))
      offset += 8
    }
    if offset < count {
      // What is behind the end counts as spaces.
      let rest = ByteWord.low(word(at: offset), count - offset)
      let spaces = (ByteWord.ones &* 0x20) << UInt64((count - offset) << 3)
      others |= ByteWord.controls(rest | spaces)
    }
    return others == 0
  }
}
