@testable import EventLog
import Shipments

/// What a decoder makes of a line.
enum Reading: Equatable {
  case accepted
  case refused(LineFault)

  /// The event that a line holds, as the decoder of whole events reads it.
  static func event(_ bytes: [UInt8], refusesUnknownFields: Bool = false) -> Reading {
    var decoder = EventDecoder(refusesUnknownFields: refusesUnknownFields)
    do throws(LineFault) {
      _ = try decoder.decode(bytes)
      return .accepted
    } catch {
      return .refused(error)
    }
  }

  /// The record that a line holds, as the hot loop reads it.
  static func record(_ bytes: [UInt8]) -> Reading {
    var decoder = RecordDecoder()
    var events = PackedEvents.one
    var buffer = ByteBuffer(capacity: bytes.count)
    for (offset, byte) in bytes.enumerated() { buffer[offset] = byte }
    buffer[bytes.count] = UInt8(ascii: "\n")
    do throws(LineFault) {
      let place = Place(journal: 0, offset: 0)
      _ = try decoder.decode(buffer.line(0..<bytes.count), at: place, into: &events)
      return .accepted
    } catch {
      return .refused(error)
    }
  }
}
