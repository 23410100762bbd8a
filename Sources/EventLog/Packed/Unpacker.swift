import Shipments

/// Turns packed events into records for folds.
struct Unpacker {
  /// The symbols of the table in use, by their numbers among the packed events.
  let symbols: [Symbol]
  /// The types by their numbers.
  private let types = EventType.allCases

  init(symbols: [Symbol]) { self.symbols = symbols }

  /// Unpacks a partition, a batch at a time; shipments and texts of ids join the table.
  func unpack(
    _ partition: Int, of events: borrowing PackedEvents, _ table: inout SymbolTable,
    _ take: (Batch) -> Void
  ) {
    let isSound = unpack(
      events.count(of: partition), items: events.itemCount(of: partition),
      in: events.chunks(of: partition), &table, take)
    precondition(isSound, "packed events are as they were packed")
  }

  /// Unpacks so many events from the chunks in which they stand; false where no packer made these.
  ///
  /// They have some `items`; if more, then room for these is made as they come.
  func unpack(
    _ count: Int, items: Int, in chunks: [LineBytes], _ table: inout SymbolTable,
    _ take: (Batch) -> Void
  ) -> Bool {
    guard count > 0 else { return chunks.allSatisfy { $0.count == 0 } }
    let room = min(count, Batch.capacity)
    let itemRoom = (items * room + count - 1) / count
    var batch = Batch.withRoom(room, items: itemRoom)
    var origin = PackedOrigin()
    for chunk in chunks {
      var reader = unsafe PackedReader(chunk)
      while !reader.isAtEnd {
        unpack(&reader, &origin, into: &batch, &table)
        if batch.records.count == Batch.capacity {
          take(batch)
          batch = .withRoom(room, items: itemRoom)
        }
      }
      guard reader.isSound, reader.isWithin else { return false }
    }
    if !batch.records.isEmpty { take(batch) }
    return true
  }

  @inline(__always)
  private func unpack(
    _ reader: inout PackedReader, _ origin: inout PackedOrigin, into batch: inout Batch,
    _ table: inout SymbolTable
  ) {
    let head = PackedHead(bits: reader.word())
    let number = head.typeNumber
    let type = number < types.count ? types[number] : unsound(.pledged, &reader)
    let numbers = PackedNumbers(&reader, head)
    origin.add(numbers)
    let id = id(head, origin, &reader, &table)
    let shipment = shipment(head, &reader, &table)
    var recordedAt = Instant(milliseconds: origin.milliseconds)
    let occurredOn = Day(number: recordedAt.day.number &+ head.occurredAfter)
    let wait = Int32(truncatingIfNeeded: ZigZag.decode(numbers.wait))
    if head.isFine { recordedAt.nanoseconds &+= Int32(truncatingIfNeeded: reader.number()) }
    var record = EventRecord(
      id: id, type: type, occurredOn: occurredOn, recordedAt: recordedAt, shipment: shipment,
      donor: symbol(numbers.donor, &reader), district: symbol(numbers.district, &reader),
      expectedOn: head.hasExpectedOn ? Day(number: occurredOn.number &+ wait) : nil,
      isFinal: head.isFinal, place: Place(packed: origin.place))
    record.firstItem = UInt32(truncatingIfNeeded: batch.items.count)
    record.itemCount = head.itemCount
    if record.itemCount > 0 {
      batch.items.append(
        item(numbers.item, numbers.unit, numbers.quantity, head.firstItem, &reader))
      for _ in 1..<record.itemCount {
        guard !reader.isAtEnd else { return reader.isSound = false }
        batch.items.append(nextItem(&reader))
      }
    }
    if head.hasRelations {
      record.relationsRow = Int32(truncatingIfNeeded: batch.relations.count)
      batch.relations.append(relations(&reader, &batch))
    }
    batch.records.append(record)
  }

  @inline(__always)
  private func id(
    _ head: PackedHead, _ origin: PackedOrigin, _ reader: inout PackedReader,
    _ table: inout SymbolTable
  ) -> EventKey {
    guard head.hasTextID else { return reader.id(recordedAt: origin.milliseconds, head) }
    let count = Int(reader.byte())
    return EventKey(text: unsafe reader.text(bytes: count) { unsafe table.intern($0) })
  }

  @inline(__always)
  private func shipment(
    _ head: PackedHead, _ reader: inout PackedReader, _ table: inout SymbolTable
  ) -> Symbol {
    guard head.shipmentBytes > 0 else { return .none }
    return unsafe reader.text(bytes: head.shipmentBytes) { unsafe table.intern($0) }
  }

