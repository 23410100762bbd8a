/// What happened: the type of a shipment event.
public enum EventType: UInt8, CaseIterable, Sendable {
  case requested, pledged, allocated, purchased, dispatched, delivered
  case cancelled, rescheduled, transferred, issued, adjusted, voided

  /// The word that stands for the type in the log.
  public var name: String { EventType.names[Int(rawValue)] }

  private static let names = [
    "requested", "pledged", "allocated", "purchased", "dispatched", "delivered",
    "cancelled", "rescheduled", "transferred", "issued", "adjusted", "voided",
  ]

  /// Finds the type that a word of the log stands for.
  public init?(name: String) {
    guard let type = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = type
  }

  /// The fields that an event of this type must have.
  public var requiredFields: FieldSet { fields.required }

  /// The fields that an event of this type may have, the required ones among them.
  public var allowedFields: FieldSet { fields.required.union(fields.optional) }

  /// Whether an item may leave its quantity out, which says that it is not stated.
  public var allowsUnstatedQuantity: Bool {
    switch self {
    case .requested, .pledged, .purchased, .dispatched, .cancelled: true
    default: false
    }
  }

  /// The field table of the log format, by type.
  private var fields: (required: FieldSet, optional: FieldSet) {
    let all: FieldSet = [.id, .type, .occurredOn, .recordedAt]
    let always: FieldSet = [.replaces, .reason, .source, .recordedBy, .note, .extra, .sum]
    let promise = all.union([.shipment, .district, .items])
    let promised = always.union([.donor, .jointly, .among, .expectedOn])
    return switch self {
    case .requested: (all.union([.district, .items]), always)
    case .pledged, .purchased: (promise, promised)
    case .allocated: (promise.union([.from]), promised)
    case .dispatched: (promise, promised.union([.waybill]))
    case .delivered: (promise, promised.union([.waybill, .final]))
    case .cancelled: (promise.union([.reason]), promised)
    case .rescheduled: (all.union([.shipment, .district, .expectedOn, .reason]), always)
    case .transferred: (all.union([.district, .from, .items]), always)
    case .issued: (all.union([.district, .items]), always.union([.to]))
    case .adjusted: (all.union([.district, .items, .reason]), always)
    case .voided: (all.union([.replaces, .reason]), always)
    }
  }
}
