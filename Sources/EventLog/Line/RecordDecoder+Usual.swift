import Shipments

/// A reader of most events, which packs one while it reads its line.
///
/// It knows the form in which Waybill writes lines, too, but only what most of them have: a UUID, one
/// item with a whole quantity, names that mostly came before. Nothing is kept in fields in between:
/// a name becomes a symbol where it stands. What it leaves is read by ``LineParser`` and packed the
/// same; a test compares them, and so does the fuzzer.
extension RecordDecoder {
  /// The fields of which a usual event may have any.
  static var usualFields: FieldSet {
    FieldSet(bits: LineParser.headBits).union([
      .shipment, .donor, .district, .items, .expectedOn, .final, .reason, .to, .source,
      .recordedBy, .note,
    ])
  }

  /// Packs the event of the line that some whole lines begin with; the sum must be right.
  ///
  /// Returns how many bytes the line takes with its LF; nil, and nothing packed, where it has another
  /// form, or something is wrong with it.
  @inline(never)
  mutating func packUsual(
    _ lines: LineBytes, at place: Place, into events: inout PackedEvents
  ) -> Int? {
    var at = 0
    guard let start = parser.usualStart(lines, &at),
      let shipment = parser.usualShipment(lines, &at)
    else { return nil }
    let text = shipment.count > 0 ? shipment : lines.part(at: 7, count: 36)
    let partition = unsafe events.partition(of: events.hashKey.hash(text.raw))
    // The first word is written here, so that the memory is at hand once the others are known.
    var (writer, last) = events.begin(partition, bytes: shipment.count &+ 96)
    writer.word(0)
    var rest = Rest(
      stated: FieldSet(bits: LineParser.headBits), expectedOn: start.occurredOn)
    if shipment.count > 0 { rest.stated.insert(.shipment) }
    guard usualRest(lines, &at, ofType: start.type, &rest),
      let count = LineParser.endOfSummed(lines, at)
    else { return nil }
    var head = PackedHead(
      typeNumber: start.type, isFinal: rest.stated.contains(.final),
      hasExpectedOn: rest.stated.contains(.expectedOn))
    head.insert(
      itemCount: 1, .plain, shipmentBytes: shipment.count,
      occurredAfter: start.occurredOn.number &- start.recordedAt.day.number)
    let origin = PackedOrigin(place: place.packed, milliseconds: start.recordedAt.milliseconds)
    PackedNumbers(
      place: origin.place &- last.place,
      milliseconds: origin.milliseconds &- last.milliseconds,
      wait: rest.expectedOn.number &- start.occurredOn.number, donor: rest.donor,
      district: rest.district, item: rest.item, unit: rest.unit,
      quantity: ZigZag.encode(rest.units)
    ).write(&writer, &head)
    writer.id(start.id, recordedAt: origin.milliseconds, &head)
    writer.text(shipment)
    writer.set(head.bits, at: 0)
    events.commit(writer, to: partition, origin, items: 1)
    return count
  }

  /// The members behind the shipment, down to the sum.
  private struct Rest {
    var stated: FieldSet
    var donor = Symbol.none
    var district = Symbol.none
    var item = Symbol.none
    var unit = Symbol.none
    var units: Int64 = 0
    /// The day of the event itself, where none is expected.
    var expectedOn: Day
  }

  /// Reads the members behind the shipment; false where they have another form.
  @inline(__always)
  private mutating func usualRest(
    _ lines: LineBytes, _ at: inout Int, ofType type: UInt8, _ rest: inout Rest
  ) -> Bool {
    if lines.begins(",\"donor\":\"", at: at) {
      at &+= 10
      guard let donor = usualPath(lines, &at) else { return false }
      rest.donor = donor
      rest.stated.insert(.donor)
    }
    if lines.begins(",\"district\":\"", at: at) {
      at &+= 13
      guard let district = usualPath(lines, &at) else { return false }
      rest.district = district
      rest.stated.insert(.district)
    }
    guard lines.begins(",\"items\":[{\"item\":\"", at: at) else { return false }
    at &+= 19
    guard let goods = usualGoods(lines, &at), lines.begins(",\"quantity\":", at: at)
    else { return false }
    at &+= 12
    guard let units = parser.canonicalUnits(lines, &at), lines.begins("}]", at: at)
    else { return false }
    at &+= 2
    (rest.item, rest.unit, rest.units) = (goods.item, goods.unit, units)
    rest.stated.insert(.items)
    if lines.begins(",\"expectedOn\":\"", at: at) {
      guard let day = parser.months.day(lines, at: at &+ 15), lines[at &+ 25] == UInt8(ascii: "\"")
      else { return false }
      rest.expectedOn = day
      at &+= 26
      rest.stated.insert(.expectedOn)
    }
    return parser.usualEnd(lines, &at, &rest.stated)
      && parser.allows(rest.stated, ofType: Int(type))
  }

