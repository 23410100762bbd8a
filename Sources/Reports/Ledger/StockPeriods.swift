import Projections
import Shipments

/// What moved a stock, in thousandths, and what there was before and after.
struct StockMovement: Sendable {
  var received: Int64 = 0
  var transferredIn: Int64 = 0
  var transferredOut: Int64 = 0
  var issued: Int64 = 0
  var adjusted: Int64 = 0

  /// By how much the stock changes.
  func change() throws(Overflow) -> Int64 {
    var sum: Int64 = 0
    for amount in [received, transferredIn, 0 - transferredOut, 0 - issued, adjusted] {
      sum = try Int64.sum(sum, amount)
    }
    return sum
  }

  mutating func add(_ other: StockMovement) throws(Overflow) {
    received = try Int64.sum(received, other.received)
    transferredIn = try Int64.sum(transferredIn, other.transferredIn)
    transferredOut = try Int64.sum(transferredOut, other.transferredOut)
    issued = try Int64.sum(issued, other.issued)
    adjusted = try Int64.sum(adjusted, other.adjusted)
  }
}

extension StockMovement {
  /// The movements of a row; none where it only asks for goods.
  init(_ stock: StockRow) {
    received = stock[.received]
    transferredIn = stock[.transferredIn]
    transferredOut = stock[.transferredOut]
    issued = stock[.issued]
    adjusted = stock.adjusted.thousandths
  }

  /// Whether nothing moved.
  var isNothing: Bool {
    received == 0 && transferredIn == 0 && transferredOut == 0 && issued == 0 && adjusted == 0
  }
}

extension Int64 {
  /// A sum within 64 bits.
  static func sum(_ left: Int64, _ right: Int64) throws(Overflow) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    guard !overflow else { throw Overflow() }
    return sum
  }
}

/// The movements of one stock by period; those before the first period under nil.
struct StockPeriods: RowSum {
  private(set) var movements: [Day?: StockMovement] = [:]

  mutating func add(_ movement: StockMovement, in period: Day?) throws(Overflow) {
    try movements[period, default: StockMovement()].add(movement)
  }

  mutating func add(_ other: StockPeriods) throws(Overflow) {
    for (period, movement) in other.movements { try add(movement, in: period) }
  }
}
