@testable import EventLog
import Shipments
import TestSupport
import Testing

/// All readers of a line have to find the same in it: the fast one, which knows only the form in which
/// Waybill writes lines, that of compact lines by other hands, and the members' own.
@Suite("A line in the usual form is read as in any other")
struct CanonicalLineTests {
  /// What was read of a line: its packed event, and by which reader.
  private func read(_ line: [UInt8]) throws -> (form: LineParser.Form, packed: [[UInt8]]) {
    var decoder = RecordDecoder()
    var events = PackedEvents.one
    let buffer = buffer(line + [UInt8(ascii: "\n")])
    let bytes = buffer.line(0..<line.count)
    _ = try decoder.decode(bytes, at: Place(journal: 0, offset: 7), into: &events)
    var parser = LineParser()
    _ = try parser.parse(bytes)
    return (parser.form, events.chunks(of: 0).map(\.array))
  }

  /// What was packed of a line before another one, by its own end, and how many bytes it took.
  ///
  /// The line is read twice: names that were met before are known by their bytes.
  private func readFirst(
    _ line: [UInt8],
    by read: (inout RecordDecoder, LineBytes, inout PackedEvents) -> Int? = {
      $0.decodeFirst(of: $1, at: Place(journal: 0, offset: 7), into: &$2)
    }
  ) -> (count: Int, packed: [[UInt8]])? {
    var decoder = RecordDecoder()
    let lines = buffer(line + Array("\n{\"id\":\"\n".utf8))
    var events = PackedEvents.one
    var again = PackedEvents.one
    let count = read(&decoder, lines.line(0..<lines.capacity), &events)
    #expect(read(&decoder, lines.line(0..<lines.capacity), &again) == count)
    let packed = events.chunks(of: 0).map(\.array)
    #expect(again.chunks(of: 0).map(\.array) == packed)
    return count.map { ($0, packed) }
  }

  private func buffer(_ bytes: [UInt8]) -> ByteBuffer {
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    return buffer
  }