  /// The symbol of the path that begins at an offset; steps behind its closing quote.
  @inline(__always)
  private mutating func usualPath(_ lines: LineBytes, _ at: inout Int) -> Symbol? {
    // A name that came before was looked through then, so that its end is all there is to find.
    if let count = lines.firstQuote(at: at),
      let symbol = cache.symbol(of: lines.part(at: at, count: count), fitFor: Role.path.rawValue)
    {
      at &+= count &+ 1
      return symbol
    }
    return newPath(lines, &at)
  }

  /// The same for one that was not met lately.
  @inline(never)
  private mutating func newPath(_ lines: LineBytes, _ at: inout Int) -> Symbol? {
    guard let text = parser.canonicalText(lines, &at) else { return nil }
    return try? newSymbol(parser.view(text, in: lines), .path, { "" }, text)
  }

  /// The symbols of the item that begins at an offset and of its unit; steps behind the unit's quote.
  @inline(__always)
  private mutating func usualGoods(
    _ lines: LineBytes, _ at: inout Int
  ) -> (item: Symbol, unit: Symbol)? {
    if let itemCount = lines.firstQuote(at: at),
      lines.begins("\",\"unit\":\"", at: at &+ itemCount),
      let unitCount = lines.firstQuote(at: at &+ itemCount &+ 10)
    {
      let count = itemCount &+ 10 &+ unitCount
      if let goods = cache.goods(of: lines.part(at: at, count: count)) {
        at &+= count &+ 1
        return goods
      }
    }
    return newUsualGoods(lines, &at)
  }

  /// The same for those that were not met lately.
  @inline(never)
  private mutating func newUsualGoods(
    _ lines: LineBytes, _ at: inout Int
  ) -> (item: Symbol, unit: Symbol)? {
    guard let item = parser.canonicalText(lines, &at), lines.begins(",\"unit\":\"", at: at)
    else { return nil }
    at &+= 9
    guard let unit = parser.canonicalText(lines, &at) else { return nil }
    return try? goods(item, unit, lines)
  }
}

/// The members that every event begins with.
private struct UsualStart {
  var id: EventKey
  /// The number of the type.
  var type: UInt8
  var occurredOn: Day
  var recordedAt: RecordedTime
}

extension LineParser {
  @inline(__always)
  fileprivate mutating func usualStart(_ lines: LineBytes, _ at: inout Int) -> UsualStart? {
    guard lines.begins("{\"id\":\"", at: 0), lines.count > 44,
      let id = UUIDText.key(lines.part(at: 7, count: 36)),
      lines.begins("\",\"type\":", at: 43), let type = typeNames.quoted(lines, at: 52)
    else { return nil }
    at = 52 &+ type.length
    guard lines.begins(",\"occurredOn\":\"", at: at),
      let occurredOn = months.day(lines, at: at &+ 15),
      lines.begins("\",\"recordedAt\":\"", at: at &+ 25),
      let recordedAt = canonicalInstant(lines, at: at &+ 41)
    else { return nil }
    at &+= 66
    return UsualStart(
      id: id, type: type.value, occurredOn: occurredOn, recordedAt: recordedAt)
  }

  /// The shipment's name, empty where there is none; nil where it is not one of plain ASCII.
  @inline(__always)
  fileprivate func usualShipment(_ lines: LineBytes, _ at: inout Int) -> LineBytes? {
    guard lines.begins(",\"shipment\":\"", at: at) else { return lines.part(at: 0, count: 0) }
    at &+= 13
    guard let text = canonicalText(lines, &at), text.isPlain else { return nil }
    let shipment = view(text, in: lines)
    return RecordDecoder.isPlainName(shipment) ? shipment : nil
  }

  /// Steps over what few of the usual events have; false where something else follows.
  @inline(__always)
  fileprivate mutating func usualEnd(
    _ lines: LineBytes, _ at: inout Int, _ stated: inout FieldSet
  ) -> Bool {
    lines.word(at: at) == LineParser.sumMemberHead || rareEnd(lines, &at, &stated)
  }

  @inline(never)
  private mutating func rareEnd(
    _ lines: LineBytes, _ at: inout Int, _ stated: inout FieldSet
  ) -> Bool {
    if lines.begins(",\"final\":true", at: at) {
      at &+= 13
      stated.insert(.final)
    }
    return canonicalText(",\"reason\":\"", .reason, lines, &at, &stated)
      && canonicalText(",\"to\":\"", .to, lines, &at, &stated)
      && canonicalText(",\"source\":\"", .source, lines, &at, &stated)
      && canonicalText(",\"recordedBy\":\"", .recordedBy, lines, &at, &stated)
      && canonicalText(",\"note\":\"", .note, lines, &at, &stated)
  }
}

extension LineBytes {
  /// How many bytes stand before the next quote, at most 31; nil where there are more, or no quote.
  @inline(__always)
  fileprivate func firstQuote(at offset: Int) -> Int? {
    var found = 0
    var quotes = quotes(at: offset)
    if quotes[0] | quotes[1] == 0 {
      found = 16
      quotes = self.quotes(at: offset &+ 16)
      if quotes[0] | quotes[1] == 0 { return nil }
    }
    found = found &+ ByteWord.firstIndex(quotes)
    // Behind the lines may stand anything.
    return offset &+ found < count ? found : nil
  }
}
