import Shipments

/// Turns packed events into records for folds.
struct Unpacker {
  /// The symbols of the table in use, by their numbers among the packed events.
  let symbols: [Symbol]

  /// Unpacks a partition, a batch at a time; shipments and texts of ids join the table.
  func unpack(
    _ partition: Int, of events: borrowing PackedEvents, _ table: inout SymbolTable,
    _ take: (Batch) -> Void
  ) {
    let count = events.count(of: partition)
    guard count > 0 else { return }
    var batch = Batch.withRoom(min(count, Batch.capacity))
    var origin = PackedOrigin()
    events.forEach(partition) { reader in
      unpack(&reader, &origin, into: &batch, &table)
      if batch.records.count == Batch.capacity {
        take(batch)
        batch = .withRoom(Batch.capacity)
      }
    }
    if !batch.records.isEmpty { take(batch) }
  }

  @inline(__always)
  private func unpack(
    _ reader: inout PackedReader, _ origin: inout PackedOrigin, into batch: inout Batch,
    _ table: inout SymbolTable
  ) {
    let head = PackedHead(bits: reader.byte())
    let id =
      head.hasTextID
      ? EventKey(text: unsafe reader.text { unsafe table.intern($0) })
      : EventKey(upper: reader.word(), lower: reader.word())
    let shipment = unsafe reader.text { unsafe $0.isEmpty ? Symbol.none : table.intern($0) }
    origin.place = origin.place &+ UInt64(bitPattern: reader.signed())
    origin.seconds += reader.signed()
    let fraction = reader.number()
    let nanoseconds = fraction & 1 == 0 ? fraction >> 1 &* 1_000_000 : fraction >> 1
    let recordedAt = Instant(
      seconds: origin.seconds, nanoseconds: Int32(truncatingIfNeeded: nanoseconds))
    let occurredOn = Day(number: recordedAt.day.number + Int32(truncatingIfNeeded: reader.signed()))
    var expectedOn: Day?
    if head.hasExpectedOn {
      expectedOn = Day(number: occurredOn.number + Int32(truncatingIfNeeded: reader.signed()))
    }
    let donor = symbol(&reader)
    var record = EventRecord(
      id: id, type: head.type, occurredOn: occurredOn, recordedAt: recordedAt, shipment: shipment,
      donor: donor, district: symbol(&reader), expectedOn: expectedOn, isFinal: head.isFinal,
      place: Place(packed: origin.place))
    if head.hasRelations {
      record.relationsRow = Int32(truncatingIfNeeded: batch.relations.count)
      batch.relations.append(relations(&reader, &batch))
    }
    record.firstItem = UInt32(truncatingIfNeeded: batch.items.count)
    record.itemCount = UInt16(truncatingIfNeeded: reader.number())
    for _ in 0..<record.itemCount { batch.items.append(item(&reader)) }
    batch.records.append(record)
  }

  @inline(__always)
  private func symbol(_ reader: inout PackedReader) -> Symbol { symbols[Int(reader.number())] }

  @inline(__always)
  private func item(_ reader: inout PackedReader) -> ItemRecord {
    let item = symbol(&reader)
    let unit = symbol(&reader)
    let head = PackedItemHead(bits: reader.byte())
    let quantity = reader.signed() &* (head.isWhole ? 1000 : 1)
    return ItemRecord(
      item: item, unit: unit, quantity: Quantity(thousandths: quantity),
      damaged: Quantity(thousandths: head.hasLosses ? reader.signed() : 0),
      missing: Quantity(thousandths: head.hasLosses ? reader.signed() : 0),
      isStated: head.isStated, qualifier: head.qualifier)
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
    for _ in 0..<reader.number() { batch.paths.append(symbol(&reader)) }
    return start..<Int32(truncatingIfNeeded: batch.paths.count)
  }
}

/// The first byte of a packed event.
struct PackedHead {
  var bits: UInt8

  init(bits: UInt8) { self.bits = bits }

  init(
    _ type: EventType, isFinal: Bool, hasRelations: Bool, hasExpectedOn: Bool, hasTextID: Bool
  ) {
    bits = type.rawValue
    if isFinal { bits |= 1 << 4 }
    if hasRelations { bits |= 1 << 5 }
    if hasExpectedOn { bits |= 1 << 6 }
    if hasTextID { bits |= 1 << 7 }
  }

  var type: EventType {
    guard let type = EventType(rawValue: bits & 0xF) else {
      preconditionFailure("a packed event has a type")
    }
    return type
  }

  var isFinal: Bool { bits & 1 << 4 != 0 }
  var hasRelations: Bool { bits & 1 << 5 != 0 }
  var hasExpectedOn: Bool { bits & 1 << 6 != 0 }
  var hasTextID: Bool { bits & 1 << 7 != 0 }
}

/// The byte before the quantity of a packed item.
struct PackedItemHead {
  var bits: UInt8

  init(bits: UInt8) { self.bits = bits }

  init(isStated: Bool, isWhole: Bool, hasLosses: Bool, qualifier: Qualifier?) {
    bits = isStated ? 1 : 0
    if isWhole { bits |= 1 << 1 }
    if hasLosses { bits |= 1 << 2 }
    if let qualifier { bits |= (qualifier == .about ? 1 : 2) << 4 }
  }

  var isStated: Bool { bits & 1 != 0 }
  var isWhole: Bool { bits & 1 << 1 != 0 }
  var hasLosses: Bool { bits & 1 << 2 != 0 }

  var qualifier: Qualifier? {
    switch bits >> 4 {
    case 1: .about
    case 2: .atLeast
    default: nil
    }
  }
}
