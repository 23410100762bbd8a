public import Shipments

/// Reads whole events, with all their texts: for messages, listings and corrections.
public struct EventDecoder: ~Copyable {
  private var parser: LineParser
  private var buffer = ByteBuffer(capacity: 4096)

  /// Makes a decoder; one that refuses unknown fields is for events that are to be appended.
  public init(refusesUnknownFields: Bool = false) {
    parser = LineParser(refusesUnknownFields: refusesUnknownFields)
  }

  /// Decodes the bytes of one line, without its line feed.
  public mutating func decode(_ bytes: some Collection<UInt8>) throws(LineFault) -> Event {
    try decode(bytes, filling: nil)
  }

  /// Decodes a line in which `id` and `recordedAt` may be missing, and fills them in.
  public mutating func decode(
    _ bytes: some Collection<UInt8>, filling missing: (id: EventID, recordedAt: Timestamp)?
  ) throws(LineFault) -> Event {
    let count = bytes.count
    buffer.grow(to: count, keeping: 0)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    buffer[count] = UInt8(ascii: "\n")
    let line = buffer.line(0..<count)
    parser.fillsIn = missing == nil ? [] : [.id, .recordedAt]
    _ = try parser.parse(line)
    return try event(line, filling: missing)
  }

  private func event(
    _ line: LineBytes, filling missing: (id: EventID, recordedAt: Timestamp)?
  ) throws(LineFault) -> Event {
    let id = try optional(.id, line) { text throws(NameFault) in try EventID(text) }
    let recordedAt = text(.recordedAt, line).map {
      Timestamp(text: $0, instant: parser.fields.recordedAt.instant)
    }
    guard let id = id ?? missing?.id, let recordedAt = recordedAt ?? missing?.recordedAt else {
      preconditionFailure("the parser lets no event without id and recordedAt pass")
    }
    var event = Event(
      id: id, type: parser.fields.type, occurredOn: parser.fields.occurredOn,
      recordedAt: recordedAt)
    event.shipment = try optional(.shipment, line) { text throws(NameFault) in try Name(text) }
    event.donor = try path(.donor, line)
    event.jointly = try paths(parser.fields.jointly, .jointly, line)
    event.district = try path(.district, line)
    event.among = try paths(parser.fields.among, .among, line)
    event.from = try path(.from, line)
    for row in 0..<parser.fields.itemCount {
      event.items.append(try item(parser.fields.items[row], line))
    }
    if parser.fields.stated.contains(.expectedOn) { event.expectedOn = parser.fields.expectedOn }
    event.isFinal = parser.fields.isFinal
    event.replaces = try optional(.replaces, line) { text throws(NameFault) in
      try EventID(text)
    }
    event.waybill = try optional(.waybill, line) { text throws(NameFault) in try Name(text) }
    event.reason = text(.reason, line)
    event.to = text(.to, line)
    event.source = text(.source, line)
    event.recordedBy = text(.recordedBy, line)
    event.note = text(.note, line)
    if parser.fields.stated.contains(.extra) { event.extra = raw(parser.fields.extra, line) }
    return event
  }

  private func item(_ fields: ItemFields, _ line: LineBytes) throws(LineFault) -> Item {
    var item = Item(
      item: try path(fields.item, ItemField.item.name, line),
      unit: try unit(fields.unit, ItemField.unit.name, line),
      quantity: fields.isStated ? Quantity(thousandths: fields.quantity) : nil,
      qualifier: fields.qualifier)
    item.damaged = Quantity(thousandths: fields.damaged)
    item.missing = Quantity(thousandths: fields.missing)
    if fields.hasValue {
      item.value = Value(
        amount: Quantity(thousandths: fields.amount),
        currency: try unit(fields.currency, ValueField.currency.name, line),
        qualifier: fields.valueQualifier)
    }
    let extra = fields.extraStart..<fields.extraEnd
    if !extra.isEmpty { item.extra = raw(extra, line) }
    return item
  }

  private func raw(_ range: Range<Int32>, _ line: LineBytes) -> [UInt8] {
    line[Int(range.lowerBound)..<Int(range.upperBound)].array
  }

  private func text(_ field: Field, _ line: LineBytes) -> String? {
    guard parser.fields.stated.contains(field) else { return nil }
    return parser.view(parser.fields.text(field), in: line).text
  }

  private func optional<Value>(
    _ field: Field, _ line: LineBytes, _ make: (String) throws(NameFault) -> Value
  ) throws(LineFault) -> Value? {
    guard parser.fields.stated.contains(field) else { return nil }
    return try value(parser.fields.text(field), field.name, line, make)
  }

  private func value<Value>(
    _ range: TextRange, _ name: String, _ line: LineBytes,
    _ make: (String) throws(NameFault) -> Value
  ) throws(LineFault) -> Value {
    do {
      return try make(parser.view(range, in: line).text)
    } catch {
      throw LineFault(.invalidName(name, error), at: Int(range.place))
    }
  }

  private func path(_ field: Field, _ line: LineBytes) throws(LineFault) -> Path? {
    try optional(field, line) { text throws(NameFault) in try Path(text) }
  }

  private func path(
    _ range: TextRange, _ name: String, _ line: LineBytes
  ) throws(LineFault) -> Path {
    try value(range, name, line) { text throws(NameFault) in try Path(text) }
  }

  private func unit(
    _ range: TextRange, _ name: String, _ line: LineBytes
  ) throws(LineFault) -> Name {
    try value(range, name, line) { text throws(NameFault) in
      try Name(text, maximumBytes: Name.maximumUnitBytes)
    }
  }

  private func paths(
    _ rows: Range<Int>, _ field: Field, _ line: LineBytes
  ) throws(LineFault) -> [Path] {
    guard parser.fields.stated.contains(field) else { return [] }
    var paths: [Path] = []
    for row in rows { paths.append(try path(parser.fields.lists[row], field.name, line)) }
    return paths
  }
}
