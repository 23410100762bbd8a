import Shipments

/// Packs records of folds again, in other partitions: the inverse of ``Unpacker``.
///
/// Donors, districts, items, units and replaced ids keep their numbers, so that whoever unpacks the
/// events needs a table that begins with the same texts.
enum Packer {
  static func add(
    _ event: EventRecord, of batch: Batch, to partition: Int, of events: inout PackedEvents,
    _ symbols: borrowing SymbolTable
  ) {
    let relations = batch.relations(of: event)
    let items = batch.itemRows(of: event)
    let shipment = symbols.bytes(of: event.shipment)
    let id = event.id.symbol.map { symbols.bytes(of: $0) } ?? []
    let lists = (relations?.among.count ?? 0) + (relations?.jointly.count ?? 0)
    var (writer, last) = events.begin(
      partition, bytes: id.count + shipment.count + 192 + items.count * 56 + lists * 5)
    var head = PackedHead(
      event.type, isFinal: event.isFinal, hasRelations: relations != nil,
      hasExpectedOn: event.expectedOn != nil, hasTextID: event.id.symbol != nil)
    writer.word(0)
    if event.id.symbol == nil {
      writer.word(event.id.upper)
      writer.word(event.id.lower)
    } else {
      writer.text(id)
    }
    writer.text(shipment)
    let origin = PackedOrigin(
      place: event.place.packed, milliseconds: event.recordedAt.milliseconds)
    addNumbers(event, batch, items, origin, last, &head, &writer)
    for row in items.dropFirst() { add(batch.items[row], &writer) }
    if let relations { add(relations, batch, &writer) }
    writer.set(head.bits, at: 0)
    events.commit(writer, to: partition, origin, items: items.count)
  }

  private static func addNumbers(
    _ event: EventRecord, _ batch: Batch, _ items: Range<Int>, _ origin: PackedOrigin,
    _ last: PackedOrigin, _ head: inout PackedHead, _ writer: inout PackedWriter
  ) {
    var numbers = PackedNumbers(writer)
    numbers.add(origin.place &- last.place)
    numbers.add(ZigZag.encode(origin.milliseconds - last.milliseconds))
    numbers.add(ZigZag.encode(Int64(event.occurredOn - event.recordedAt.day)))
    numbers.add(ZigZag.encode(Int64(event.expectedOn.map { $0 - event.occurredOn } ?? 0)))
    numbers.add(UInt64(event.donor.number))
    numbers.add(UInt64(event.district.number))
    numbers.add(items.count < 2 ? 1 - UInt64(items.count) : UInt64(items.count))
    let first = items.first.map { batch.items[$0] }
    if let first {
      head.bits |= PackedItemHead(first).bits << 8
      numbers.add(UInt64(first.item.number))
      numbers.add(UInt64(first.unit.number))
      numbers.add(first.packedQuantity)
    }
    head.bits |= numbers.lengths
    writer = numbers.writer
    let fraction = UInt64(event.recordedAt.nanoseconds % 1_000_000)
    if fraction != 0 {
      head.bits |= PackedHead.isFine
      writer.number(fraction)
    }
    if let first { addLosses(of: first, &writer) }
  }

  private static func add(_ item: ItemRecord, _ writer: inout PackedWriter) {
    let start = writer.count
    writer.word(0)
    var bits = PackedItemHead(item).bits
    bits |= writer.compact(UInt64(item.item.number)) << 8
    bits |= writer.compact(UInt64(item.unit.number)) << 12
    bits |= writer.compact(item.packedQuantity) << 16
    writer.set(bits, at: start)
    addLosses(of: item, &writer)
  }

  private static func addLosses(of item: ItemRecord, _ writer: inout PackedWriter) {
    guard PackedItemHead(item).hasLosses else { return }
    writer.number(ZigZag.encode(item.damaged.thousandths))
    writer.number(ZigZag.encode(item.missing.thousandths))
  }

  private static func add(
    _ relations: Relations, _ batch: Batch, _ writer: inout PackedWriter
  ) {
    writer.number(UInt64(relations.from.number))
    if let symbol = relations.replaces?.symbol {
      writer.byte(2)
      writer.number(UInt64(symbol.number))
    } else if let target = relations.replaces {
      writer.byte(1)
      writer.word(target.upper)
      writer.word(target.lower)
    } else {
      writer.byte(0)
    }
    for list in [relations.among, relations.jointly] {
      writer.number(UInt64(list.count))
      for path in batch.paths(list) { writer.number(UInt64(path.number)) }
    }
  }
}

extension ItemRecord {
  /// Whether the quantity counts whole units.
  fileprivate var isWhole: Bool { quantity.thousandths % 1000 == 0 }

  fileprivate var packedQuantity: UInt64 {
    ZigZag.encode(isWhole ? quantity.thousandths / 1000 : quantity.thousandths)
  }
}

extension PackedItemHead {
  fileprivate init(_ item: ItemRecord) {
    self.init(
      isStated: item.isStated, isWhole: item.isWhole,
      hasLosses: item.damaged != .zero || item.missing != .zero, qualifier: item.qualifier)
  }
}
