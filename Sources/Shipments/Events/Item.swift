/// One item of an event: what, in which unit, and how much of it.
public struct Item: Equatable, Sendable {
  /// What: general first, such as `mask/N95`.
  public var item: Path
  /// The unit that quantities count.
  public var unit: Name
  /// How much; nil where it is not stated.
  public var quantity: Quantity?
  /// How sure the quantity is.
  public var qualifier: Qualifier?
  /// What it is worth.
  public var value: Value?
  /// How much arrived broken; of deliveries only.
  public var damaged: Quantity = .zero
  /// How much should have arrived and did not; of deliveries only.
  public var missing: Quantity = .zero
  /// What another system needs kept: the text of a JSON object, not interpreted.
  public var extra: [UInt8]?

  /// Makes an item; a quantity of nil is one that is not stated.
  public init(item: Path, unit: Name, quantity: Quantity?, qualifier: Qualifier? = nil) {
    self.item = item
    self.unit = unit
    self.quantity = quantity
    self.qualifier = qualifier
  }
}

/// What an item is worth, in one currency.
public struct Value: Equatable, Sendable {
  /// The amount of money.
  public var amount: Quantity
  /// The currency, such as `USD`.
  public var currency: Name
  /// How sure the amount is.
  public var qualifier: Qualifier?

  /// Makes a value.
  public init(amount: Quantity, currency: Name, qualifier: Qualifier? = nil) {
    self.amount = amount
    self.currency = currency
    self.qualifier = qualifier
  }
}

/// How sure a quantity is.
public enum Qualifier: UInt8, CaseIterable, BitwiseCopyable, Sendable {
  case atLeast, about

  /// The word that stands for it in the log.
  public var name: String { self == .atLeast ? "atLeast" : "about" }
}

extension Qualifier? {
  /// How sure a sum is: one of which a part is `about` so much is so; else `atLeast` as a part is.
  public func vaguest(_ other: Qualifier?) -> Qualifier? {
    self == .about || other == nil ? self : other
  }
}
