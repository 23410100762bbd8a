/// Why an index is not used: always a reason to read the journals instead, never an error.
package struct IndexFault: Error, Equatable, Sendable {
  /// What was found.
  package let reason: String

  package init(_ reason: String) { self.reason = reason }

  /// Something in the file is not as it was written.
  package static let damaged = IndexFault("it is damaged")
}

/// Writes the parts of an index: numbers of seven bits a byte, and texts behind their lengths.
package struct IndexBytes: Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// Whether nothing is written.
  package var isEmpty: Bool { bytes.isEmpty }

  package mutating func number(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  package mutating func number(_ count: Int) { number(UInt64(count)) }

  /// A number that may be negative.
  package mutating func signed(_ value: Int64) { number(ZigZag.encode(value)) }

  /// Eight bytes, the lowest first.
  package mutating func word(_ word: UInt64) {
    for byte in 0..<8 { bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(byte * 8))) }
  }

  package mutating func text(_ text: some Collection<UInt8>) {
    number(text.count)
    bytes.append(contentsOf: text)
  }

  package mutating func append(_ other: IndexBytes) { bytes.append(contentsOf: other.bytes) }
}

/// Reads what ``IndexBytes`` wrote, in the same order; what is cut short is a fault.
package struct IndexReader: Sendable {
  private let bytes: [UInt8]
  private var at = 0

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// Whether everything is read.
  package var isAtEnd: Bool { at == bytes.count }

  package mutating func number() throws(IndexFault) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while true {
      guard at < bytes.count, shift < 64 else { throw .damaged }
      let byte = bytes[at]
      at += 1
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
    }
  }

  /// A number of things, or a length: far below what a sum of a few of them may overflow.
  package mutating func count() throws(IndexFault) -> Int {
    guard let count = Int(exactly: try number()), count < 1 << 48 else { throw .damaged }
    return count
  }

  package mutating func signed() throws(IndexFault) -> Int64 { ZigZag.decode(try number()) }

  package mutating func word() throws(IndexFault) -> UInt64 {
    guard at + 8 <= bytes.count else { throw .damaged }
    defer { at += 8 }
    return (0..<8).reduce(0) { $0 | UInt64(bytes[at + $1]) << UInt64($1 * 8) }
  }

  package mutating func text() throws(IndexFault) -> ArraySlice<UInt8> {
    let count = try count()
    guard count <= bytes.count - at else { throw .damaged }
    defer { at += count }
    return bytes[at..<at + count]
  }
}
