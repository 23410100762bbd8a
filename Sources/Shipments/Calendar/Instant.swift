/// A point in time, to the nanosecond, without leap seconds.
public struct Instant: Hashable, Comparable, Sendable {
  /// Whole seconds since 1970-01-01T00:00:00Z, negative before it.
  public var seconds: Int64
  /// Nanoseconds after the whole second, 0 to 999 999 999.
  public var nanoseconds: Int32

  /// Later than every instant that can be written.
  public static let distantFuture = Instant(seconds: .max, nanoseconds: 999_999_999)

  /// Makes an instant.
  @inlinable
  public init(seconds: Int64, nanoseconds: Int32) {
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// The instant so many milliseconds after 1970-01-01T00:00:00Z.
  @inlinable @inline(__always)
  public init(milliseconds: Int64) {
    // Nothing can overflow: the quotient is small, and the rest below a thousand.
    let seconds = milliseconds >= 0 ? milliseconds / 1000 : (milliseconds &+ 1) / 1000 &- 1
    self.init(
      seconds: seconds,
      nanoseconds: Int32(truncatingIfNeeded: milliseconds &- seconds &* 1000) &* 1_000_000)
  }

  /// Whole milliseconds since 1970-01-01T00:00:00Z, negative before it; what is finer is cut off.
  @inlinable @inline(__always)
  public var milliseconds: Int64 { seconds * 1000 + Int64(nanoseconds / 1_000_000) }

  /// Whether the left instant is earlier.
  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool {
    left.seconds != right.seconds
      ? left.seconds < right.seconds : left.nanoseconds < right.nanoseconds
  }

  /// The last instant of a day, UTC.
  public static func end(of day: Day) -> Instant {
    Instant(seconds: Int64(day.number) * 86_400 + 86_399, nanoseconds: 999_999_999)
  }

  /// The day, UTC, on which the instant falls.
  @inlinable @inline(__always)
  public var day: Day {
    Day(number: Int32(clamping: seconds >= 0 ? seconds / 86_400 : (seconds + 1) / 86_400 - 1))
  }
}

extension Instant: CustomStringConvertible {
  /// The instant in UTC to the millisecond, as RFC 3339 writes it.
  public var description: String {
    let second = Int((seconds % 86_400 + 86_400) % 86_400)
    var text = day.text
    text.append(UInt8(ascii: "T"))
    text.append(second / 3600, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(second / 60 % 60, digits: 2)
    text.append(UInt8(ascii: ":"))
    text.append(second % 60, digits: 2)
    text.append(UInt8(ascii: "."))
    text.append(Int(nanoseconds) / 1_000_000, digits: 3)
    text.append(UInt8(ascii: "Z"))
    return String(decoding: text, as: UTF8.self)
  }
}

/// An instant together with the text in which it was written down.
public struct Timestamp: Hashable, Sendable {
  /// The RFC 3339 text, kept as it was given.
  public let text: String
  /// The point in time that it names.
  public let instant: Instant

  /// Pairs a text with the instant that it names.
  public init(text: String, instant: Instant) {
    self.text = text
    self.instant = instant
  }

  /// Writes an instant in UTC to the millisecond; what is finer is cut off.
  public init(_ instant: Instant) {
    text = instant.description
    self.instant = Instant(
      seconds: instant.seconds, nanoseconds: instant.nanoseconds / 1_000_000 * 1_000_000)
  }
}
