@testable import Projections
import Shipments
import Testing

@Suite("Which counter each event type adds to")
struct PostingTests {
  @Test(arguments: [
    (EventType.requested, Posting(stock: .requested)),
    (.pledged, Posting(line: .pledged, items: .pledgedItems, unstated: .pledgedUnstated)),
    (
      .allocated,
      Posting(line: .allocatedIn, lineOfFrom: .allocatedOut, items: .allocatedItems)
    ),
    (.purchased, Posting(line: .purchased, items: .purchasedItems, unstated: .purchasedUnstated)),
    (
      .dispatched,
      Posting(line: .dispatched, items: .dispatchedItems, unstated: .dispatchedUnstated)
    ),
    (.delivered, Posting(line: .delivered, stock: .received)),
    (.cancelled, Posting(line: .cancelled, unstated: .closings)),
    (.rescheduled, Posting()),
    (.transferred, Posting(stock: .transferredIn, stockOfFrom: .transferredOut)),
    (.issued, Posting(stock: .issued)),
    (.adjusted, Posting(stock: .adjustedUp)),
    (.voided, Posting()),
  ])
  func `the table`(type: EventType, posting: Posting) {
    #expect(Posting.of(type) == posting)
    #expect(Posting.table[Int(type.rawValue)] == posting)
    #expect(Posting.table.count == 12)
  }

  /// What one event of 5 with one item adds to the line and the stock of its district.
  static let sums: [(EventType, Int64, [LineCounter: Int64], [StockCounter: Int64])] = [
    (.requested, 5, [:], [.requested: 5000]),
    (.pledged, 5, [.pledged: 5000, .pledgedItems: 1], [:]),
    (.allocated, 5, [.allocatedIn: 5000, .allocatedItems: 1], [:]),
    (.purchased, 5, [.purchased: 5000, .purchasedItems: 1], [:]),
    (.dispatched, 5, [.dispatched: 5000, .dispatchedItems: 1], [:]),
    (.delivered, 5, [.delivered: 5000], [.received: 5000]),
    (.cancelled, 5, [.cancelled: 5000], [:]),
    (.rescheduled, 5, [:], [:]),
    (.transferred, 5, [:], [.transferredIn: 5000]),
    (.issued, 5, [:], [.issued: 5000]),
    (.adjusted, 5, [:], [.adjustedUp: 5000]),
    (.adjusted, -5, [:], [.adjustedDown: 5000]),
  ]

  @Test(arguments: sums)
  func `an event adds to these counters and no others`(
    type: EventType, quantity: Int64, line: [LineCounter: Int64], stock: [StockCounter: Int64]
  ) throws {
    var log = SampleLog()
    let hasOrigin = type == .allocated || type == .transferred
    try log.add(type, quantity, at: "China", from: hasOrigin ? "Asia" : nil) {
      if type == .rescheduled { $0.expectedOn = try day("2020-03-01") }
    }
    let replayed = try log.replayed()
    if !line.isEmpty {
      let sums = try replayed.line(at: "China")
      for counter in LineCounter.allCases { #expect(sums[counter] == line[counter] ?? 0) }
    }
    if !stock.isEmpty {
      let sums = try replayed.stock(at: "China")
      for counter in StockCounter.allCases { #expect(sums[counter] == stock[counter] ?? 0) }
    }
    if type == .allocated { #expect(try replayed.line(at: "Asia")[.allocatedOut] == 5000) }
    if type == .transferred { #expect(try replayed.stock(at: "Asia")[.transferredOut] == 5000) }
    let rows = (line.isEmpty ? 0 : 1) + (stock.isEmpty ? 0 : 1) + (hasOrigin ? 1 : 0)
    #expect(replayed.names.count == rows)
  }
}
