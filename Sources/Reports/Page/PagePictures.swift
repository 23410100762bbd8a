import Console
import Projections
import Replay
import Shipments

/// What the pictures of a page show of some goods, in rows: the tables behind them.
struct PagePictures {
  /// A district, or what is below it, with what its goods came to.
  struct Stage: Sendable {
    let district: String
    var sums = DistrictSums()
    var unstated = UnstatedStages.Counts()
  }

  /// What flows from a donor to a district, of one item.
  struct Flow: Sendable {
    let donor: String?
    let district: String
    let item: String
    var given: Int64 = 0
    var unstated = 0
    var jointly: Set<String> = []
  }

  /// What is delivered and outstanding at the end of a week.
  struct Week: Sendable {
    let day: Day
    var sums = DistrictSums()
  }

  /// To how many names districts are cut: as many as leave few enough of them, like in the script.
  let depth: Int
  private(set) var stages: [Stage] = []
  private(set) var flows: [Flow] = []
  private(set) var course: [Week] = []

  init(_ report: PageReport, _ goods: PageGoods) throws(Overflow) {
    let rows = report.rows.filter { goods.contains(item: $0.key.item, unit: $0.key.unit) }
    depth = PagePictures.depth(rows.map(\.key.district), most: 12)
    try addStages(rows, report.unstated)
    try addFlows(report.flows, goods)
    try addCourse(report, goods)
  }

  private static func depth(_ districts: [String], most: Int) -> Int {
    let deepest = districts.map(\.nameCount).max() ?? 1
    var depth = 1
    while depth < deepest,
      Set(districts.map { Array(RowKey.cut($0, to: depth + 1).utf8) }).count <= most
    {
      depth += 1
    }
    return depth
  }

  private mutating func addStages(
    _ rows: [SharedRow<DistrictSums>], _ unstated: UnstatedStages
  ) throws(Overflow) {
    var places: [SortKey: Int] = [:]
    for row in rows {
      let district = RowKey.cut(row.key.district, to: depth)
      let place = places[SortKey([district])] ?? stages.count
      if place == stages.count {
        places[SortKey([district])] = place
        stages.append(Stage(district: district))
      }
      try stages[place].sums.add(row.sums)
      stages[place].unstated.add(unstated[row.key])
    }
    stages.sort { ByteOrder.precedes([$0.district], [$1.district]) }
  }

  private mutating func addFlows(_ all: FlowTable, _ goods: PageGoods) throws(Overflow) {
    let names = all.names
    var places: [SortKey: Int] = [:]
    for flow in all.rows
    where goods.contains(item: names[flow.names.item], unit: names[flow.names.unit]) {
      let donor = flow.names.donor < 0 ? nil : names[flow.names.donor]
      let (district, item) = (
        RowKey.cut(names[flow.names.district], to: depth), names[flow.names.item]
      )
      let key = SortKey(donor: donor, [district, item])
      let place = places[key] ?? flows.count
      if place == flows.count {
        places[key] = place
        flows.append(Flow(donor: donor, district: district, item: item))
      }
      flows[place].given = try Int64.sum(flows[place].given, flow.given)
      flows[place].unstated += flow.unstated
      flows[place].jointly.formUnion(flow.jointly.map { names[$0] })
    }
    // They came in byte order of their names, which stays where amounts are the same.
    flows = flows.enumerated().sorted {
      $0.element.given != $1.element.given
        ? $0.element.given > $1.element.given : $0.offset < $1.offset
    }.map(\.element)
  }

  /// The weeks in which what is delivered or outstanding changed.
  private mutating func addCourse(
    _ report: PageReport, _ goods: PageGoods
  ) throws(Overflow) {
    let isWanted = report.weekKeys.map { goods.contains(item: $0.item, unit: $0.unit) }
    var changes: [Day: DistrictSums] = [:]
    let cells = report.weeks.cells
    for place in cells.indices
    where isWanted[cells[place].row] && cells[place].day <= report.query.at {
      try changes[cells[place].day, default: DistrictSums()].add(cells.sums(of: place))
    }
    var sums = DistrictSums()
    for (day, change) in changes.sorted(by: { $0.key < $1.key }) {
      try sums.add(change)
      let counters: [DistrictCounter] = [.delivered, .outstanding, .unspecifiedLines]
      guard counters.contains(where: { change[$0] != 0 }) else { continue }
      course.append(Week(day: day, sums: sums))
    }
  }
}

extension DistrictSums {
  /// An amount as people read it, with a `?` where some of it is not stated.
  func pictured(_ counter: DistrictCounter, unstated: Int = 0, zero: String = "0") -> String {
    let text = Shown.orBlank(quantity(counter), unstated: unstated)
    return text.isEmpty ? zero : text
  }

  /// What is delivered or still to come: nothing in it counts twice, however promises are shared.
  var given: Quantity { Quantity(thousandths: self[.delivered] + self[.outstanding]) }

  /// Of how many open lines a part is not stated.
  var unspecifiedLines: Int { Int(self[.unspecifiedLines]) }
}

extension PagePictures.Stage {
  static let columns: [Column<PagePictures.Stage>] = [
    Column("district") { .text($0.district) },
    amount("requested", .requested) { Int($0.sums[.requestedUnspecified]) },
    amount("promised", .promised) { $0.sums.unspecifiedLines },
    amount("purchased", .purchased) { $0.unstated.purchased },
    amount("dispatched", .dispatched) { $0.unstated.dispatched },
    amount("delivered", .delivered) { _ in 0 },
    amount("outstanding", .outstanding) { $0.sums.unspecifiedLines },
  ]

  private static func amount(
    _ name: String, _ counter: DistrictCounter,
    _ unstated: @escaping @Sendable (PagePictures.Stage) -> Int
  ) -> Column<PagePictures.Stage> {
    Column(
      name, "", { .quantity($0.sums.quantity(counter)) },
      shown: { $0.sums.pictured(counter, unstated: unstated($0)) })
  }
}

extension PagePictures.Flow {
  static let columns: [Column<PagePictures.Flow>] = [
    Column(
      "donor", "", { Value($0.donor) },
      shown: { flow in
        PageWords.givers(flow.donor, flow.jointly.sorted { ByteOrder.precedes([$0], [$1]) })
      }),
    Column("district") { .text($0.district) },
    Column("item") { .text($0.item) },
    Column(
      "given", "", { .quantity(Quantity(thousandths: $0.given)) },
      shown: { Shown.orBlank(Quantity(thousandths: $0.given), unstated: $0.unstated) }),
  ]
}

extension PagePictures.Week {
  static let columns: [Column<PagePictures.Week>] = [
    Column("day") { .day($0.day) },
    Column(
      "given", "", { .quantity($0.sums.given) },
      shown: { Shown.orBlank($0.sums.given, unstated: $0.sums.unspecifiedLines) }),
    Column("delivered") { .quantity($0.sums.quantity(.delivered)) },
    Column(
      "outstanding", "", { .quantity($0.sums.quantity(.outstanding)) },
      shown: {
        Shown.orBlank($0.sums.quantity(.outstanding), unstated: $0.sums.unspecifiedLines)
      }),
  ]
}
