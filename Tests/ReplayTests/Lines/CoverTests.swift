import Projections
import Shipments
import Testing

@Suite("Which promises cover a district, and in which order they are drawn")
struct CoverTests {
  /// A promise: where, how much, and who shares it.
  struct Promise: Sendable {
    var district: String
    var quantity: Int64?
    var among: [String] = []
  }

  /// A claim of 60 at a district, and what it draws from each of the promises.
  struct Case: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var promises: [Promise]
    var district: String
    var drawn: [String: Int64]
  }

  static let cases = [
    Case(
      testDescription: "without among, every district below",
      promises: [Promise(district: "China", quantity: 100)],
      district: "China/Shanghai/Changning", drawn: ["China": 60]),
    Case(
      testDescription: "below means whole names",
      promises: [Promise(district: "China/Shang", quantity: 100)],
      district: "China/Shanghai", drawn: ["China/Shang": 0]),
    Case(
      testDescription: "not a district above",
      promises: [Promise(district: "China/Shanghai", quantity: 100)],
      district: "China", drawn: ["China/Shanghai": 0]),
    Case(
      testDescription: "with among, the named districts",
      promises: [Promise(district: "China", quantity: 100, among: ["China/Shanghai"])],
      district: "China/Shanghai", drawn: ["China": 60]),
    Case(
      testDescription: "with among, those below the named ones",
      promises: [Promise(district: "China", quantity: 100, among: ["China/Shanghai"])],
      district: "China/Shanghai/Changning", drawn: ["China": 60]),
    Case(
      testDescription: "with among, no other district below its own",
      promises: [Promise(district: "China", quantity: 100, among: ["China/Fujian"])],
      district: "China/Shanghai", drawn: ["China": 0]),
    Case(
      testDescription: "among may name districts elsewhere",
      promises: [Promise(district: "China", quantity: 100, among: ["Japan/Omura"])],
      district: "Japan/Omura", drawn: ["China": 60]),
    Case(
      testDescription: "the nearest first, the next for the rest",
      promises: [
        Promise(district: "China", quantity: 100),
        Promise(district: "China/Shanghai", quantity: 40),
      ],
      district: "China/Shanghai/Changning", drawn: ["China/Shanghai": 40, "China": 20]),
    Case(
      testDescription: "nearest by the covering name, not by its own district",
      promises: [
        Promise(district: "China", quantity: 40, among: ["China/Shanghai/Changning"]),
        Promise(district: "China/Shanghai", quantity: 100),
      ],
      district: "China/Shanghai/Changning", drawn: ["China": 40, "China/Shanghai": 20]),
    Case(
      testDescription: "of two names of one promise, the nearer one",
      promises: [
        Promise(district: "Asia", quantity: 40, among: ["China", "China/Shanghai/Changning"]),
        Promise(district: "China/Shanghai", quantity: 100),
      ],
      district: "China/Shanghai/Changning", drawn: ["Asia": 40, "China/Shanghai": 20]),
    Case(
      testDescription: "equally near ones in byte order of district",
      promises: [
        Promise(district: "b", quantity: 40, among: ["China"]),
        Promise(district: "a", quantity: 10, among: ["China"]),
        Promise(district: "Z", quantity: 15, among: ["China"]),
      ],
      district: "China", drawn: ["Z": 15, "a": 10, "b": 35]),
    Case(
      testDescription: "one named and one above, equally near, in byte order of district",
      promises: [
        Promise(district: "China", quantity: 50),
        Promise(district: "Asia", quantity: 20, among: ["China"]),
      ],
      district: "China/Shanghai", drawn: ["Asia": 20, "China": 40]),
    Case(
      testDescription: "one above and one named, equally near, in byte order of district",
      promises: [
        Promise(district: "China", quantity: 50),
        Promise(district: "Japan", quantity: 20, among: ["China"]),
      ],
      district: "China/Shanghai", drawn: ["China": 50, "Japan": 10]),
    Case(
      testDescription: "one without a quantity is unlimited",
      promises: [
        Promise(district: "China/Shanghai", quantity: nil),
        Promise(district: "China", quantity: 100),
      ],
      district: "China/Shanghai/Changning", drawn: ["China/Shanghai": 60, "China": 0]),
    Case(
      testDescription: "a limited one that is nearer than an unlimited one",
      promises: [
        Promise(district: "China/Shanghai", quantity: 25),
        Promise(district: "China", quantity: nil),
      ],
      district: "China/Shanghai/Changning", drawn: ["China/Shanghai": 25, "China": 35]),
    Case(
      testDescription: "from three, up to what each has",
      promises: [
        Promise(district: "Asia", quantity: 100, among: ["China"]),
        Promise(district: "China", quantity: 20), Promise(district: "China/Shanghai", quantity: 30),
      ],
      district: "China/Shanghai/Changning",
      drawn: ["China/Shanghai": 30, "Asia": 30, "China": 0]),
  ]

  @Test(arguments: cases)
  func `a claim of 60 is drawn`(_ example: Case) throws {
    var log = SampleLog()
    for promise in example.promises {
      try log.add(.pledged, promise.quantity, at: promise.district) { event in
        event.among = try promise.among.map { try Path($0) }
      }
    }
    try log.add(.delivered, 60, at: example.district)
    let replayed = try log.replayed()
    for (district, quantity) in example.drawn {
      #expect(try replayed.line(at: district).drawnDown == Quantity(quantity), "\(district)")
    }
    let total = example.drawn.values.reduce(0, +)
    #expect(try replayed.line(at: example.district).drawnFor == Quantity(total))
  }
}
