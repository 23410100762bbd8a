@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct InputLinesTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// What a file's lines hold: ids, `-` for nothing, and for refusals the line and its bytes.
  private func contents(_ bytes: [UInt8]) throws -> [String] {
    try folder.write(bytes, to: "input")
    var input = try InputLines(folder.path("input"))
    var found: [String] = []
    let instant = Timestamp(Instant(seconds: 0, nanoseconds: 0))
    while true {
      let id = try EventID("new-\(found.count + 1)")
      switch try input.nextLine(filling: { (id: id, recordedAt: instant) }) {
      case nil: return found
      case .event: found.append(try input.event().id.text)
      case .nothing: found.append("-")
      case .refused(let line): found.append("\(line.line): \(line.bytes)")
      }
    }
  }

  private let without =
    #"{"type":"issued","occurredOn":"2020-02-13","district":"d","#
    + #""items":[{"item":"mask","unit":"piece","quantity":1}]}"#

  @Test func `each line is an event`() throws {
    #expect(try contents(text(try lines(3))) == ids(1...3))
    #expect(try contents(text(try objects(3))) == ids(1...3))
    #expect(try contents([]) == [])
  }

  @Test func `a line in the usual form is taken as it is, with a sum if it has none`() throws {
    let summed = try lines(2)
    try folder.write(text([summed[0], try objects(2)[1]]), to: "input")
    var input = try InputLines(folder.path("input"))
    let missing = (
      id: try EventID("unused"), recordedAt: Timestamp(Instant(seconds: 0, nanoseconds: 0))
    )
    for line in summed {
      _ = try input.nextLine(filling: { missing })
      #expect(input.line == line + [0x0A])
    }
  }

  @Test func `the last line needs no line feed`() throws {
    #expect(try contents(text(try lines(2)).dropLast() + []) == ids(1...2))
  }

  @Test func `an id that is missing is filled in, one that is there is kept`() throws {
    let bytes = Array("\(without)\n".utf8) + text(try objects(1)) + Array(without.utf8)
    #expect(try contents(bytes) == ["new-1", "event-1", "new-3"])
  }

  @Test func `a byte-order mark, carriage returns and blank lines are tolerated`() throws {
    let all = try objects(2)
    let bytes = [0xEF, 0xBB, 0xBF] + all[0] + [0x0D, 0x0A, 0x0D, 0x0A, 0x20, 0x0A] + all[1]
    #expect(try contents(bytes) == ["event-1", "-", "-", "event-2"])
    #expect(try contents([0xEF, 0xBB, 0xBF, 0x0A] + all[0]) == ["-", "event-1"])
  }

  @Test(arguments: [
    "hello", #"{"id":"x"}"#, #"{"type":"shipped"}"#, "[]", "{", "\u{FEFF}{}",
  ])
  func `a line that is refused does not hide the others`(_ bad: String) throws {
    let all = try lines(2)
    let bytes = text([all[0], Array(bad.utf8), all[1]])
    let start = all[0].count + 1
    #expect(
      try contents(bytes) == ["event-1", "2: \(start..<start + bad.utf8.count)", "event-2"])
  }

  @Test func `an unknown field is refused, as a slip of the pen`() throws {
    let line = without.dropLast() + #","colour":"blue"}"#
    #expect(try contents(Array(line.utf8)) == ["1: \(0..<line.utf8.count)"])
  }

  @Test func `a sum that does not match is refused`() throws {
    var line = try lines(1)[0]
    line[20] ^= 1
    #expect(try contents(line) == ["1: \(0..<line.count)"])
  }

  @Test(arguments: [1, 2, 1_048_576, 3_000_000])
  func `a line over 1 MiB is refused, and the lines after it are read`(_ excess: Int) throws {
    let count = LineParser.maximumLineBytes + excess
    let long = Array(repeating: UInt8(ascii: "x"), count: count)
    let all = try lines(1)
    let refused = "1: \(0..<count)"
    #expect(try contents(long) == [refused])
    #expect(try contents(text([long])) == [refused])
    let next = "3: \(count + all[0].count + 2..<count + all[0].count + 3)"
    #expect(try contents(text([long, all[0], [0x78]])) == [refused, "event-1", next])
  }

  @Test func `bytes are counted from the start of the file, its byte-order mark included`() throws {
    #expect(try contents(Array("\u{FEFF}ab\ncd\n".utf8)) == ["1: 3..<5", "2: 6..<8"])
  }

  @Test func `more lines than a buffer holds are read in order`() throws {
    let count = 12_000
    #expect(try contents(text(try lines(count))) == ids(1...count))
  }

  @Test func `a file that is not there is an error`() throws {
    let error = #expect(throws: FileError.self) { _ = try InputLines(folder.path("missing")) }
    #expect(error?.isNotFound == true)
  }
}
