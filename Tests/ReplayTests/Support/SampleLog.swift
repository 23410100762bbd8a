import EventLog
import Foundation
import Replay
import Shipments
import TestSupport

/// A log in the making: short ways to add events, and to replay them.
struct SampleLog {
  var events: [Event] = []
  private var samples = Samples()

  /// Adds an event of the shipment `gift` with so many masks (nil: not stated); `change` does the rest.
  mutating func add(
    _ type: EventType, _ quantity: Int64?, at district: String, from: String? = nil,
    shipment: String = "gift", item: String = "mask", unit: String = "piece",
    on day: String = "2020-02-13", recordedAt: String? = nil, id: String? = nil,
    change: (inout Event) throws -> Void = { _ in }
  ) throws {
    let isFiled = type.allowedFields.contains(.shipment)
    var event = try samples.event(
      type, isFiled ? shipment : nil, at: district, from: from, item, quantity, unit: unit, on: day,
      recordedAt: recordedAt, id: id)
    if type == .rescheduled { event.items = [] }
    try change(&event)
    events.append(event)
  }

  /// Adds the event that says that another one did not happen.
  mutating func void(
    _ target: String, recordedAt: String? = nil, id: String? = nil, on day: String = "2020-02-13"
  ) throws {
    var event = try samples.event(.voided, on: day, recordedAt: recordedAt, id: id)
    event.replaces = try EventID(target)
    events.append(event)
  }

  /// The last event that was added, to be copied or changed.
  var last: Event {
    get throws {
      guard let event = events.last else { throw UnreadableSample() }
      return event
    }
  }

  /// Replays the events as one journal.
  func replayed(at: String = "2020-12-31", knownAt: String? = nil) throws -> Replayed {
    try Replayed([("events.jsonl", journal(events))], at: at, knownAt: knownAt)
  }

  /// The last event again, as it would be written down once more.
  mutating func copyLast(change: (inout Event) throws -> Void = { _ in }) throws {
    var event = try last
    try change(&event)
    events.append(event)
  }
}

extension TemporaryFolder {
  /// The folder as a log.
  var log: LogFolder { LogFolder(path) }

  /// Writes journals and reads them.
  func history(of journals: [(name: String, bytes: [UInt8])]) throws -> History {
    for (name, bytes) in journals { try write(bytes, to: name) }
    return try History(log)
  }
}

extension TemporaryFolder {
  /// Makes a symbolic link in the folder.
  func link(_ name: String, to path: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: self.path(name), withDestinationPath: path)
  }
}

/// A day of a test.
func day(_ text: String) throws -> Day {
  guard let day = DayText.parse(text) else { throw UnreadableSample() }
  return day
}

/// An instant of a test; a day means its last one.
func instant(_ text: String) throws -> Instant {
  if let day = DayText.parse(text) { return .end(of: day) }
  guard let instant = InstantText.parse(text) else { throw UnreadableSample() }
  return instant
}

/// A day, an instant or an event that a test asks for cannot be had.
struct UnreadableSample: Error {}
