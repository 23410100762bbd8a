@testable import EventLog
import Testing

/// A line that is refused: one for each message, for tests and for the page of messages.
struct Reproducer: Sendable, CustomTestStringConvertible {
  /// Who refuses the line.
  enum Reader: Sendable {
    /// Everyone.
    case all
    /// Only those who take events in; in a journal that is read, it passes.
    case intake
    /// Only who sees the rest of the journal.
    case journal
  }

  /// The name of the problem's case.
  let name: String
  /// The line, with `▲` before the byte at fault.
  ///
  /// `⟨0xFF⟩` stands for a byte, and `⟨x×3⟩` for `xxx`.
  let line: String
  /// What is wrong.
  let problem: LineProblem
  /// The problem in words.
  let message: String
  /// What mends it.
  let fix: String
  /// Who refuses the line.
  let reader: Reader

  init(
    _ line: String, _ problem: LineProblem, by reader: Reader = .all, message: String, fix: String
  ) {
    self.name = ProblemName(problem).rawValue
    self.line = line
    self.problem = problem
    self.reader = reader
    self.message = message
    self.fix = fix
  }

  /// The bytes of the line.
  var bytes: [UInt8] { Reproducer.bytes(line[...].filter { $0 != "▲" }) }

  /// The offset of the byte at fault.
  var offset: Int { Reproducer.bytes(String(line.prefix { $0 != "▲" })).count }

  var testDescription: String { "\(name): \(message)" }

  /// All of them, in the order of the problems.
  static let all = ofBytes + ofJSON + ofSums + ofFields + ofItems

  /// The text with its marks written out.
  private static func bytes(_ text: String) -> [UInt8] {
    text.split(separator: "⟨", omittingEmptySubsequences: false).enumerated()
      .flatMap { number, part -> [UInt8] in
        guard number > 0, let end = part.firstIndex(of: "⟩") else { return Array(part.utf8) }
        return marked(part[..<end]) + Array(part[part.index(after: end)...].utf8)
      }
  }

  private static func marked(_ mark: Substring) -> [UInt8] {
    if mark.hasPrefix("0x"), let byte = UInt8(mark.dropFirst(2), radix: 16) { return [byte] }
    let parts = mark.split(separator: "×")
    guard parts.count == 2, let count = Int(parts[1]) else { return Array(mark.utf8) }
    return (0..<count).flatMap { _ in Array(parts[0].utf8) }
  }
}

/// Parts of the lines.
extension Reproducer {
  /// What every event has, but its type.
  static let head =
    #""id":"a","occurredOn":"2020-02-13","recordedAt":"2020-02-13T13:57:00Z""#
  /// A pledge without its items.
  static let promise = #"\#(head),"type":"pledged","shipment":"s","district":"d""#
  /// A delivery without its items.
  static let delivery = #"\#(head),"type":"delivered","shipment":"s","district":"d""#
  /// One item.
  static let mask = #"{"item":"mask","unit":"piece","quantity":1}"#
  /// A whole pledge, but for the braces.
  static let pledge = #"\#(promise),"items":[\#(mask)]"#
}
