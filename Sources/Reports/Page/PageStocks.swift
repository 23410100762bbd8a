import Console
import Projections
import Shipments

/// The inventory as a tree: each district with all that is below it, above what that is made up of.
struct PageStock: Sendable {
  private let row: InventoryRow
  /// The last name of the district, or what says that it is the district alone.
  private let name: String
  /// How many names stand above the district.
  let level: Int

  /// The rows of all districts, and of those above them.
  static func tree(_ rows: [SharedRow<DistrictSums>]) throws(Overflow) -> [PageStock] {
    var sums = RowSums<DistrictSums>(RowFilter())
    var upper: Set<[UInt8]> = []
    for row in rows where !row.sums.isStockZero {
      for (place, district) in row.key.district.selfAndAbove.enumerated() {
        if place > 0 { upper.insert(Array(district.utf8)) }
        try sums.add(
          row.sums, to: RowKey(district: district, item: row.key.item, unit: row.key.unit))
      }
    }
    var tree: [(order: SortKey, stock: PageStock)] = []
    for row in sums.sorted {
      if let stock = PageStock(row, name: row.key.district.lastName) {
        tree.append((order(row.key, isOwn: false), stock))
      }
    }
    // What stands at a district itself, where there is more below it.
    for row in rows where upper.contains(Array(row.key.district.utf8)) {
      let name = PageWords.say("own", ["district": row.key.district.lastName])
      if let stock = PageStock(row, name: name, isOwn: true) {
        tree.append((order(row.key, isOwn: true), stock))
      }
    }
    return tree.sorted { $0.order < $1.order }.map(\.stock)
  }

  /// Name by name, so that a district stands before all that is below it; its own rows behind its sums.
  private static func order(_ key: RowKey, isOwn: Bool) -> SortKey {
    SortKey(key.district.names + ["", isOwn ? "1" : "0", key.item, key.unit])
  }

  private init?(_ row: SharedRow<DistrictSums>, name: String, isOwn: Bool = false) {
    guard let stock = InventoryRow(row) else { return nil }
    self.row = stock
    self.name = name
    level = row.key.district.nameCount - (isOwn ? 0 : 1)
  }

  static let columns: [Column<PageStock>] = InventoryRow.columns.map { column in
    column.name == "district" ? Column("district") { .text($0.name) } : column.of(\.row)
  }
}
