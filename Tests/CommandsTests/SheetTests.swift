import TestSupport
import Testing

@Suite("Sheets for a spreadsheet")
struct SheetTests {
  /// Notes, and what stands for them in the sheet.
  static let texts: [(note: String, cell: String)] = [
    ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("  =1+1", "'  =1+1"), ("\u{3000}=1", "'\u{3000}=1"), ("\u{A0}+1", "'\u{A0}+1"),
    ("\u{200B}=1", "'\u{200B}=1"), ("\u{FEFF}=1", "'\u{FEFF}=1"),
    ("＝1+1", "'＝1+1"), ("＋1", "'＋1"), ("－1", "'－1"), ("＠x", "'＠x"), ("  ＝1", "'  ＝1"),
    ("\t=1", "'\t=1"), ("\tx", "'\tx"), ("\r=1", "\"'\r=1\""), ("\n=1", "\"'\n=1\""),
    ("a\n=1+1", "\"a\n=1+1\""), ("a\r\n@x", "\"a\r\n@x\""),
    ("=cmd|' /C calc'!A0,\"x\"", "\"'=cmd|' /C calc'!A0,\"\"x\"\"\""),
    ("a=1", "a=1"), ("10 - 5", "10 - 5"), ("  plain", "  plain"), ("−5 °C", "−5 °C"),
  ]

  @Test("hold no text that is taken for a formula", arguments: texts)
  func textsAreHarmless(note: String, cell: String) throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece", "--note=\(note)")
    let run = try log.run("log", "--format=csv", "--columns=shipment,note,unit")
    #expect(run.output == "shipment,note,unit\r\nS,\(cell),piece\r\n")
  }

  @Test("hold numbers as numbers, negative ones and fractions too")
  func numbersStayNumbers() throws {
    let log = try Log.ofBusan()
    try log.append(
      "adjusted", "--district=China/Shanghai", "--item=mask=-1500.25 piece", "--reason=lost")
    let run = try log.run(
      "replay", "--at=2020-02-13", "--format=csv", "--columns=adjusted,onHand,promised")
    #expect(
      run.output == "adjusted,onHand,promised\r\n-1500.25,-1500.25,\r\n,,10000\r\n")
  }
}
