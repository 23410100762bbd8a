@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct RoundTripTests {
  @Test(arguments: EventType.allCases)
  func `an event is read as it was written`(_ type: EventType) throws {
    var events = RandomEvents(seed: testSeed("an event is read as it was written, \(type)"))
    var decoder = EventDecoder(refusesUnknownFields: true)
    for _ in 0..<50 {
      let event = try events.event(type)
      let line = EventEncoder.line(event)
      let text = Comment(rawValue: String(decoding: line, as: UTF8.self))
      #expect(try decoder.decode(line) == event, text)
      #expect(try decoder.decode(EventEncoder.object(event)) == event, text)
      #expect(Reading.record(line) == .accepted, text)
      #expect(EventEncoder.line(try decoder.decode(line)) == line, text)
    }
  }

  @Test(arguments: EventType.allCases)
  func `both decoders accept and refuse the same lines`(_ type: EventType) throws {
    var events = RandomEvents(seed: testSeed("both decoders agree, \(type)"))
    var refused = 0
    for _ in 0..<25 {
      let line = EventEncoder.object(try events.event(type))
      for _ in 0..<20 {
        let changed = mutated(line, &events.random)
        let whole = Reading.event(changed)
        let text = Comment(rawValue: String(decoding: changed, as: UTF8.self))
        #expect((whole == .accepted) == (Reading.record(changed) == .accepted), text)
        if whole != .accepted { refused += 1 }
      }
    }
    #expect(refused > 25)
  }

  @Test func `a line with a sum is refused whichever of its bytes changes`() throws {
    var events = RandomEvents(seed: testSeed("a changed byte is found"))
    let line = EventEncoder.line(try events.event(.delivered))
    // With another name, "sum" is an unknown member of a line that has no sum.
    let name = line.count - 24..<line.count - 21
    #expect(Array(line[name]) == Array("sum".utf8))
    for offset in line.indices where !name.contains(offset) {
      var changed = line
      changed[offset] ^= UInt8.random(in: 1...255, using: &events.random)
      #expect(Reading.record(changed) != .accepted, "offset \(offset)")
    }
  }

  /// The line with a few bytes changed, taken out, doubled or put in.
  private func mutated(_ line: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var line = line
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      let place = Int.random(in: 0..<line.count - 1, using: &random)
      let length = Int.random(in: 1...min(8, line.count - place - 1), using: &random)
      switch Int.random(in: 0..<5, using: &random) {
      case 0: line[place] = UInt8.random(in: 0...255, using: &random)
      case 1: line.removeSubrange(place..<place + length)
      case 2: line.insert(contentsOf: line[place..<place + length], at: place)
      case 3: line[place] = "{}[]\",:\\0129-.e \u{7F}".utf8.randomElement(using: &random) ?? 0
      default:
        let other = Int.random(in: 0..<line.count, using: &random)
        line.swapAt(place, other)
      }
    }
    return line.filter { $0 != UInt8(ascii: "\n") }
  }
}
