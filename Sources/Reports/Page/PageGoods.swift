/// The goods that pictures show: a kind of item, with all that is below it, in one unit.
struct PageGoods: Sendable {
  let item: String
  let unit: String

  /// The goods that uses name, each with all that is below it: the most used first, as in the page's script.
  static func all(_ uses: [(item: String, unit: String)]) -> [PageGoods] {
    var counts: [SortKey: (goods: PageGoods, count: Int)] = [:]
    for use in uses {
      let item = RowKey.cut(use.item, to: 1)
      let goods = PageGoods(item: item, unit: use.unit)
      counts[SortKey([item, use.unit]), default: (goods, 0)].count += 1
    }
    return counts.sorted { left, right in
      left.value.count != right.value.count
        ? left.value.count > right.value.count : left.key < right.key
    }.map(\.value.goods)
  }

  /// Whether an item in a unit is one of them.
  func contains(item: String, unit: String) -> Bool {
    unit.utf8.elementsEqual(self.unit.utf8) && item.isAtOrBelow(self.item)
  }

  /// The item and the unit: `mask, piece`.
  var words: String { "\(item), \(unit)" }
}
