import EventLog
import Shipments

/// Lines refused for sums.
extension Reproducer {
  static let ofSums = [
    Reproducer(
      #"{\#(pledge),"sum":"▲0123456789abcdef"}"#,
      .sumMismatch(stated: "0123456789abcdef", actual: "43a530a97500a475"),
      message: "the line's bytes have the sum 43a530a97500a475, but it says 0123456789abcdef",
      fix: "restore the line from a copy, or take it out with waybill salvage"),
    Reproducer(
      #"{▲"sum":"0123456789abcdef",\#(pledge)}"#,
      .sumMisplaced,
      message: #""sum" is not the line's last member, written without spaces"#,
      fix: #"leave "sum" out and append it again; if line ends became CRLF: sed -i 's/\r$//' FILE"#),
    Reproducer(
      #"{\#(pledge),▲"sum": "43a530a97500a475"}"#,
      .sumMisplaced,
      message: #""sum" is not the line's last member, written without spaces"#,
      fix: #"leave "sum" out and append it again; if line ends became CRLF: sed -i 's/\r$//' FILE"#),
    Reproducer(
      #"{\#(pledge),▲"s\u0075m":"43a530a97500a475"}"#,
      .sumMisplaced,
      message: #""sum" is not the line's last member, written without spaces"#,
      fix: #"leave "sum" out and append it again; if line ends became CRLF: sed -i 's/\r$//' FILE"#),
    Reproducer(
      #"{\#(pledge),"sum":▲"0123456789ABCDEF"}"#,
      .sumMalformed,
      message: #""sum" is not 16 lower-case hex digits"#,
      fix: #"leave "sum" out and append the event again"#),
    Reproducer(
      #"▲{\#(pledge)}"#,
      .sumMissing, by: .journal,
      message: "a line without a sum in a journal whose lines have one",
      fix: "append the event with waybill append --input= instead of by hand"),
  ]
}
