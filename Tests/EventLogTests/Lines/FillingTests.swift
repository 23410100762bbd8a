@testable import EventLog
import Shipments
import Testing

@Suite struct FillingTests {
  private let rest =
    #""type":"voided","occurredOn":"2020-02-13","reason":"r","replaces":"other""#

  /// Decodes a line with an id and an instant at hand.
  private func fill(_ line: String, _ decoder: inout EventDecoder) throws -> Event {
    let instant = Timestamp(Instant(seconds: 1, nanoseconds: 0))
    return try decoder.decode(
      Array(line.utf8), filling: (id: try EventID("new"), recordedAt: instant))
  }

  @Test func `what is missing is filled in`() throws {
    var decoder = EventDecoder()
    let event = try fill("{\(rest)}", &decoder)
    #expect(event.id.text == "new")
    #expect(event.recordedAt.text == "1970-01-01T00:00:01.000Z")
  }

  @Test func `what is there is kept`() throws {
    var decoder = EventDecoder()
    let event = try fill(
      #"{"id":"own","recordedAt":"2020-02-13T13:57:00+01:00",\#(rest)}"#, &decoder)
    #expect(event.id.text == "own")
    #expect(event.recordedAt.text == "2020-02-13T13:57:00+01:00")
  }

  @Test func `nothing else is filled in`() throws {
    var decoder = EventDecoder()
    let fault = LineFault(.missing("reason", of: .voided), at: 0)
    #expect(throws: fault) {
      try fill(#"{"type":"voided","occurredOn":"2020-02-13","replaces":"other"}"#, &decoder)
    }
    #expect(throws: LineFault(.missing("id", of: .voided), at: 0)) {
      try decoder.decode(Array("{\(rest)}".utf8))
    }
  }

  @Test(arguments: [68, 200])
  func `an id of the line before is forgotten`(_ place: Int) throws {
    var decoder = EventDecoder()
    // The id before stands where the next line has the id that it replaces, or behind its end.
    let space = String(repeating: " ", count: place - 7)
    _ = try fill(#"{\#(space)"id":"first",\#(rest)}"#, &decoder)
    let event = try fill("{\(rest)}", &decoder)
    #expect(event.replaces?.text == "other")
    #expect(event.id.text == "new")
  }
}
