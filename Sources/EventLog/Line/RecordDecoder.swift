import Shipments

/// Turns lines into packed events: names become symbols, checked once a name.
struct RecordDecoder: ~Copyable {
  /// The donors, districts, items and units of all lines, and the ids that others replace.
  var symbols = SymbolTable()
  /// The ids that some event replaces.
  private(set) var replaced: [EventKey] = []
  var parser = LineParser()
  var cache = NameCache()
  /// Whether the line before was a usual one, so that the next one should be.
  private var lastWasUsual = true

  /// What a text was found fit for.
  enum Role: UInt8 {
    case name = 1
    case unit = 2
    case path = 4
    case id = 8
  }

  init() {}

  /// Whether the line before had the form in which Waybill writes lines, so that the next one should.
  var lastWasCanonical: Bool { parser.form == .canonical }

  /// Gives the symbols away.
  consuming func takeSymbols() -> SymbolTable { symbols }

  /// What is known of a line in the form in which Waybill writes lines.
  struct CanonicalLine {
    var hasSum: Bool
    var occurredOn: Day
    var idHash: UInt64
  }

  /// Packs the event of a line that has the usual form; nil, and nothing packed, where it has another.
  mutating func decodeCanonical(
    _ line: LineBytes, hashedBy key: HashKey, into events: inout PackedEvents
  ) throws(LineFault) -> CanonicalLine? {
    let hasSum = try parser.parse(line)
    guard parser.form == .canonical else { return nil }
    try pack(line, at: Place(journal: 0, offset: 0), into: &events)
    let id = parser.view(parser.fields.text(.id), in: line)
    let hash = unsafe parser.fields.idKey?.hash(key) ?? key.hash(id.raw)
    return CanonicalLine(hasSum: hasSum, occurredOn: parser.fields.occurredOn, idHash: hash)
  }

  /// Packs the event of the line that some whole lines begin with, if Waybill wrote it, with its sum.
  ///
  /// Returns how many bytes the line takes; nil, and nothing packed, where it has another form.
  @inline(__always)
  mutating func decodeFirst(
    of lines: LineBytes, at place: Place, into events: inout PackedEvents
  ) -> Int? {
    if lastWasUsual, let count = packUsual(lines, at: place, into: &events) { return count }
    return decodeCanonical(firstOf: lines, at: place, into: &events)
  }

  /// The same for a line that is not a usual one.
  @inline(never)
  private mutating func decodeCanonical(
    firstOf lines: LineBytes, at place: Place, into events: inout PackedEvents
  ) -> Int? {
    guard let count = parser.parseFirst(of: lines),
      (try? pack(lines, at: place, into: &events)) != nil
    else { return nil }
    lastWasUsual =
      parser.fields.itemCount == 1 && parser.fields.idKey != nil
      && parser.fields.stated.subtracting(RecordDecoder.usualFields).isEmpty
    return count
  }

  /// Packs the event of a line; tells whether the line has a sum, which is then right.
  mutating func decode(
    _ line: LineBytes, at place: Place, into events: inout PackedEvents
  ) throws(LineFault) -> Bool {
    let hasSum = try parser.parse(line)
    try pack(line, at: place, into: &events)
    return hasSum
  }

  /// Packs the event that the parser has read.
  @inline(__always)
  private mutating func pack(
    _ line: LineBytes, at place: Place, into events: inout PackedEvents
  ) throws(LineFault) {
    let stated = parser.fields.stated
    let id = parser.view(parser.fields.text(.id), in: line)
    let key = parser.fields.idKey ?? UUIDText.key(id)
    if key == nil { _ = try plainText(.id, .id, line) }
    let shipment = stated.contains(.shipment) ? try plainText(.shipment, .name, line) : line[0..<0]
    if stated.contains(.waybill) { _ = try plainText(.waybill, .name, line) }
    let hash = unsafe events.hashKey.hash(shipment.count > 0 ? shipment.raw : id.raw)
    let partition = events.partition(of: hash)
    var (writer, last) = events.begin(
      partition, bytes: id.count + shipment.count + parser.packedBytesAtMost)
    let hasRelations = hasRelations(stated)
    var head = PackedHead(
      parser.fields.type, isFinal: parser.fields.isFinal, hasRelations: hasRelations,
      hasExpectedOn: stated.contains(.expectedOn), hasTextID: key == nil)
    let (occurredOn, recordedAt) = (parser.fields.occurredOn, parser.fields.recordedAt)
    let (donor, district) = (try symbol(.donor, .path, line), try symbol(.district, .path, line))
    let first = parser.fields.itemCount > 0 ? try packed(0, line) : PackedItem.none
    head.insert(
      itemCount: parser.fields.itemCount, first.head, shipmentBytes: shipment.count,
      occurredAfter: occurredOn.number &- recordedAt.day.number)
    writer.word(0)
    let origin = PackedOrigin(place: place.packed, milliseconds: recordedAt.milliseconds)
    let hasWait = stated.contains(.expectedOn)
    PackedNumbers(
      place: origin.place &- last.place,
      milliseconds: origin.milliseconds &- last.milliseconds,
      wait: hasWait ? parser.fields.expectedOn.number &- occurredOn.number : 0,
      donor: donor, district: district, item: first.item,
      unit: first.unit, quantity: first.quantity
    ).write(&writer, &head)
    if let key {
      writer.id(key, recordedAt: origin.milliseconds, &head)
    } else {
      writer.byte(UInt8(truncatingIfNeeded: id.count))
      writer.text(id)
    }
    writer.text(shipment)
    if recordedAt.fraction != 0 {
      head.insert(PackedHead.isFine)
      writer.number(UInt64(recordedAt.fraction))
    }
    if first.head.hasLosses { packLosses(0, &writer) }
    if parser.fields.itemCount > 1 { try packMoreItems(line, &writer) }
    if hasRelations { try packRelations(id, line, &writer) }
    writer.set(head.bits, at: 0)
    events.commit(writer, to: partition, origin, items: parser.fields.itemCount)
  }

