import Shipments

/// The first word of a packed event: what it is, and in which form what follows is packed.
///
/// From the lowest bit: 8 bits for the event, 8 for its first item (``PackedItemHead``), 4 for the forms
/// below, 10 for the number of items, 2 free ones, 8 for the bytes of the shipment's name, and 24 for
/// the days, zigzag, that occurredOn is after the day of recordedAt.
struct PackedHead {
  private(set) var bits: UInt64

  /// Says that recordedAt is finer than a millisecond.
  static let isFine: UInt64 = 1 << 16
  /// Says that the numbers take words of their own.
  static let isWide: UInt64 = 1 << 17
  /// Says that the id is a UUID whose first 48 bits are the milliseconds of recordedAt.
  static let isTimed: UInt64 = 1 << 18
  private static let itemCountShift: UInt64 = 20
  private static let shipmentShift: UInt64 = 32
  private static let occurredOnShift: UInt64 = 40

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(
    _ type: EventType, isFinal: Bool, hasRelations: Bool, hasExpectedOn: Bool, hasTextID: Bool
  ) {
    bits =
      UInt64(type.rawValue) | (isFinal ? 1 << 4 : 0) | (hasRelations ? 1 << 5 : 0)
      | (hasExpectedOn ? 1 << 6 : 0) | (hasTextID ? 1 << 7 : 0)
  }

  /// The head of an event that has a UUID and no relations.
  @inline(__always)
  init(typeNumber: UInt8, isFinal: Bool, hasExpectedOn: Bool) {
    bits = UInt64(typeNumber) | (isFinal ? 1 << 4 : 0) | (hasExpectedOn ? 1 << 6 : 0)
  }

  /// Says in which form something is packed.
  @inline(__always)
  mutating func insert(_ form: UInt64) { bits |= form }

  /// Says how many items there are and what the first one is, how many bytes the shipment's name has,
  /// and how many days after that of recordedAt the event occurred.
  @inline(__always)
  mutating func insert(
    itemCount: Int, _ firstItem: PackedItemHead, shipmentBytes: Int, occurredAfter days: Int32
  ) {
    assert(itemCount < 1 << 10 && shipmentBytes < 1 << 8)
    bits |=
      firstItem.bits << 8 | UInt64(truncatingIfNeeded: itemCount) << PackedHead.itemCountShift
      | UInt64(truncatingIfNeeded: shipmentBytes) << PackedHead.shipmentShift
      | ZigZag.encode(Int64(days)) << PackedHead.occurredOnShift
  }

  /// The number of the event's type; no type may have it where no packer wrote it.
  var typeNumber: Int { Int(truncatingIfNeeded: bits & 0xF) }

  var isFinal: Bool { bits & 1 << 4 != 0 }
  var hasRelations: Bool { bits & 1 << 5 != 0 }
  var hasExpectedOn: Bool { bits & 1 << 6 != 0 }
  var hasTextID: Bool { bits & 1 << 7 != 0 }
  var firstItem: PackedItemHead { PackedItemHead(bits: bits >> 8 & 0xFF) }
  var isFine: Bool { bits & PackedHead.isFine != 0 }
  var isWide: Bool { bits & PackedHead.isWide != 0 }
  var isTimed: Bool { bits & PackedHead.isTimed != 0 }
  var itemCount: UInt16 {
    UInt16(truncatingIfNeeded: bits >> PackedHead.itemCountShift) & 0x3FF
  }
  var shipmentBytes: Int { Int(truncatingIfNeeded: bits >> PackedHead.shipmentShift & 0xFF) }
  var occurredAfter: Int32 {
    Int32(truncatingIfNeeded: ZigZag.decode(bits >> PackedHead.occurredOnShift))
  }
}

/// What is known of a packed item beside its numbers, in one byte.
struct PackedItemHead {
  var bits: UInt64

  /// A whole quantity, without anything else.
  static let plain = PackedItemHead(
    isStated: true, isWhole: true, hasLosses: false, qualifier: nil)

  @inline(__always)
  init(bits: UInt64) { self.bits = bits }

  @inline(__always)
  init(isStated: Bool, isWhole: Bool, hasLosses: Bool, qualifier: Qualifier?) {
    bits = (isStated ? 1 : 0) | (isWhole ? 1 << 1 : 0) | (hasLosses ? 1 << 2 : 0)
    if let qualifier { bits |= (qualifier == .about ? 1 : 2) << 4 }
  }

  var isStated: Bool { bits & 1 != 0 }
  var isWhole: Bool { bits & 1 << 1 != 0 }
  var hasLosses: Bool { bits & 1 << 2 != 0 }

  var qualifier: Qualifier? {
    switch bits >> 4 & 3 {
    case 1: .about
    case 2: .atLeast
    default: nil
    }
  }
}
