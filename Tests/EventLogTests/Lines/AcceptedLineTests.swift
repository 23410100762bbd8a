@testable import EventLog
import Shipments
import Testing

@Suite struct AcceptedLineTests {
  private func decode(_ line: String) throws -> Event {
    var decoder = EventDecoder()
    #expect(Reading.record(Array(line.utf8)) == .accepted)
    return try decoder.decode(Array(line.utf8))
  }

  private func pledge(_ more: String, quantity: String = "1") throws -> Event {
    try decode(
      "{\(Reproducer.promise),\"items\":[{\"item\":\"mask\",\"unit\":\"piece\","
        + "\"quantity\":\(quantity)}]\(more)}")
  }

  @Test func `members stand in any order`() throws {
    let event = try decode(
      #"{"items":[{"quantity":1,"unit":"piece","item":"mask"}],"district":"d","shipment":"s","#
        + #""recordedAt":"2020-02-13T13:57:00Z","occurredOn":"2020-02-13","type":"pledged","#
        + #""id":"a"}"#)
    #expect(try event == pledge(""))
  }

  @Test(arguments: [" ", "\t", "\r", " \t\r  "])
  func `white space may stand between any two tokens`(_ space: String) throws {
    let tokens = [
      "", "{", #""id""#, ":", #""a""#, ",", #""type""#, ":", #""pledged""#, ",",
      #""occurredOn""#, ":", #""2020-02-13""#, ",", #""recordedAt""#, ":",
      #""2020-02-13T13:57:00Z""#, ",", #""shipment""#, ":", #""s""#, ",", #""district""#, ":",
      #""d""#, ",", #""among""#, ":", "[", "]", ",", #""extra""#, ":", "{", "}", ",",
      #""items""#, ":", "[", "{", #""item""#, ":", #""mask""#, ",", #""unit""#, ":",
      #""piece""#, ",", #""quantity""#, ":", "1", "}", "]", "}", "",
    ]
    var expected = try pledge("")
    expected.extra = Array("{\(space)}".utf8)
    #expect(try decode(tokens.joined(separator: space)) == expected)
  }

  @Test(arguments: [
    (#"\" \\ \/ \b \f \n \r \t"#, "\" \\ / \u{8} \u{C} \n \r \t"), (#"\u0041\u00e9"#, "Aé"),
    (#"\u53e3\u7F69"#, "口罩"), (#"\ud83d\ude37!"#, "😷!"), (#"\uD800\uDC00"#, "\u{10000}"),
    (#"\udbff\udfff"#, "\u{10FFFF}"), (#"\u0000"#, "\0"), ("口罩 😷 é", "口罩 😷 é"),
    ("e\u{301}", "e\u{301}"), ("\u{7F}\u{85}", "\u{7F}\u{85}"), ("", ""),
    (
      #"a long text of many words\nand then an escape, and on it goes"#,
      "a long text of many words\nand then an escape, and on it goes"
    ),
    ("\u{FEFF}\u{FFFF}", "\u{FEFF}\u{FFFF}"),
  ])
  func `a string is kept exactly as it reads`(_ text: String, _ expected: String) throws {
    let note = try #require(try pledge(",\"note\":\"\(text)\"").note)
    #expect(Array(note.utf8) == Array(expected.utf8))
  }

  @Test(
    arguments: [
      ("1", 1000), ("1.5", 1500), ("1.500", 1500), ("1.50000", 1500), ("2e3", 2_000_000),
      ("2E+3", 2_000_000), ("1500e-3", 1500), ("0.001", 1), ("1e-3", 1), ("0.1e1", 1000),
      ("1000000000000", 1_000_000_000_000_000), ("1e12", 1_000_000_000_000_000),
      ("1000000000000.000", 1_000_000_000_000_000), ("0.000000000000000001e18", 1000),
      ("999999999999.999", 999_999_999_999_999), ("10000000000000000000000e-21", 10_000),
    ] as [(String, Int64)])
  func `a quantity is exact in every form that JSON has`(
    _ text: String, _ thousandths: Int64
  ) throws {
    let quantity = try pledge("", quantity: text).items.first?.quantity
    #expect(quantity == Quantity(thousandths: thousandths))
    #expect(try QuantityText.parse(text) == quantity)
  }

  @Test(arguments: [
    ",\"donor\":null", ",\"final\":false", ",\"final\":null", ",\"among\":[]", ",\"jointly\":[]",
    ",\"among\":null", ",\"extra\":null", ",\"sum\":null", ",\"note\":null", ",\"to\":null",
    ",\"from\":null", ",\"replaces\":null", ",\"among\":[ ]",
  ])
  func `null, false and nothing are absent, even where the type has no such field`(
    _ member: String
  ) throws {
    #expect(try pledge(member) == pledge(""))
  }

  @Test func `an item may be as empty`() throws {
    let event = try decode(
      #"{\#(Reproducer.promise),"items":[{"item":"mask","unit":"piece","quantity":null,"#
        + #""qualifier":null,"value":null,"damaged":null,"missing":null,"extra":null}]}"#)
    #expect(
      event.items == [Item(item: try Path("mask"), unit: try Name("piece"), quantity: nil)])
  }

  @Test(arguments: [
    "1", "-0.5e+10", "\"\\ud83d\\ude37\"", "true", "false", "null", "[]", "{}", "[1,[2,{\"a\":3}]]",
    "{\"id\":{\"id\":[]}}", "123456789012345678901234567890", "1e999999999",
    String(repeating: "[", count: 63) + String(repeating: "]", count: 63),
    String(repeating: "{\"a\":", count: 62) + "[]" + String(repeating: "}", count: 62),
  ])
  func `an unknown member may hold anything`(_ value: String) throws {
    #expect(try pledge(",\"lot\":\(value)") == pledge(""))
  }

  @Test func `the same unknown member may stand in an event and in its items`() throws {
    let event = try decode(
      #"{"lot":1,\#(Reproducer.promise),"items":[{"lot":1,"item":"mask","unit":"piece","value":"#
        + #"{"lot":1,"amount":1,"currency":"USD"}},{"lot":2,"item":"cap","unit":"box"}],"more":1}"#)
    #expect(event.items.count == 2)
  }

  @Test func `extra is kept byte for byte`() throws {
    let extra = #"{ "lot" : ["A\u00e9", 1.50 ] }"#
    #expect(try pledge(",\"extra\":\(extra)").extra == Array(extra.utf8))
  }

  @Test func `member names and words may be written with escapes`() throws {
    let event = try decode(
      #"{\#(Reproducer.head),"\u0074ype":"pl\u0065dged","shipment":"s","district":"d","#
        + #""items":[{"\u0069tem":"m\u0061sk","unit":"piece","quantity":1}]}"#)
    #expect(try event == pledge(""))
  }
}
