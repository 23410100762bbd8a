import Shipments

/// Turns lines into records of a batch: texts become symbols, checked once a name.
struct RecordDecoder: ~Copyable {
  var symbols = SymbolTable()
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

  /// Decodes a line into the batch; tells whether the line has a sum, which is then right.
  mutating func decode(
    _ line: LineBytes, at place: Place, into batch: inout Batch
  ) throws(LineFault) -> Bool {
    let hasSum = try parser.parse(line)
    let stated = parser.fields.stated
    var record = EventRecord(
      id: try key(.id, line), type: parser.fields.type, occurredOn: parser.fields.occurredOn,
      recordedAt: parser.fields.recordedAt, shipment: try symbol(.shipment, .name, line),
      donor: try symbol(.donor, .path, line), district: try symbol(.district, .path, line),
      expectedOn: stated.contains(.expectedOn) ? parser.fields.expectedOn : nil,
      isFinal: parser.fields.isFinal, place: place)
    if stated.contains(.waybill) { try checkWaybill(line) }
    if hasRelations(stated) {
      record.relationsRow = Int32(truncatingIfNeeded: batch.relations.count)
      batch.relations.append(try relations(line, &batch))
    }
    record.firstItem = UInt32(truncatingIfNeeded: batch.items.count)
    record.itemCount = UInt16(truncatingIfNeeded: parser.fields.items.count)
    for row in parser.fields.items.indices {
      batch.items.append(try item(parser.fields.items[row], line))
    }
    batch.records.append(record)
    return hasSum
  }

  @inline(__always)
  private func hasRelations(_ stated: FieldSet) -> Bool {
    stated.bits & RecordDecoder.relationFields.bits != 0
  }

  private static let relationFields: FieldSet = [.from, .replaces, .among, .jointly]

  @inline(__always)
  private mutating func item(
    _ fields: ItemFields, _ line: LineBytes
  ) throws(LineFault) -> ItemRecord {
    if fields.hasValue { _ = try symbol(fields.currency, .unit, "currency", line) }
    return ItemRecord(
      item: try symbol(fields.item, .path, "item", line),
      unit: try symbol(fields.unit, .unit, "unit", line),
      quantity: Quantity(thousandths: fields.quantity),
      damaged: Quantity(thousandths: fields.damaged),
      missing: Quantity(thousandths: fields.missing),
      isStated: fields.isStated, qualifier: fields.qualifier)
  }

  @inline(never)
  private mutating func relations(
    _ line: LineBytes, _ batch: inout Batch
  ) throws(LineFault) -> Relations {
    var relations = Relations()
    relations.from = try symbol(.from, .path, line)
    if parser.fields.stated.contains(.replaces) { relations.replaces = try key(.replaces, line) }
    if parser.fields.stated.contains(.among) {
      relations.among = try paths(parser.fields.among, "among", line, &batch)
    }
    if parser.fields.stated.contains(.jointly) {
      relations.jointly = try paths(parser.fields.jointly, "jointly", line, &batch)
    }
    return relations
  }

  private mutating func paths(
    _ rows: Range<Int>, _ name: String, _ line: LineBytes, _ batch: inout Batch
  ) throws(LineFault) -> Range<Int32> {
    let start = Int32(truncatingIfNeeded: batch.paths.count)
    for row in rows {
      batch.paths.append(try symbol(parser.fields.lists[row], .path, name, line))
    }
    return start..<Int32(truncatingIfNeeded: batch.paths.count)
  }

  @inline(never)
  private mutating func checkWaybill(_ line: LineBytes) throws(LineFault) {
    let text = parser.fields.text(.waybill)
    try check(parser.view(text, in: line), .name, Field.waybill.name, text)
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
    if text.count == 36, let key = UUIDText.key(parser.view(text, in: line)) { return key }
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
  /// What a refused line is, if a journal without sums may have it; an event goes into the batch.
  @inline(never)
  mutating func tolerated(
    _ fault: LineFault, in line: LineBytes, at place: Place, into batch: inout Batch
  ) -> ToleratedLine? {
    if fault.problem == .empty { return .empty }
    guard fault.problem == .byteOrderMark, place.offset == 0 else { return nil }
    do throws(LineFault) {
      let hasSum = try decode(
        line[3..<line.count], at: place, into: &batch)
      if hasSum { batch.records.removeLast() }
      return hasSum ? nil : .event
    } catch {
      return error.problem == .empty ? .empty : nil
    }
  }
}
