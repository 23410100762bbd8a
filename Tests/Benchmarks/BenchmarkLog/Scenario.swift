import Shipments
import TestSupport

/// Which kind of log is made.
public enum Mix: String, CaseIterable, Sendable {
  /// Lines as Waybill writes them: pledged, mostly purchased, mostly delivered in one or two parts.
  case plain
  /// The same story by other hands: shuffled keys, escapes, Chinese names, 1 to 5 items,
  /// corrections and copies.
  case mixed
}

/// What befalls each shipment of a made log, in the order of time.
///
/// Shipments overlap: what follows a pledge comes within the next 60,000 events.
struct Scenario {
  private static let window = 1 << 16

  /// One step of a shipment.
  struct Step {
    var shipment: Int
    var type: EventType
    var items: [Amount]
  }

  /// So much of an item; the item by its number in ``Places``.
  struct Amount {
    var item: Int
    var quantity: Int
  }

  private let mix: Mix
  private var nextShipment = 1
  /// The steps that are due, by their position in time modulo the window.
  private var due: [[Step]]
  private var position = 0

  init(_ mix: Mix) {
    self.mix = mix
    due = Array(repeating: [], count: Scenario.window)
  }

  /// The next step of some shipment.
  mutating func next(_ numbers: inout SeededGenerator) -> Step {
    if let step = due[position].popLast() { return step }
    position = (position + 1) % Scenario.window
    return pledge(&numbers)
  }

  /// A new promise, with what becomes of it set down for later.
  private mutating func pledge(_ numbers: inout SeededGenerator) -> Step {
    let count = mix == .plain ? 1 : Int.random(in: 1...5, using: &numbers)
    let items = (0..<count).map { _ in
      Amount(
        item: Int.random(in: 0..<Places.items.count, using: &numbers),
        quantity: Int.random(in: 10...2000, using: &numbers) * 10)
    }
    let pledged = Step(shipment: nextShipment, type: .pledged, items: items)
    nextShipment += 1
    guard Int.random(in: 0..<10, using: &numbers) < 8 else { return pledged }
    let bought = Int.random(in: 1..<20_000, using: &numbers)
    plan(.purchased, of: pledged, part: 1, of: 1, after: bought)
    guard Int.random(in: 0..<10, using: &numbers) < 9 else { return pledged }
    let came = bought + Int.random(in: 1..<20_000, using: &numbers)
    if Int.random(in: 0..<2, using: &numbers) == 0 {
      plan(.delivered, of: pledged, part: 1, of: 1, after: came)
    } else {
      plan(.delivered, of: pledged, part: 1, of: 2, after: came)
      if Int.random(in: 0..<10, using: &numbers) < 8 {
        let rest = came + Int.random(in: 1..<20_000, using: &numbers)
        plan(.delivered, of: pledged, part: 1, of: 2, after: rest)
      }
    }
    return pledged
  }

  private mutating func plan(
    _ type: EventType, of pledged: Step, part: Int, of parts: Int, after delay: Int
  ) {
    var step = pledged
    step.type = type
    for row in step.items.indices { step.items[row].quantity *= part }
    for row in step.items.indices { step.items[row].quantity /= parts }
    due[(position + delay) % Scenario.window].append(step)
  }
}

/// The names that stand in made logs.
enum Places {
  /// 640 districts.
  static let districts: [String] = {
    let provinces = [
      "Shanghai", "Hubei", "Fujian", "Guangdong", "Liaoning", "Zhejiang", "Sichuan", "Yunnan",
    ]
    return provinces.flatMap { province in
      (0..<80).map { "China/\(province)/Ward \(10 + $0)" }
    }
  }()

  /// The same districts by their own names.
  static let chineseDistricts: [String] = {
    let provinces = ["上海市", "湖北省", "福建省", "广东省", "辽宁省", "浙江省", "四川省", "云南省"]
    return provinces.flatMap { province in
      (0..<80).map { "中国/\(province)/第\(10 + $0)区" }
    }
  }()

  static let donors = (0..<200).map { "Japan/Omura/Donor \(100 + $0)" }

  static let items = [
    ("mask/N95", "piece"), ("mask/surgical", "box"), ("goggles", "piece"),
    ("gloves/nitrile", "pair"), ("outfit/protective", "piece"), ("soap", "kg"),
  ]
}
