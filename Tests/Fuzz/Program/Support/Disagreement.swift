import EventLog

/// Ends the run: libFuzzer then keeps the input that led here.
func disagree(_ message: String) -> Never { fatalError(message) }

/// Ends the run where something does not hold.
func hold(_ isTrue: Bool, _ message: @autoclosure () -> String) {
  if !isTrue { disagree(message()) }
}

/// Bytes as text, for messages.
func shown(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self).debugDescription }

/// Gives lines whose sum is a row of zeros the sum that fits, since no fuzzer finds one by chance.
enum Seal {
  private static let open = Array(#","sum":"0000000000000000"}"#.utf8)

  /// A line with its sum, if it has the place for one.
  static func line(_ line: [UInt8]) -> [UInt8] {
    guard line.count > open.count, line.suffix(open.count).elementsEqual(open) else { return line }
    let body = Array(line.dropLast(open.count))
    let digits = String(Checksum.of(body), radix: 16)
    let zeros = String(repeating: "0", count: 16 - digits.utf8.count)
    return body + Array(#","sum":"\#(zeros)\#(digits)"}"#.utf8)
  }

  /// The same for all lines of a journal.
  static func journal(_ bytes: [UInt8]) -> [UInt8] {
    let feed = UInt8(ascii: "\n")
    let lines = bytes.split(separator: feed, omittingEmptySubsequences: false)
    return Array(lines.map { line(Array($0)) }.joined(separator: [feed]))
  }
}
