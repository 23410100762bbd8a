/// One shipment event with all that its line says: the form for people and programs.
///
/// The folds use ``EventRecord`` instead, which holds integers only.
public struct Event: Equatable, Sendable {
  /// Unique for ever; names the event in `replaces`.
  public var id: EventID
  /// What happened.
  public var type: EventType
  /// The calendar day at the district on which it happened.
  public var occurredOn: Day
  /// When it was written down.
  public var recordedAt: Timestamp
  /// What the promise and all its deliveries are filed under.
  public var shipment: Name?
  /// Who gives.
  public var donor: Path?
  /// Who gives with the donor.
  public var jointly: [Path] = []
  /// The recipient district.
  public var district: Path?
  /// The districts that share a promise.
  public var among: [Path] = []
  /// The district that the quantity leaves.
  public var from: Path?
  /// What and how much.
  public var items: [Item] = []
  /// The promised day of delivery.
  public var expectedOn: Day?
  /// Whether nothing more is coming for these items at this district.
  public var isFinal = false
  /// The event that this one is a newer version of.
  public var replaces: EventID?
  /// Why.
  public var reason: String?
  /// The number of the transport document.
  public var waybill: Name?
  /// Who got what was handed out.
  public var to: String?
  /// The document or address that says so.
  public var source: String?
  /// Who wrote it down.
  public var recordedBy: String?
  /// Anything else for people.
  public var note: String?
  /// What another system needs kept: the text of a JSON object, not interpreted.
  public var extra: [UInt8]?

  /// Makes an event with the fields that every event has.
  public init(id: EventID, type: EventType, occurredOn: Day, recordedAt: Timestamp) {
    self.id = id
    self.type = type
    self.occurredOn = occurredOn
    self.recordedAt = recordedAt
  }

  /// The fields that this event states.
  public var statedFields: FieldSet {
    var stated: FieldSet = [.id, .type, .occurredOn, .recordedAt]
    func state(_ field: Field, _ isStated: Bool) { if isStated { stated.insert(field) } }
    state(.shipment, shipment != nil)
    state(.donor, donor != nil)
    state(.jointly, !jointly.isEmpty)
    state(.district, district != nil)
    state(.among, !among.isEmpty)
    state(.from, from != nil)
    state(.items, !items.isEmpty)
    state(.expectedOn, expectedOn != nil)
    state(.final, isFinal)
    state(.replaces, replaces != nil)
    state(.reason, reason != nil)
    state(.waybill, waybill != nil)
    state(.to, to != nil)
    state(.source, source != nil)
    state(.recordedBy, recordedBy != nil)
    state(.note, note != nil)
    state(.extra, extra != nil)
    return stated
  }
}
