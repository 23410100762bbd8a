import Foundation

/// The JSON of `replay`, read back.
struct StateRows: Decodable, Equatable {
  var at: String
  var knownAt: String?
  var events: Int
  var inventory: [Stock]
  var deliveries: [Delivery]

  struct Stock: Decodable, Equatable {
    var district: String, item: String, unit: String
    var requested: Double, requestedUnspecified: Int, received: Double
    var transferredIn: Double, transferredOut: Double
    var issued: Double, adjusted: Double, onHand: Double
  }

  struct Delivery: Decodable, Equatable {
    var district: String, item: String, unit: String, status: String
    var lines: Int, openLines: Int, overdueLines: Int, unspecifiedLines: Int
    var pledged: Double, purchased: Double, dispatched: Double, allocated: Double
    var promised: Double, delivered: Double, cancelled: Double, drawnDown: Double
    var outstanding: Double, overdueQuantity: Double, damaged: Double, missing: Double
  }

  init(_ json: String) throws {
    self = try JSONDecoder().decode(StateRows.self, from: Data(json.utf8))
  }
}

/// The JSON of `pending`, read back.
struct PendingRows: Decodable, Equatable {
  var pending: [Line]
  var pools: [Line]

  struct Line: Decodable, Equatable {
    var shipment: String, donor: String?, district: String, among: [String], status: String
    var outstanding: Double, unspecified: Bool, qualifier: String?
    var expectedOn: String?, overdue: Bool, overdueDays: Int, since: String, ageDays: Int
  }

  init(_ json: String) throws {
    self = try JSONDecoder().decode(PendingRows.self, from: Data(json.utf8))
  }
}
