import Shipments

/// The first word of a packed event: what it is, and how long its compact numbers are.
///
/// From the lowest bit: 8 bits for the event, 8 for its first item, then four bits for the length of
/// each of ten numbers: place, recordedAt, occurredOn, expectedOn, donor, district, the number of
/// items, and of the first item the item, the unit and the quantity. Bit 56: recordedAt is finer than
/// a millisecond.
struct PackedHead {
  var bits: UInt64

  /// Where the lengths begin.
  static let lengths: UInt64 = 16
  /// Says that recordedAt is finer than a millisecond.
  static let isFine: UInt64 = 1 << 56

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

  /// The number of the event's type; no type may have it where no packer wrote it.
  var typeNumber: Int { Int(truncatingIfNeeded: bits & 0xF) }

  var isFinal: Bool { bits & 1 << 4 != 0 }
  var hasRelations: Bool { bits & 1 << 5 != 0 }
  var hasExpectedOn: Bool { bits & 1 << 6 != 0 }
  var hasTextID: Bool { bits & 1 << 7 != 0 }
  var isFine: Bool { bits & PackedHead.isFine != 0 }
}

/// What is known of a packed item beside its numbers, in one byte.
struct PackedItemHead {
  var bits: UInt64

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