  /// An item in the form in which it is packed.
  @inline(__always)
  private mutating func packed(_ row: Int, _ line: LineBytes) throws(LineFault) -> PackedItem {
    let fields = parser.fields.items[row]
    if fields.hasValue { _ = try symbol(fields.currency, .unit, "currency", line) }
    let (item, unit) = try goods(fields, line)
    let units = fields.quantity / 1000
    let isWhole = units &* 1000 == fields.quantity
    let head = PackedItemHead(
      isStated: fields.isStated, isWhole: isWhole,
      hasLosses: fields.damaged != 0 || fields.missing != 0, qualifier: fields.qualifier)
    return PackedItem(
      item: item, unit: unit, quantity: ZigZag.encode(isWhole ? units : fields.quantity), head: head
    )
  }

  /// The symbols of an item and its unit, which mostly stand beside each other and come again.
  @inline(__always)
  private mutating func goods(
    _ fields: ItemFields, _ line: LineBytes
  ) throws(LineFault) -> (item: Symbol, unit: Symbol) {
    try goods(fields.item, fields.unit, line)
  }

  /// The same for those whose texts stand somewhere.
  @inline(__always)
  mutating func goods(
    _ item: TextRange, _ unit: TextRange, _ line: LineBytes
  ) throws(LineFault) -> (item: Symbol, unit: Symbol) {
    guard !item.isUnescaped, !unit.isUnescaped, item.start < unit.start else {
      return (try symbol(item, .path, "item", line), try symbol(unit, .unit, "unit", line))
    }
    let both = line.part(at: Int(item.start), count: Int(unit.start &- item.start &+ unit.count))
    if let goods = cache.goods(of: both) { return goods }
    return try newGoods(item, unit, both, line)
  }

  /// The same for those that were not met lately.
  @inline(never)
  private mutating func newGoods(
    _ item: TextRange, _ unit: TextRange, _ both: LineBytes, _ line: LineBytes
  ) throws(LineFault) -> (item: Symbol, unit: Symbol) {
    let goods = (
      item: try symbol(item, .path, "item", line), unit: try symbol(unit, .unit, "unit", line)
    )
    cache.remember(both, goods)
    return goods
  }

  private func packLosses(_ row: Int, _ writer: inout PackedWriter) {
    writer.number(ZigZag.encode(parser.fields.items[row].damaged))
    writer.number(ZigZag.encode(parser.fields.items[row].missing))
  }

  @inline(never)
  private mutating func packMoreItems(
    _ line: LineBytes, _ writer: inout PackedWriter
  ) throws(LineFault) {
    for row in 1..<parser.fields.itemCount {
      let item = try packed(row, line)
      let start = writer.count
      writer.word(0)
      var bits = item.head.bits
      bits |= writer.compact(UInt64(item.item.number)) << 8
      bits |= writer.compact(UInt64(item.unit.number)) << 12
      bits |= writer.compact(item.quantity) << 16
      writer.set(bits, at: start)
      if item.head.hasLosses { packLosses(row, &writer) }
    }
  }

  @inline(__always)
  private func hasRelations(_ stated: FieldSet) -> Bool {
    stated.contains(.from) || stated.contains(.replaces) || stated.contains(.among)
      || stated.contains(.jointly)
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
    if !(text.isPlain && RecordDecoder.isPlainName(view)) {
      try check(view, role, field.name, text)
    }
    return view
  }

  /// Whether a text of visible ASCII and spaces is short and has spaces only inside.
  ///
  /// Such a text is fit for every role.
  @inline(__always)
  static func isPlainName(_ text: LineBytes) -> Bool {
    text.count > 0 && text.count <= Name.maximumUnitBytes && text[0] != 0x20
      && text[text.count &- 1] != 0x20
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
    if let symbol = cache.symbol(of: view, fitFor: role.rawValue) { return symbol }
    return try newSymbol(view, role, name, text)
  }

  /// The symbol of a name that was not met lately.
  @inline(never)
  mutating func newSymbol(
    _ view: LineBytes, _ role: Role, _ name: () -> String, _ text: TextRange
  ) throws(LineFault) -> Symbol {
    let symbol = unsafe symbols.intern(view.raw)
    if symbols.roles(of: symbol) & role.rawValue == 0 {
      try check(view, role, name(), text)
      symbols.add(role: role.rawValue, to: symbol)
    }
    cache.remember(view, symbol, roles: symbols.roles(of: symbol))
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

/// An item whose names are symbols, about to be packed.
private struct PackedItem {
  var item: Symbol
  var unit: Symbol
  /// Zigzag; whole units, or thousandths, as the head says.
  var quantity: UInt64
  var head: PackedItemHead

  /// What stands where an event has no items.
  static let none = PackedItem(
    item: .none, unit: .none, quantity: 0, head: PackedItemHead(bits: 0))
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
    160 &+ fields.itemCount &* 56 &+ fields.lists.count &* 5
  }
}
