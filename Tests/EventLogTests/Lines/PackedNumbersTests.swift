import Shipments
import TestSupport
import Testing

@testable import EventLog

@Suite("The numbers of a packed event")
struct PackedNumbersTests {
  /// The sizes from which on a number needs a word: those of place, time and quantity, of the days
  /// until an event is expected, of donors and districts, of items and units.
  private static let limits: [UInt64] = [1 << 32, 1 << 12, 1 << 22, 1 << 20]

  private func values(_ limit: UInt64, _ greatest: UInt64) -> [UInt64] {
    [0, 1, limit - 1, limit, greatest]
  }

  /// Writes numbers behind others, reads all of them, and says whether the last ones are wide.
  private func isWide(_ numbers: PackedNumbers) -> Bool {
    var events = PackedEvents.one
    for numbers in [numbers, numbers] {
      var (writer, _) = events.begin(0, bytes: 64)
      var head = PackedHead(typeNumber: 1, isFinal: false, hasExpectedOn: true)
      writer.word(0)
      numbers.write(&writer, &head)
      writer.set(head.bits, at: 0)
      events.commit(writer, to: 0, PackedOrigin(), items: 0)
    }
    let chunks = events.chunks(of: 0)
    var reader = unsafe PackedReader(chunks[0])
    var isWide = false
    for _ in 0..<2 {
      let head = PackedHead(bits: reader.word())
      let read = PackedNumbers(&reader, head)
      #expect(
        read.place == numbers.place && read.milliseconds == numbers.milliseconds
          && read.wait == numbers.wait && read.quantity == numbers.quantity, "\(numbers)")
      #expect(
        read.donor == numbers.donor && read.district == numbers.district
          && read.item == numbers.item && read.unit == numbers.unit, "\(numbers)")
      isWide = head.isWide
    }
    #expect(reader.isAtEnd && reader.isWithin)
    return isWide
  }

  @Test(arguments: 0..<8)
  func `are read as they were written, whatever the size of one`(field: Int) {
    let plain = PackedNumbers(
      place: 1, milliseconds: 2, wait: 3, donor: 4, district: 5, item: 6, unit: 7, quantity: 8)
    #expect(!isWide(plain))
    let limit = Self.limits[[0, 0, 0, 1, 2, 2, 3, 3][field]]
    for value in values(limit, field < 4 ? .max : UInt64(UInt32.max)) {
      var numbers = plain
      switch field {
      case 0: numbers.place = value
      case 1: numbers.milliseconds = value
      case 2: numbers.quantity = value
      case 3: numbers.wait = value
      case 4: numbers.donor = UInt32(value)
      case 5: numbers.district = UInt32(value)
      case 6: numbers.item = UInt32(value)
      default: numbers.unit = UInt32(value)
      }
      #expect(isWide(numbers) == (value >= limit), "\(value)")
    }
  }

  @Test func `all at their greatest without words of their own`() {
    #expect(
      !isWide(
        PackedNumbers(
          place: 1 << 32 - 1, milliseconds: 1 << 32 - 1, wait: 1 << 12 - 1, donor: 1 << 22 - 1,
          district: 1 << 22 - 1, item: 1 << 20 - 1, unit: 1 << 20 - 1, quantity: 1 << 32 - 1)))
  }
}
