import Shipments
import TestSupport
import Testing

/// The field table of the format, as its page has it: beside what every event needs or may have.
private let table: [(type: EventType, required: FieldSet, optional: FieldSet)] = [
  (.requested, [.district, .items], []),
  (.pledged, [.shipment, .district, .items], [.donor, .jointly, .among, .expectedOn]),
  (.allocated, [.shipment, .district, .from, .items], [.donor, .jointly, .among, .expectedOn]),
  (.purchased, [.shipment, .district, .items], [.donor, .jointly, .among, .expectedOn]),
  (
    .dispatched, [.shipment, .district, .items],
    [.donor, .jointly, .among, .expectedOn, .waybill]
  ),
  (
    .delivered, [.shipment, .district, .items],
    [.donor, .jointly, .among, .expectedOn, .waybill, .final]
  ),
  (
    .cancelled, [.shipment, .district, .items, .reason], [.donor, .jointly, .among, .expectedOn]
  ),
  (.rescheduled, [.shipment, .district, .expectedOn, .reason], []),
  (.transferred, [.district, .from, .items], []),
  (.issued, [.district, .items], [.to]),
  (.adjusted, [.district, .items, .reason], []),
  (.voided, [.replaces, .reason], []),
]

@Suite struct FieldTableTests {
  private let always: FieldSet = [.id, .type, .occurredOn, .recordedAt]
  private let anywhere: FieldSet = [.replaces, .reason, .source, .recordedBy, .note, .extra, .sum]

  @Test(arguments: table)
  func `a type needs these fields, and may have those`(
    _ type: EventType, _ required: FieldSet, _ optional: FieldSet
  ) {
    #expect(type.requiredFields.fields == always.union(required).fields)
    let allowed = always.union(required).union(anywhere).union(optional)
    #expect(type.allowedFields.fields == allowed.fields)
  }

  @Test func `the table has every type once`() {
    #expect(table.map(\.type) == EventType.allCases)
  }

  @Test func `a quantity may be left out of what was asked, promised, sent or called off`() {
    #expect(
      EventType.allCases.filter(\.allowsUnstatedQuantity)
        == [.requested, .pledged, .purchased, .dispatched, .cancelled])
  }

  @Test func `an event states the fields that are set, and no others`() throws {
    var samples = Samples()
    var event = try samples.event(.pledged, "s", at: "China", from: "Japan", "mask", 1)
    #expect(
      event.statedFields == always.union([.shipment, .district, .from, .items]))
    event.items = []
    event.isFinal = true
    event.jointly = [try Path("a")]
    event.among = [try Path("b")]
    event.extra = Array("{}".utf8)
    #expect(
      event.statedFields
        == always.union([.shipment, .district, .from, .jointly, .among, .final, .extra]))
  }
}
