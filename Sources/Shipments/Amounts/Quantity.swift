/// An exact amount, in thousandths of its unit.
public struct Quantity: Hashable, Comparable, Sendable {
  /// The amount in thousandths.
  public var thousandths: Int64

  /// The greatest amount that one item may state: 1 000 000 000 000.
  @inlinable
  public static var maximum: Quantity { Quantity(thousandths: 1_000_000_000_000_000) }
  /// The greatest total that a counter may reach: 1 000 000 000 000 000.
  ///
  /// It leaves room for sums of several counters within 64 bits.
  @inlinable
  public static var maximumTotal: Quantity { Quantity(thousandths: 1_000_000_000_000_000_000) }
  /// Nothing.
  @inlinable
  public static var zero: Quantity { Quantity(thousandths: 0) }

  /// Makes an amount of so many thousandths.
  @inlinable
  public init(thousandths: Int64) { self.thousandths = thousandths }

  /// Makes an amount of so many whole units.
  public init(_ units: Int64) { thousandths = units * 1000 }

  /// Whether the left amount is less.
  @inlinable
  public static func < (left: Quantity, right: Quantity) -> Bool {
    left.thousandths < right.thousandths
  }

  /// The sum of two amounts, or an error where it leaves 64 bits.
  @inlinable @inline(__always)
  public static func sum(_ left: Quantity, _ right: Quantity) throws(Overflow) -> Quantity {
    let (sum, overflow) = left.thousandths.addingReportingOverflow(right.thousandths)
    guard !overflow else { throw Overflow() }
    return Quantity(thousandths: sum)
  }
}

extension Quantity: CustomStringConvertible {
  /// The amount as a JSON number without needless digits, such as `1.5` or `-10000`.
  public var description: String {
    let (units, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
    let sign = thousandths < 0 ? "-" : ""
    guard rest != 0 else { return "\(sign)\(units)" }
    var decimals = String(1000 + rest).dropFirst()
    while decimals.last == "0" { decimals.removeLast() }
    return "\(sign)\(units).\(decimals)"
  }
}

/// A total is greater than a counter can hold.
public struct Overflow: Error, Equatable, Sendable {
  /// The event that led to it, where one did.
  public var place: Place?

  /// Makes the error.
  @inlinable
  public init(at place: Place? = nil) { self.place = place }
}
