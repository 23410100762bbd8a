import Shipments
import Testing

@Suite struct VocabularyTests {
  @Test(arguments: EventType.allCases)
  func `a type's word is its case's name`(_ type: EventType) {
    #expect("\(type)" == type.name)
    #expect(EventType(name: type.name) == type)
  }

  @Test(arguments: Field.allCases)
  func `a field's name is its case's name`(_ field: Field) {
    #expect("\(field)" == field.name)
  }

  @Test(arguments: ItemField.allCases)
  func `the name of an item's field is its case's name`(_ field: ItemField) {
    #expect("\(field)" == field.name)
  }

  @Test(arguments: ValueField.allCases)
  func `the name of a value's field is its case's name`(_ field: ValueField) {
    #expect("\(field)" == field.name)
  }

  @Test(arguments: Qualifier.allCases)
  func `a qualifier's word is its case's name`(_ qualifier: Qualifier) {
    #expect("\(qualifier)" == qualifier.name)
  }

  @Test(arguments: ["", "Pledged", "pledge", "pledged ", "shipped"])
  func `another word is no type`(_ word: String) {
    #expect(EventType(name: word) == nil)
  }

  @Test func `the log writes its fields in this order`() {
    #expect(
      Field.allCases.map(\.name) == [
        "id", "type", "occurredOn", "recordedAt", "shipment", "donor", "jointly", "district",
        "among", "from", "items", "expectedOn", "final", "replaces", "reason", "waybill", "to",
        "source", "recordedBy", "note", "extra", "sum",
      ])
    #expect(
      ItemField.allCases.map(\.name) == [
        "item", "unit", "quantity", "qualifier", "value", "damaged", "missing", "extra",
      ])
    #expect(ValueField.allCases.map(\.name) == ["amount", "currency", "qualifier"])
  }

  @Test func `sets of fields are joined and parted`() {
    var set: FieldSet = [.id, .sum]
    set.insert(.type)
    #expect(set.fields == [.id, .type, .sum])
    #expect(set.contains(.sum) && !set.contains(.extra))
    #expect(set.union([.extra]).fields == [.id, .type, .extra, .sum])
    #expect(set.subtracting([.type, .extra]) == [.id, .sum])
  }
}
