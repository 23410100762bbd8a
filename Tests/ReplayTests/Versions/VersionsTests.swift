import Shipments
import Testing

@Suite("Of all versions of a fact one is in force, or none")
struct VersionsTests {
  /// A version: its id, what it replaces, the minute at which it was recorded, and whether it voids.
  struct Version: Sendable {
    var id: String
    var replaced: String?
    var minute: Int
    var isVoid = false

    init(_ id: String, replaces replaced: String? = nil, at minute: Int, voids: Bool = false) {
      (self.id, self.replaced, self.minute, isVoid) = (id, replaced, minute, voids)
    }
  }

  /// Versions, the minute up to which they are known, and which of them count.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var knownAt: Int
    var inForce: [String]
    var versions: [Version]

    init(_ description: String, knownAt: Int = 59, inForce: [String], _ versions: Version...) {
      testDescription = description
      (self.knownAt, self.inForce, self.versions) = (knownAt, inForce, versions)
    }
  }

  static let uuids = (
    low: "01710000-0000-7000-8000-000000000001", high: "01710000-0000-7000-8000-000000000002",
    marked: "ffffffff-ffff-ffff-8000-000000000001"
  )

  static let chains: [Case] = [
    Case("nothing is replaced", inForce: ["a", "b"], .init("a", at: 1), .init("b", at: 2)),
    Case("a correction", inForce: ["b"], .init("a", at: 1), .init("b", replaces: "a", at: 2)),
    Case(
      "a correction of a correction", inForce: ["c"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "b", at: 3)),
    Case(
      "a chain read backwards", inForce: ["c"], .init("c", replaces: "b", at: 3),
      .init("b", replaces: "a", at: 2), .init("a", at: 1)),
    Case(
      "before the correction", knownAt: 1, inForce: ["a"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2)),
    Case(
      "between two corrections", knownAt: 2, inForce: ["b"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "b", at: 3)),
    Case(
      "one recorded before what it replaces", inForce: ["b"], .init("a", at: 5),
      .init("b", replaces: "a", at: 2)),
    Case(
      "known before what it replaces", knownAt: 3, inForce: ["b"], .init("a", at: 5),
      .init("b", replaces: "a", at: 2)),
    Case("what it replaces is not there", inForce: ["b"], .init("b", replaces: "a", at: 2)),
    Case(
      "two that replace each other", inForce: [],
      .init("a", replaces: "b", at: 1), .init("b", replaces: "a", at: 2)),
    Case(
      "before the circle closes", knownAt: 1, inForce: ["a"],
      .init("a", replaces: "b", at: 1), .init("b", replaces: "a", at: 2)),
    Case(
      "a circle of three, and one that hangs on it", inForce: ["d"],
      .init("a", replaces: "c", at: 1), .init("b", replaces: "a", at: 2),
      .init("c", replaces: "b", at: 3), .init("d", replaces: "b", at: 0)),
  ]

  static let forks: [Case] = [
    Case(
      "the later recorded one, alone", inForce: ["c"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "a", at: 3)),
    Case(
      "whatever the ids", inForce: ["b"], .init("a", at: 1),
      .init("c", replaces: "a", at: 2), .init("b", replaces: "a", at: 3)),
    Case(
      "before the later one", knownAt: 2, inForce: ["b"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "a", at: 3)),
    Case(
      "at the same instant the greater id", inForce: ["c"], .init("a", at: 1),
      .init("c", replaces: "a", at: 2), .init("b", replaces: "a", at: 2)),
    Case(
      "ids by bytes: capitals first", inForce: ["b"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("C", replaces: "a", at: 2)),
    Case(
      "ids by bytes: the longer of two", inForce: ["bb"], .init("a", at: 1),
      .init("bb", replaces: "a", at: 2), .init("b", replaces: "a", at: 2)),
    Case(
      "ids by bytes: not ASCII last", inForce: ["é"], .init("a", at: 1),
      .init("é", replaces: "a", at: 2), .init("z", replaces: "a", at: 2)),
    Case(
      "UUIDs", inForce: [uuids.high], .init("a", at: 1),
      .init(uuids.high, replaces: "a", at: 2), .init(uuids.low, replaces: "a", at: 2)),
    Case(
      "a UUID and a text below it", inForce: [uuids.low], .init("a", at: 1),
      .init(uuids.low, replaces: "a", at: 2), .init("00", replaces: "a", at: 2)),
    Case(
      "a UUID and a text above it", inForce: ["1"], .init("a", at: 1),
      .init(uuids.low, replaces: "a", at: 2), .init("1", replaces: "a", at: 2)),
    Case(
      "a UUID of ones and another", inForce: [uuids.marked], .init("a", at: 1),
      .init(uuids.low, replaces: "a", at: 2), .init(uuids.marked, replaces: "a", at: 2)),
    Case(
      "branches of different length", inForce: ["d"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "b", at: 3),
      .init("d", replaces: "a", at: 4)),
    Case(
      "an absent id joins its versions", inForce: ["c"],
      .init("b", replaces: "gone", at: 2), .init("c", replaces: "gone", at: 3)),
    Case(
      "an id recorded later joins its versions", knownAt: 4, inForce: ["c"], .init("a", at: 9),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "a", at: 3)),
    Case(
      "one that replaces both branches' ends is not needed", inForce: ["d"], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("c", replaces: "a", at: 3),
      .init("d", replaces: "b", at: 4)),
  ]

  static let voids: [Case] = [
    Case(
      "voided", inForce: ["b"], .init("a", at: 1), .init("b", at: 1),
      .init("v", replaces: "a", at: 2, voids: true)),
    Case(
      "before it was voided", knownAt: 1, inForce: ["a"], .init("a", at: 1),
      .init("v", replaces: "a", at: 2, voids: true)),
    Case(
      "a voided correction leaves nothing", inForce: [], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("v", replaces: "b", at: 3, voids: true)),
    Case(
      "a correction later than a void", inForce: ["b"], .init("a", at: 1),
      .init("v", replaces: "a", at: 2, voids: true), .init("b", replaces: "a", at: 3)),
    Case(
      "a void later than a correction", inForce: [], .init("a", at: 1),
      .init("b", replaces: "a", at: 2), .init("v", replaces: "a", at: 3, voids: true)),
    Case(
      "a correction of a void", inForce: ["b"], .init("a", at: 1),
      .init("v", replaces: "a", at: 2, voids: true), .init("b", replaces: "v", at: 3)),
    Case(
      "a void of a void leaves nothing", inForce: [], .init("a", at: 1),
      .init("v", replaces: "a", at: 2, voids: true), .init("w", replaces: "v", at: 3, voids: true)),
  ]

  @Test(arguments: chains + forks + voids)
  func `in force`(_ example: Case) throws {
    var log = SampleLog()
    // Each version has a district of its own, so that the stock rows tell which of them count.
    for version in example.versions {
      let time = "2020-02-13T13:\(version.minute < 10 ? "0" : "")\(version.minute):00Z"
      if version.isVoid {
        try log.void(try #require(version.replaced), recordedAt: time, id: version.id)
      } else {
        try log.add(.issued, 1, at: version.id, recordedAt: time, id: version.id) {
          $0.replaces = try version.replaced.map { try EventID($0) }
        }
      }
    }
    let known = "2020-02-13T13:\(example.knownAt < 10 ? "0" : "")\(example.knownAt):00Z"
    let replayed = try log.replayed(knownAt: known)
    #expect(replayed.names == example.inForce.map { "\($0) | mask | piece" }.sorted())
    #expect(replayed.eventCount == example.inForce.count)
  }
}
