import Shipments
import Testing

@Suite("Who gave a shipment")
struct DonorTests {
  @Test func `the earliest event of the shipment that names a donor decides for all lines`() throws
  {
    var log = SampleLog()
    try log.add(.pledged, 1, at: "China", on: "2020-02-10")
    try log.add(.pledged, 1, at: "China", on: "2020-02-13") { $0.donor = try Path("late") }
    try log.add(.pledged, 1, at: "Japan", item: "glove", on: "2020-02-12") {
      $0.donor = try Path("early")
    }
    try log.add(.pledged, 1, at: "Japan", shipment: "other") { $0.donor = try Path("third") }
    let replayed = try log.replayed()
    #expect(try replayed.replayedLine(at: "China").donor == "early")
    #expect(try replayed.replayedLine(at: "Japan", "glove").donor == "early")
    #expect(try replayed.replayedLine(at: "Japan", of: "other").donor == "third")
  }

  @Test(arguments: [
    ("2020-02-13T10:00:00Z", "2020-02-13T09:00:00Z", "a", "z", "second"),
    ("2020-02-13T09:00:00Z", "2020-02-13T10:00:00Z", "z", "a", "first"),
    ("2020-02-13T09:00:00Z", "2020-02-13T09:00:00Z", "a", "z", "first"),
    ("2020-02-13T09:00:00Z", "2020-02-13T09:00:00Z", "é", "z", "second"),
  ])
  func `of one day the first recorded one decides, then the lesser id`(
    first: String, second: String, firstID: String, secondID: String, expected: String
  ) throws {
    var log = SampleLog()
    try log.add(.pledged, 10, at: "China", recordedAt: first, id: firstID) {
      $0.donor = try Path("first")
    }
    try log.add(.delivered, 10, at: "Japan", recordedAt: second, id: secondID) {
      $0.donor = try Path("second")
    }
    #expect(try log.replayed().replayedLine(at: "China").donor == expected)
  }

  @Test func `the line that an allocation leaves has the shipment's donor too`() throws {
    var log = SampleLog()
    try log.add(.allocated, 10, at: "China", from: "Asia") { $0.donor = try Path("Nagasaki") }
    #expect(try log.replayed().replayedLine(at: "Asia").donor == "Nagasaki")
  }
}
