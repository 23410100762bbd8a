/// The goods that pictures show: a kind of item, with all that is below it, in one unit.
struct PageGoods: Sendable {
  let item: String
  let unit: String

  /// The goods that most uses name, as the page's script chooses them at first; nil of no use.
  static func mostUsed(_ uses: [(item: String, unit: String)]) -> PageGoods? {
    var counts: [SortKey: (goods: PageGoods, count: Int)] = [:]
    for use in uses {
      for item in use.item.selfAndAbove {
        let goods = PageGoods(item: item, unit: use.unit)
        counts[SortKey([item, use.unit]), default: (goods, 0)].count += 1
      }
    }
    return counts.max { left, right in
      left.value.count != right.value.count
        ? left.value.count < right.value.count : right.key < left.key
    }?.value.goods
  }

  /// Whether an item in a unit is one of them.
  func contains(item: String, unit: String) -> Bool {
    unit.utf8.elementsEqual(self.unit.utf8) && item.isAtOrBelow(self.item)
  }

  /// The item and the unit: `mask, piece`.
  var words: String { "\(item), \(unit)" }
}
