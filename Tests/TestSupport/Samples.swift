import EventLog
public import Shipments

/// Makes events for tests, each recorded a second after the one before.
public struct Samples {
  private var count = 0

  /// Begins a row of events.
  public init() {}

  /// An event with one item of so many pieces (nil: not stated); change what else is needed after.
  public mutating func event(
    _ type: EventType, _ shipment: String? = nil, at district: String? = nil, from: String? = nil,
    _ item: String? = nil, _ quantity: Int64? = nil, unit: String = "piece",
    on day: String = "2020-02-13", recordedAt: String? = nil, id: String? = nil
  ) throws -> Event {
    count += 1
    let recorded = recordedAt ?? "2020-02-13T13:57:\(count / 10 % 6)\(count % 10)Z"
    guard let occurredOn = DayText.parse(day), let instant = InstantText.parse(recorded) else {
      throw SampleError()
    }
    var event = Event(
      id: try EventID(id ?? "event-\(count)"), type: type, occurredOn: occurredOn,
      recordedAt: Timestamp(text: recorded, instant: instant))
    event.shipment = try shipment.map { try Name($0) }
    event.district = try district.map { try Path($0) }
    event.from = try from.map { try Path($0) }
    if let item {
      event.items = [
        Item(item: try Path(item), unit: try Name(unit), quantity: quantity.map { Quantity($0) })
      ]
    }
    if type.requiredFields.contains(.reason) { event.reason = "a reason" }
    return event
  }
}

/// A day or an instant of a test cannot be read.
public struct SampleError: Error {}

/// Writes events as the bytes of a journal.
public func journal(_ events: [Event]) -> [UInt8] {
  events.flatMap { EventEncoder.line($0) + [UInt8(ascii: "\n")] }
}

/// Writes JSON objects as the bytes of a journal with sums: each text ends before its brace.
public func summed(_ objects: String...) -> [UInt8] {
  objects.flatMap { object -> [UInt8] in
    var body = Array(object.utf8)
    if body.last == UInt8(ascii: "}") { body.removeLast() }
    let digits = String(Checksum.of(body), radix: 16)
    let sum = String(repeating: "0", count: 16 - digits.count) + digits
    return body + Array(",\"sum\":\"\(sum)\"}\n".utf8)
  }
}
