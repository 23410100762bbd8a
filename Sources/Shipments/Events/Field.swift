/// A member of an event, in the order in which the log writes them.
public enum Field: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case id, type, occurredOn, recordedAt
  case shipment, donor, jointly, district, among, from
  case items, expectedOn, final, replaces, reason, waybill, to
  case source, recordedBy, note, extra, sum

  /// The member's name in the log.
  public var name: String { Field.names[Int(rawValue)] }

  private static let names = [
    "id", "type", "occurredOn", "recordedAt",
    "shipment", "donor", "jointly", "district", "among", "from",
    "items", "expectedOn", "final", "replaces", "reason", "waybill", "to",
    "source", "recordedBy", "note", "extra", "sum",
  ]
}

/// A member of one item of an event, in the order in which the log writes them.
public enum ItemField: UInt8, CaseIterable, Sendable {
  case item, unit, quantity, qualifier, value, damaged, missing, extra

  /// The member's name in the log.
  public var name: String { ItemField.names[Int(rawValue)] }

  private static let names = [
    "item", "unit", "quantity", "qualifier", "value", "damaged", "missing", "extra",
  ]
}

/// A member of the value of an item, in the order in which the log writes them.
public enum ValueField: UInt8, CaseIterable, Sendable {
  case amount, currency, qualifier

  /// The member's name in the log.
  public var name: String { ValueField.names[Int(rawValue)] }

  private static let names = ["amount", "currency", "qualifier"]
}

/// A set of fields.
public struct FieldSet: Hashable, BitwiseCopyable, Sendable, ExpressibleByArrayLiteral {
  /// One bit a field, by its raw value.
  public var bits: UInt32

  /// Makes a set from one bit a field.
  @inlinable @inline(__always)
  public init(bits: UInt32) { self.bits = bits }

  /// Makes a set of the given fields.
  public init(arrayLiteral fields: Field...) {
    bits = fields.reduce(0) { $0 | 1 << UInt32($1.rawValue) }
  }

  /// No field; unlike an empty literal it costs no call.
  @inlinable
  public static var none: FieldSet { FieldSet(bits: 0) }

  /// Whether no field is in the set.
  @inlinable @inline(__always)
  public var isEmpty: Bool { bits == 0 }

  /// Whether the field is in the set.
  @inlinable @inline(__always)
  public func contains(_ field: Field) -> Bool { bits & (1 << UInt32(field.rawValue)) != 0 }

  /// Adds a field.
  @inlinable @inline(__always)
  public mutating func insert(_ field: Field) { bits |= 1 << UInt32(field.rawValue) }

  /// The fields of both sets.
  public func union(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits | other.bits) }

  /// The fields of this set that are not in the other.
  @inlinable @inline(__always)
  public func subtracting(_ other: FieldSet) -> FieldSet { FieldSet(bits: bits & ~other.bits) }

  /// The fields in the order of the log.
  public var fields: [Field] { Field.allCases.filter(contains) }
}
