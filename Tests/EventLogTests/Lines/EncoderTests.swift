import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct EncoderTests {
  /// An event that has every field; no type allows it, which the encoder does not mind.
  private func fullEvent() throws -> Event {
    var samples = Samples()
    var event = try samples.event(
      .delivered, "OMURA-1", at: "Japan/Omura", from: "Japan", "mask/N95", 10_000, id: "e-1")
    event.donor = try Path("Shanghai")
    event.jointly = [try Path("A"), try Path("B/C")]
    event.among = [try Path("Japan/Omura"), try Path("Japan/Nagasaki")]
    event.items[0].qualifier = .atLeast
    event.items[0].value = Value(
      amount: Quantity(thousandths: 1500), currency: try Name("USD"), qualifier: .about)
    event.items[0].damaged = Quantity(2)
    event.items[0].missing = Quantity(thousandths: 1)
    event.items[0].extra = Array(#"{"lot":"7"}"#.utf8)
    event.items.append(Item(item: try Path("cap"), unit: try Name("box"), quantity: nil))
    event.expectedOn = event.occurredOn
    event.isFinal = true
    event.replaces = try EventID("e-0")
    event.reason = "why"
    event.waybill = try Name("W 1")
    event.to = "a clinic"
    event.source = "https://example.org/"
    event.recordedBy = "me"
    event.note = "a \"note\"\n"
    event.extra = Array("{ }".utf8)
    return event
  }

  private let full =
    #"{"id":"e-1","type":"delivered","occurredOn":"2020-02-13","#
    + #""recordedAt":"2020-02-13T13:57:01Z","shipment":"OMURA-1","donor":"Shanghai","#
    + #""jointly":["A","B/C"],"district":"Japan/Omura","#
    + #""among":["Japan/Omura","Japan/Nagasaki"],"from":"Japan","#
    + #""items":[{"item":"mask/N95","unit":"piece","quantity":10000,"qualifier":"atLeast","#
    + #""value":{"amount":1.5,"currency":"USD","qualifier":"about"},"damaged":2,"#
    + #""missing":0.001,"extra":{"lot":"7"}},{"item":"cap","unit":"box"}],"#
    + #""expectedOn":"2020-02-13","final":true,"replaces":"e-0","reason":"why","#
    + #""waybill":"W 1","to":"a clinic","source":"https://example.org/","recordedBy":"me","#
    + #""note":"a \"note\"\n","extra":{ }"#

  @Test func `fields are written in the order of the format, without spaces, the sum last`() throws
  {
    let line = String(decoding: EventEncoder.line(try fullEvent()), as: UTF8.self)
    #expect(line == full + ",\"sum\":\"eea7bcc422586b85\"}")
  }

  @Test func `an object is the line without its sum`() throws {
    #expect(String(decoding: EventEncoder.object(try fullEvent()), as: UTF8.self) == full + "}")
  }

  @Test func `fields that are absent are left out`() throws {
    var samples = Samples()
    let event = try samples.event(.issued, at: "Omura", "mask", 3, id: "e-2")
    #expect(
      String(decoding: EventEncoder.object(event), as: UTF8.self)
        == #"{"id":"e-2","type":"issued","occurredOn":"2020-02-13","#
        + #""recordedAt":"2020-02-13T13:57:01Z","district":"Omura","#
        + #""items":[{"item":"mask","unit":"piece","quantity":3}]}"#)
  }

  @Test(arguments: [
    ("plain", #""plain""#), ("", #""""#), ("\"\\/", #""\"\\/""#), ("\n\r\t", #""\n\r\t""#),
    ("\u{0}\u{8}\u{1F}", #""\u0000\u0008\u001f""#),
    ("\u{7F}\u{80}\u{9F}", #""\u007f\u0080\u009f""#),
    ("口罩 é 😷", #""口罩 é 😷""#), ("\u{A0}\u{2028}", "\"\u{A0}\u{2028}\""),
    ("e\u{301}", "\"e\u{301}\""),
  ])
  func `a string is escaped only where it has to be`(_ text: String, _ expected: String) {
    var bytes: [UInt8] = []
    JSONText.append(text, to: &bytes)
    #expect(bytes == Array(expected.utf8))
  }
}
