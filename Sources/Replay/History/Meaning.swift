import Shipments

/// What two lines with the same id have to agree on.
enum Meaning {
  /// The first field, in the order of the format, in which two events differ; arrays in any order.
  static func difference(
    _ left: EventRecord, _ leftBatch: Batch, _ right: EventRecord, _ rightBatch: Batch
  ) -> Field? {
    if left.type != right.type { return .type }
    if left.occurredOn != right.occurredOn { return .occurredOn }
    if left.shipment != right.shipment { return .shipment }
    if left.donor != right.donor { return .donor }
    let leftRelations = leftBatch.relations(of: left) ?? Relations()
    let rightRelations = rightBatch.relations(of: right) ?? Relations()
    if !isSame(leftBatch.paths(leftRelations.jointly), rightBatch.paths(rightRelations.jointly)) {
      return .jointly
    }
    if left.district != right.district { return .district }
    if !isSame(leftBatch.paths(leftRelations.among), rightBatch.paths(rightRelations.among)) {
      return .among
    }
    if leftRelations.from != rightRelations.from { return .from }
    let leftItems = leftBatch.items[leftBatch.itemRows(of: left)]
    if !isSame(leftItems, rightBatch.items[rightBatch.itemRows(of: right)]) { return .items }
    if left.expectedOn != right.expectedOn { return .expectedOn }
    if left.isFinal != right.isFinal { return .final }
    return leftRelations.replaces != rightRelations.replaces ? .replaces : nil
  }

  /// The same for whole events.
  static func difference(_ left: Event, _ right: Event) -> Field? {
    if left.type != right.type { return .type }
    if left.occurredOn != right.occurredOn { return .occurredOn }
    if left.shipment != right.shipment { return .shipment }
    if left.donor != right.donor { return .donor }
    if !isSame(left.jointly[...], right.jointly[...]) { return .jointly }
    if left.district != right.district { return .district }
    if !isSame(left.among[...], right.among[...]) { return .among }
    if left.from != right.from { return .from }
    if !isSame(left.items.map(ItemMeaning.init)[...], right.items.map(ItemMeaning.init)[...]) {
      return .items
    }
    if left.expectedOn != right.expectedOn { return .expectedOn }
    if left.isFinal != right.isFinal { return .final }
    return left.replaces != right.replaces ? .replaces : nil
  }

  /// What of an item belongs to its meaning.
  private struct ItemMeaning: Hashable {
    var item: Path
    var unit: Name
    var quantity: Quantity?
    var qualifier: Qualifier?
    var damaged: Quantity
    var missing: Quantity

    init(_ item: Item) {
      self.item = item.item
      unit = item.unit
      quantity = item.quantity
      qualifier = item.qualifier
      damaged = item.damaged
      missing = item.missing
    }
  }

  /// Whether two lists hold the same, each as often, in any order.
  private static func isSame<Element: Hashable>(
    _ left: ArraySlice<Element>, _ right: ArraySlice<Element>
  ) -> Bool {
    guard left.count == right.count else { return false }
    if left.elementsEqual(right) { return true }
    var counts: [Element: Int] = [:]
    for element in left { counts[element, default: 0] += 1 }
    for element in right { counts[element, default: 0] -= 1 }
    return counts.values.allSatisfy { $0 == 0 }
  }
}
