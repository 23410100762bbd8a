@testable import EventLog
import Shipments

/// A line: all readers of the product and the plain one find the same event in it, or none.
final class LineTarget: FuzzTarget {
  /// The readers are used for many lines, as in a scan: what one line leaves behind must not matter.
  private var decoder = EventDecoder()
  private var strictDecoder = EventDecoder(refusesUnknownFields: true)
  private var records = RecordDecoder()
  private var parser = LineParser()
  private var lineCount = 0

  func run(_ bytes: [UInt8]) {
    renewNowAndThen()
    let line = Seal.line(bytes)
    let plain = try? PlainEvent(line)
    let event = read(line, plain)
    let packed = pack(line)
    hold((event != nil) == (packed != nil), "the two decoders: \(shown(line))")
    let first = packedFirst(line)
    guard let event, let packed else {
      return hold(first == nil, "refused with its end, but not without: \(shown(line))")
    }
    hold(packed.hasSum == plain?.hasSum, "whether there is a sum: \(shown(line))")
    PackedComparison.check(packed, is: event)
    let isUsual = packed.form == .canonical && packed.hasSum
    hold(first == (isUsual ? packed.bytes : nil), "not the same by its own end: \(shown(line))")
    checkUsualForm(line, packed)
    checkRoundTrip(event)
  }

  /// The names that a decoder has met are looked through after each line.
  private func renewNowAndThen() {
    lineCount += 1
    guard lineCount % 64 == 0 else { return }
    decoder = EventDecoder()
    records = RecordDecoder()
    parser = LineParser()
    strictDecoder = EventDecoder(refusesUnknownFields: true)
  }

  /// The event, if all agree that there is one.
  private func read(_ line: [UInt8], _ plain: PlainEvent?) -> Event? {
    do throws(LineFault) {
      let event = try decoder.decode(line)
      guard let plain else { disagree("accepted against the format: \(shown(line))") }
      hold(isSame(event, plain.event), "another event: \(shown(line))")
      let isTaken = (try? strictDecoder.decode(line)) != nil
      hold(isTaken == !plain.hasUnknownMember, "unknown members: \(shown(line))")
      return event
    } catch {
      hold(plain == nil, "refused against the format: \(error) \(shown(line))")
      hold((0...line.count).contains(error.offset), "a fault outside of the line: \(shown(line))")
      hold(!error.problem.message.isEmpty && !error.problem.fix.isEmpty, "no words: \(error)")
      let refused = RefusedLine(
        error, in: line, at: 0..<line.count, path: "p", line: 1, isWholeObject: false)
      hold((0...refused.excerpt.count).contains(refused.caret), "no caret: \(shown(line))")
      return nil
    }
  }

  /// By value and by bytes, since texts of Swift are equal that are not the same.
  private func isSame(_ left: Event, _ right: Event) -> Bool {
    left == right && EventEncoder.line(left) == EventEncoder.line(right)
  }

  private func buffer(_ bytes: [UInt8]) -> ByteBuffer {
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    return buffer
  }

  private func pack(_ line: [UInt8]) -> PackedLine? {
    var events = PackedEvents.one
    let buffer = buffer(line + [UInt8(ascii: "\n")])
    let bytes = buffer.line(0..<line.count)
    do throws(LineFault) {
      let place = Place(journal: 0, offset: 7)
      let hasSum = try records.decode(bytes, at: place, into: &events)
      _ = try parser.parse(bytes)
      return PackedLine(
        events, of: records, hasSum: hasSum, form: parser.form)
    } catch {
      return nil
    }
  }

  /// What is packed of a line before other lines, by its own end; nil where it does not show one.
  private func packedFirst(_ line: [UInt8]) -> [[UInt8]]? {
    let feed = UInt8(ascii: "\n")
    guard !line.contains(feed) else { return nil }
    let lines = buffer(line + [feed] + line + [feed])
    var events = PackedEvents.one
    let place = Place(journal: 0, offset: 7)
    let bytes = lines.line(0..<lines.capacity)
    guard let count = records.decodeFirst(of: bytes, at: place, into: &events) else { return nil }
    hold(count == line.count + 1, "another end: \(shown(line))")
    return events.chunks(of: 0).map(\.array)
  }

  /// A space behind the brace leaves the line to the reader of any form, which finds the same.
  private func checkUsualForm(_ line: [UInt8], _ packed: borrowing PackedLine) {
    guard packed.form != .any else { return }
    var other = Array("{ ".utf8) + line.dropFirst()
    if packed.hasSum {
      other.replaceSubrange((other.count - 18)..., with: Array(#"0000000000000000"}"#.utf8))
    }
    guard let slow = pack(Seal.line(other)) else { disagree("only in one form: \(shown(line))") }
    hold(slow.form == .any, "a line with a space in the usual form: \(shown(line))")
    hold(slow.bytes == packed.bytes, "another event in the usual form: \(shown(line))")
  }

  /// Written anew, the event is the same for all.
  private func checkRoundTrip(_ event: Event) {
    let line = EventEncoder.line(event)
    guard line.count <= LineParser.maximumLineBytes else { return }
    guard let again = try? decoder.decode(line), let plain = try? PlainEvent(line) else {
      disagree("what was written is refused: \(shown(line))")
    }
    hold(isSame(event, again) && isSame(event, plain.event), "not what was written: \(shown(line))")
    hold(plain.hasSum && !plain.hasUnknownMember, "not as it is written: \(shown(line))")
  }
}