  /// A line with a space behind its brace and those of its items, where the fast reader knows none.
  private func spaced(_ line: some Collection<UInt8>) -> [UInt8] {
    var spaced = Array("{ ".utf8)
    var rest = line.dropFirst()
    while let item = rest.firstRange(of: Array(#"{"item":"#.utf8)) {
      spaced += rest[..<item.lowerBound]
      spaced += "{ ".utf8
      rest = rest[item.lowerBound...].dropFirst()
    }
    return spaced + rest
  }

  /// A line whose id is the last member, behind a space, as the writer of another program may put it.
  private func reordered(_ line: some Collection<UInt8>) -> [UInt8] {
    guard let comma = line.firstRange(of: Array(#","type""#.utf8))?.lowerBound else { return [] }
    let (id, rest) = (line[..<comma].dropFirst(), line[comma...].dropFirst().dropLast())
    return [line[line.startIndex]] + rest + Array(", ".utf8) + id + line.suffix(1)
  }

  /// A line with a sum in another form, with the sum that fits it.
  private func summed(_ line: [UInt8], _ form: ([UInt8]) -> [UInt8]) -> [UInt8] {
    sealed(form(line.dropLast(26) + Array("}".utf8)))
  }

  /// A line without a sum with its sum.
  private func sealed(_ line: [UInt8]) -> [UInt8] {
    let body = Array(line.dropLast())
    return body + Array(",\"sum\":\"".utf8) + Hex.digits(Checksum.of(body)) + Array("\"}".utf8)
  }

  /// The event without what the fast reader leaves to the other one.
  private func plain(_ random: Event, _ round: Int) throws -> Event {
    let ids = ["event \(round)", "01703ed6-a7e0-7000-8000-00000000000\(round % 10)"]
    var event = Event(
      id: try EventID(ids[round / 2 % 2]), type: random.type, occurredOn: random.occurredOn,
      recordedAt: random.recordedAt)
    if random.shipment != nil { event.shipment = try Name("S-\(round)") }
    if random.donor != nil { event.donor = try Path("Japan/大村 \(round)") }
    if random.district != nil { event.district = try Path("中国/上海市/第\(round)区") }
    if random.from != nil { event.from = try Path("China") }
    if random.replaces != nil { event.replaces = try EventID("other \(round)") }
    if random.waybill != nil { event.waybill = try Name("WB \(round)") }
    if random.reason != nil { event.reason = "why, é" }
    if random.to != nil { event.to = "" }
    if random.note != nil { event.note = "a note that is longer than sixteen bytes" }
    (event.expectedOn, event.isFinal) = (random.expectedOn, random.isFinal)
    for row in random.items.indices {
      event.items.append(
        Item(
          item: try Path("mask/N\(row)"), unit: try Name("piece"),
          quantity: Quantity(Int64(row * 99_999 + 7))))
    }
    return event
  }

  @Test func `whatever the event`() throws {
    let seed = testSeed("a line in the usual form is read as in any other")
    var random = RandomEvents(seed: seed)
    var canonical = 0
    var compactly = 0
    for type in EventType.allCases {
      for round in 0..<60 {
        let event = try random.event(type)
        let line = try EventEncoder.line(round % 2 == 0 ? event : plain(event, round))
        let usual = try read(line)
        let compact = try read(summed(line, reordered))
        let other = try read(summed(line, spaced))
        #expect(other.form == .any && compact.form != .canonical)
        let first = readFirst(line)
        #expect((first != nil) == (usual.form == .canonical))
        if let first { #expect(first.count == line.count + 1 && first.packed == usual.packed) }
        #expect(
          usual.packed == other.packed && compact.packed == other.packed,
          "seed \(seed): \(String(decoding: line, as: UTF8.self))")
        canonical += usual.form == .canonical ? 1 : 0
        compactly += compact.form == .compact ? 1 : 0
      }
    }
    #expect(canonical > 300, "those in the usual form are read by the fast reader")
    #expect(compactly > 600, "most others are read by that of compact lines")
  }

  @Test func `most events are packed while they are read`() throws {
    let seed = testSeed("most events are packed while they are read")
    var random = RandomEvents(seed: seed)
    var packed = 0
    for type in EventType.allCases {
      for round in 0..<60 {
        // Those of these numbers have UUIDs.
        var event = try plain(random.event(type), round * 4 + 2)
        event.items = Array(event.items.prefix(1))
        if round % 3 == 0 { event.waybill = nil }
        if round % 5 == 0 { event.source = "a list, é" }
        let line = EventEncoder.line(event)
        let usual = readFirst(line) {
          $0.packUsual($1, at: Place(journal: 0, offset: 7), into: &$2)
        }
        let isUsual =
          !event.items.isEmpty && event.from == nil && event.replaces == nil
          && event.waybill == nil
        #expect((usual != nil) == isUsual, "seed \(seed): \(String(decoding: line, as: UTF8.self))")
        guard let usual else { continue }
        #expect(try usual.count == line.count + 1 && usual.packed == read(line).packed)
        packed += 1
      }
    }
    #expect(packed > 60)
  }

  @Test(arguments: [
    #"{"id":"e","type":"issued","occurredOn":"2020-02-30","recordedAt":"2020-02-13T10:00:00.000Z","district":"d","items":[{"item":"mask","unit":"piece","quantity":1}]}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T24:00:00.000Z","district":"d","items":[{"item":"mask","unit":"piece","quantity":1}]}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00.000Z","district":"d","items":[{"item":"mask","unit":"piece","quantity":0}]}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00.000Z","district":"d","items":[{"item":"mask","unit":"piece","quantity":01}]}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00.000Z","shipment":"s","district":"d","items":[{"item":"mask","unit":"piece","quantity":1}]}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00.000Z","district":"d","items":[{"item":"mask","unit":"piece","quantity":1}],"id":"e"}"#,
    #"{"id":"e","type":"issued","occurredOn":"2020-02-13","recordedAt":"2020-02-13T10:00:00.000Z","items":[{"item":"mask","unit":"piece","quantity":1}]}"#,
  ])
  func `and refused with the same words`(_ line: String) {
    let usual = Reading.record(Array(line.utf8))
    let other = Reading.record(spaced(line.utf8))
    guard case .refused(let fault) = usual, case .refused(let otherFault) = other else {
      Issue.record("\(line) was accepted")
      return
    }
    #expect(fault.problem == otherFault.problem)
    let id = "01703ed6-a7e0-7000-8000-000000000005"
    let withUUID = line.replacing(#"{"id":"e""#, with: #"{"id":"\#(id)""#)
    #expect(readFirst(sealed(Array(withUUID.utf8))) == nil)
  }

  @Test func `a name that was met is another one with a byte more`() throws {
    func line(_ district: [UInt8], _ item: [UInt8]) -> [UInt8] {
      let head =
        #"{"id":"01703ed6-a7e0-7000-8000-000000000005","type":"issued","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T10:00:00.250Z","district":""#
      return sealed(
        Array(head.utf8) + district + Array(#"","items":[{"item":""#.utf8) + item
          + Array(#"","unit":"piece","quantity":7}]}"#.utf8))
    }
    let (district, item) = (Array("Wuhan".utf8), Array("mask".utf8))
    var accepted = 0
    for byte in UInt8.min...UInt8.max {
      for other in [line(district + [byte], item), line(district, item + [byte])] {
        var decoder = RecordDecoder()
        var events = PackedEvents.one
        for bytes in [line(district, item), other] {
          let lines = buffer(bytes + [UInt8(ascii: "\n")])
          let count = decoder.packUsual(
            lines.line(0..<lines.capacity), at: Place(journal: 0, offset: 7), into: &events)
          let isSound = (try? read(bytes)) != nil
          #expect((count != nil) == isSound, "byte \(byte)")
          accepted += count == nil ? 0 : 1
        }
        // Beside no text: a district, an item, a unit, and the name with a byte more.
        #expect(events.count(of: 0) == 1 || decoder.symbols.count == 5, "byte \(byte)")
      }
    }
    #expect(accepted > 256 * 2 + 100)
  }

  @Test(arguments: ["7", "1204", "9000000", "12345678", "999999999999"])
  func `whatever byte stands in place of another`(_ quantity: String) throws {
    let head =
      #"{"id":"01703ed6-a7e0-7000-8000-000000000005","type":"issued","occurredOn":"2020-02-13","#
      + #""recordedAt":"2020-02-13T10:00:00.250Z","district":"d","items":["#
    let usual = Array(#"\#(head){"item":"mask","unit":"piece","quantity":\#(quantity)}]}"#.utf8)
    #expect(try read(usual).form == .canonical && read(reordered(usual)).form == .compact)
    let number = usual.count - 3 - quantity.utf8.count
    var accepted = 0
    for offset in usual.indices {
      // Every byte in the number; elsewhere those that a test of words might take for another.
      for byte in UInt8.min...UInt8.max
      where offset >= number || (byte ^ usual[offset]) & 0x0F == 0 && offset > 0 {
        var line = usual
        line[offset] = byte
        let packed = try? read(line).packed
        let other = try? read(spaced(line)).packed
        #expect(packed == other, "byte \(byte) at \(offset)")
        #expect(readFirst(line) == nil, "it has no sum")
        let first = offset < usual.count - 1 ? readFirst(sealed(line)) : nil
        if let first { #expect(first.packed == packed, "byte \(byte) at \(offset)") }
        // Without the comma behind the id there is no telling where it ends.
        guard line.firstRange(of: Array(#","type""#.utf8)) != nil else { continue }
        #expect((try? read(reordered(line)).packed) == other, "byte \(byte) at \(offset)")
        accepted += packed == nil ? 0 : 1
      }
    }
    #expect(accepted > usual.count)
  }

  @Test func `a day that was read before is known by its bytes only`() throws {
    for text in ["0001-01-01", "2020-02-13", "9999-12-31"] {
      let line =
        #"{"id":"e","type":"issued","occurredOn":"\#(text)","recordedAt":"2020-02-13T10:00:00.000Z","#
        + #""district":"d","items":[{"item":"mask","unit":"piece","quantity":1}]}"#
      #expect(try read(Array(line.utf8)).form == .canonical)
      var decoder = EventDecoder()
      #expect(try decoder.decode(Array(line.utf8)).occurredOn.description == text)
    }
  }
}
