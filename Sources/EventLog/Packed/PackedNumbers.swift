import Shipments

/// The numbers that every packed event has, in three words, or in six where one of them is large.
struct PackedNumbers {
  /// What is to be added to the place of the event before.
  var place: UInt64
  /// Zigzag: what is to be added to the milliseconds of recordedAt of the event before.
  var milliseconds: UInt64
  /// Zigzag: the days after occurredOn on which the event is expected, if it is.
  var wait: UInt64
  /// The numbers of symbols; 0 where there is none.
  var donor: UInt32
  var district: UInt32
  /// The first item's, zeros where there is none; the quantity zigzag.
  var item: UInt32
  var unit: UInt32
  var quantity: UInt64
}

extension PackedNumbers {
  @inline(__always)
  init(
    place: UInt64, milliseconds: Int64, wait: Int32, donor: Symbol, district: Symbol,
    item: Symbol, unit: Symbol, quantity: UInt64
  ) {
    self.init(
      place: place, milliseconds: ZigZag.encode(milliseconds), wait: ZigZag.encode(Int64(wait)),
      donor: donor.number, district: district.number, item: item.number, unit: unit.number,
      quantity: quantity)
  }

  /// Writes the numbers; the head is told in which form.
  @inline(__always)
  func write(_ writer: inout PackedWriter, _ head: inout PackedHead) {
    let excess =
      (place | milliseconds | quantity) >> 32 | wait >> 12
      | UInt64((donor | district) >> 22 | (item | unit) >> 20)
    guard excess == 0 else {
      head.insert(PackedHead.isWide)
      return writeWide(&writer)
    }
    writer.word(place | milliseconds << 32)
    writer.word(UInt64(donor) | UInt64(district) << 22 | UInt64(item) << 44)
    writer.word(UInt64(unit) | wait << 20 | quantity << 32)
  }

  @inline(never)
  private func writeWide(_ writer: inout PackedWriter) {
    writer.word(place)
    writer.word(milliseconds)
    writer.word(wait)
    writer.word(UInt64(donor) | UInt64(district) << 32)
    writer.word(UInt64(item) | UInt64(unit) << 32)
    writer.word(quantity)
  }

  /// Reads the numbers in the form that the head tells.
  @inline(__always)
  init(_ reader: inout PackedReader, _ head: PackedHead) {
    if head.isWide {
      self.init(wide: &reader)
    } else {
      let (first, second, third) = (reader.word(), reader.word(), reader.word())
      self.init(
        place: first & 0xFFFF_FFFF, milliseconds: first >> 32, wait: third >> 20 & 0xFFF,
        donor: UInt32(truncatingIfNeeded: second) & 0x3F_FFFF,
        district: UInt32(truncatingIfNeeded: second >> 22) & 0x3F_FFFF,
        item: UInt32(truncatingIfNeeded: second >> 44),
        unit: UInt32(truncatingIfNeeded: third) & 0xF_FFFF, quantity: third >> 32)
    }
  }

  @inline(never)
  private init(wide reader: inout PackedReader) {
    let (place, milliseconds, wait) = (reader.word(), reader.word(), reader.word())
    let (paths, goods, quantity) = (reader.word(), reader.word(), reader.word())
    self.init(
      place: place, milliseconds: milliseconds, wait: wait,
      donor: UInt32(truncatingIfNeeded: paths), district: UInt32(truncatingIfNeeded: paths >> 32),
      item: UInt32(truncatingIfNeeded: goods), unit: UInt32(truncatingIfNeeded: goods >> 32),
      quantity: quantity)
  }
}