  @inline(__always)
  private func symbol(_ number: UInt32, _ reader: inout PackedReader) -> Symbol {
    guard Int(number) < symbols.count else { return unsound(.none, &reader) }
    return symbols[Int(number)]
  }

  private func symbol(_ reader: inout PackedReader) -> Symbol {
    symbol(UInt32(clamping: reader.number()), &reader)
  }

  /// What stands in for something that no packer writes.
  @inline(never)
  private func unsound<Value>(_ value: Value, _ reader: inout PackedReader) -> Value {
    reader.isSound = false
    return value
  }

  /// Unpacks the events of a partition that have relations, and those with ids that are wanted.
  func unpack(
    _ partition: Int, of events: borrowing PackedEvents, _ table: inout SymbolTable,
    wanted: (EventKey) -> Bool, _ take: (Batch) -> Void
  ) {
    var batch = Batch.withRoom(0, items: 0)
    var origin = PackedOrigin()
    for chunk in events.chunks(of: partition) {
      var reader = unsafe PackedReader(chunk)
      while !reader.isAtEnd {
        var ahead = reader
        let head = PackedHead(bits: ahead.word())
        var next = origin
        next.add(PackedNumbers(&ahead, head))
        let id = id(head, next, &ahead, &table)
        if head.hasRelations || wanted(id) {
          unpack(&reader, &origin, into: &batch, &table)
          guard batch.records.count == Batch.capacity else { continue }
          take(batch)
          batch = .withRoom(0, items: 0)
        } else {
          unsafe ahead.text(bytes: head.shipmentBytes) { _ in }
          skipItems(head, &ahead)
          reader = ahead
          origin = next
        }
      }
      precondition(reader.isSound, "packed events are as they were packed")
    }
    if !batch.records.isEmpty { take(batch) }
  }

  /// Steps over what follows the shipment of an event without relations.
  @inline(__always)
  private func skipItems(_ head: PackedHead, _ reader: inout PackedReader) {
    if head.isFine { _ = reader.number() }
    if head.firstItem.hasLosses { _ = losses(&reader) }
    for _ in 1..<max(1, head.itemCount) {
      let bits = reader.word()
      _ = (reader.compact(bits >> 8), reader.compact(bits >> 12), reader.compact(bits >> 16))
      if PackedItemHead(bits: bits & 0xFF).hasLosses { _ = losses(&reader) }
    }
  }

  private func nextItem(_ reader: inout PackedReader) -> ItemRecord {
    let bits = reader.word()
    let item = UInt32(truncatingIfNeeded: reader.compact(bits >> 8))
    let unit = UInt32(truncatingIfNeeded: reader.compact(bits >> 12))
    let quantity = reader.compact(bits >> 16)
    return self.item(item, unit, quantity, PackedItemHead(bits: bits & 0xFF), &reader)
  }

  @inline(__always)
  private func item(
    _ item: UInt32, _ unit: UInt32, _ quantity: UInt64, _ head: PackedItemHead,
    _ reader: inout PackedReader
  ) -> ItemRecord {
    let losses = head.hasLosses ? losses(&reader) : (.zero, .zero)
    return ItemRecord(
      item: symbol(item, &reader), unit: symbol(unit, &reader),
      quantity: Quantity(thousandths: ZigZag.decode(quantity) &* (head.isWhole ? 1000 : 1)),
      damaged: losses.damaged, missing: losses.missing,
      isStated: head.isStated, qualifier: head.qualifier)
  }

  @inline(never)
  private func losses(
    _ reader: inout PackedReader
  ) -> (damaged: Quantity, missing: Quantity) {
    let damaged = Quantity(thousandths: ZigZag.decode(reader.number()))
    return (damaged, Quantity(thousandths: ZigZag.decode(reader.number())))
  }

  private func relations(_ reader: inout PackedReader, _ batch: inout Batch) -> Relations {
    var relations = Relations()
    relations.from = symbol(&reader)
    switch reader.byte() {
    case 1: relations.replaces = EventKey(upper: reader.word(), lower: reader.word())
    case 2: relations.replaces = EventKey(text: symbol(&reader))
    default: break
    }
    relations.among = paths(&reader, &batch)
    relations.jointly = paths(&reader, &batch)
    return relations
  }

  private func paths(_ reader: inout PackedReader, _ batch: inout Batch) -> Range<Int32> {
    let start = Int32(truncatingIfNeeded: batch.paths.count)
    for _ in 0..<reader.number() {
      guard !reader.isAtEnd else { return unsound(0..<0, &reader) }
      batch.paths.append(symbol(&reader))
    }
    return start..<Int32(truncatingIfNeeded: batch.paths.count)
  }
}
