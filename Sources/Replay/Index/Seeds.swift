/// What is asked about: some shipments and some ids, and all that hangs together with them.
public struct Seeds: Sendable {
  /// The names of shipments.
  public var shipments: [String]
  /// The ids of events.
  public var ids: [String]

  /// Asks about shipments and ids.
  public init(shipments: [String] = [], ids: [String] = []) {
    self.shipments = shipments
    self.ids = ids
  }
}
