import EventLog
import Shipments
import TestSupport

/// Makes the lines of a log for benchmarks, the same for the same seed.
public struct LogMaker {
  private let mix: Mix
  private var numbers: SeededGenerator
  private var scenario: Scenario
  /// Milliseconds since 1970 of the next event.
  private var clock: Int64 = 1_580_000_000_000
  /// Lines that are repeated, or corrected, a while after they were made.
  private var remembered: [Made] = []

  /// An event that was written.
  private struct Made {
    var members: [Member]
    var id: String
    var isCorrected = false
  }

  /// A member of an event: its name, and its value as JSON.
  private typealias Member = (name: String, value: String)

  /// Begins a log.
  public init(_ mix: Mix, seed: UInt64) {
    self.mix = mix
    numbers = SeededGenerator(seed: seed)
    scenario = Scenario(mix)
  }

  /// Adds the next line, with its sum and its line feed.
  public mutating func writeLine(to bytes: inout [UInt8]) {
    if mix == .mixed, let members = secondThought() { return write(members, to: &bytes) }
    let made = event(of: scenario.next(&numbers))
    if mix == .mixed, Int.random(in: 0..<32, using: &numbers) == 0 { remembered.append(made) }
    write(made.members, to: &bytes)
  }

  /// Now and then a copy of an earlier line, or a correction of it.
  private mutating func secondThought() -> [Member]? {
    guard remembered.count > 64 else { return nil }
    let row = Int.random(in: 0..<remembered.count, using: &numbers)
    let made = remembered.remove(at: row)
    guard Int.random(in: 0..<3, using: &numbers) > 0 else { return made.members }
    var members = made.members.filter { $0.name != Field.id.name && $0.name != Field.replaces.name }
    members.insert((Field.id.name, "\"\(newID())\""), at: 0)
    members.append((Field.replaces.name, "\"\(made.id)\""))
    for row in members.indices where members[row].name == Field.recordedAt.name {
      members[row].value = "\"\(now)\""
    }
    return members
  }

  private mutating func event(of step: Scenario.Step) -> Made {
    clock += Int64.random(in: 1...12_000, using: &numbers)
    let id = newID()
    let district = step.shipment &* 7919 % Places.districts.count
    let names = mix == .mixed && district % 2 == 0 ? Places.chineseDistricts : Places.districts
    let items = step.items.map { amount in
      let (item, unit) = Places.items[amount.item]
      return "{\"item\":\(text(item)),\"unit\":\"\(unit)\",\"quantity\":\(amount.quantity)}"
    }
    let today = now.day
    var members: [Member] = [
      (Field.id.name, "\"\(id)\""),
      (Field.type.name, "\"\(step.type.name)\""),
      (Field.occurredOn.name, "\"\(today)\""),
      (Field.recordedAt.name, "\"\(now)\""),
      (Field.shipment.name, "\"S-\(10_000_000 + step.shipment)\""),
      (Field.donor.name, text(Places.donors[step.shipment % Places.donors.count])),
      (Field.district.name, text(names[district])),
      (Field.items.name, "[\(items.joined(separator: ","))]"),
    ]
    if step.type == .pledged {
      let promised = Day(number: today.number + Int32.random(in: 5...60, using: &numbers))
      members.append((Field.expectedOn.name, "\"\(promised)\""))
    }
    if mix == .mixed { members.append((Field.note.name, text("signed \"in good order\""))) }
    return Made(members: members, id: id)
  }

  private var now: Instant {
    Instant(seconds: clock / 1000, nanoseconds: Int32(clock % 1000) * 1_000_000)
  }

  private mutating func newID() -> String {
    EventID(uuidv7At: now, random: (numbers.next(), numbers.next())).text
  }

  /// A text as JSON; in the second mix some are written with escapes that need not be.
  private mutating func text(_ text: String) -> String {
    let escapes = mix == .mixed && Int.random(in: 0..<8, using: &numbers) == 0
    guard escapes || text.utf8.contains(0x22) else { return "\"\(text)\"" }
    var json = "\""
    for unit in text.utf16 {
      switch unit {
      case 0x22: json += "\\\""
      case 0x2F where escapes: json += "\\/"
      case 0x80... where escapes:
        let digits = String(unit, radix: 16)
        json += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: json += String(decoding: CollectionOfOne(unit), as: UTF16.self)
      }
    }
    return json + "\""
  }

  private mutating func write(_ members: [Member], to bytes: inout [UInt8]) {
    let ordered = mix == .mixed ? members.shuffled(using: &numbers) : members
    var line: [UInt8] = []
    line.reserveCapacity(512)
    for member in ordered {
      line.append(UInt8(ascii: line.isEmpty ? "{" : ","))
      line.append(contentsOf: "\"\(member.name)\":\(member.value)".utf8)
    }
    let digits = String(Checksum.of(line), radix: 16)
    line.append(contentsOf: ",\"sum\":\"".utf8)
    line.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 16 - digits.utf8.count))
    line.append(contentsOf: "\(digits)\"}\n".utf8)
    bytes.append(contentsOf: line)
  }
}
