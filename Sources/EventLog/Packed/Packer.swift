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
    let first = items.first.map { batch.items[$0] }
    head.insert(
      itemCount: items.count, first.map(PackedItemHead.init) ?? PackedItemHead(bits: 0),
      shipmentBytes: shipment.count,
      occurredAfter: event.occurredOn.number - event.recordedAt.day.number)
    writer.word(0)
    let origin = PackedOrigin(
      place: event.place.packed, milliseconds: event.recordedAt.milliseconds)
    PackedNumbers(
      place: origin.place &- last.place, milliseconds: origin.milliseconds - last.milliseconds,
      wait: event.expectedOn.map { $0.number - event.occurredOn.number } ?? 0,
      donor: event.donor, district: event.district, item: first?.item ?? .none,
      unit: first?.unit ?? .none, quantity: first?.packedQuantity ?? 0
    ).write(&writer, &head)
    if event.id.symbol == nil {
      writer.id(event.id, recordedAt: origin.milliseconds, &head)
    } else {
      writer.byte(UInt8(truncatingIfNeeded: id.count))
      writer.text(id)
    }
    writer.text(shipment)
    let fraction = UInt64(event.recordedAt.nanoseconds % 1_000_000)
    if fraction != 0 {
      head.insert(PackedHead.isFine)
      writer.number(fraction)
    }
    if let first { addLosses(of: first, &writer) }
    for row in items.dropFirst() { add(batch.items[row], &writer) }
    if let relations { add(relations, batch, &writer) }
    writer.set(head.bits, at: 0)
    events.commit(writer, to: partition, origin, items: items.count)
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
