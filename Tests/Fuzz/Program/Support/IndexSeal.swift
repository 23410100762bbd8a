@testable import EventLog

/// Gives an index file the checksums that fit, as far as its own words say where they stand.
///
/// Without that a fuzzer would never get past the first of them.
struct IndexSeal {
  private(set) var bytes: [UInt8]
  /// The checksum of the header, which names the index; nil where there is no header.
  private(set) var identity: UInt64?

  /// A place that says where something stands, and where in it the checksum has to be written.
  private struct Span {
    var covered: Range<Int>
    var place: Int
  }

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    guard bytes.count >= LogIndex.endBytes else { return }
    self.bytes.replaceSubrange((bytes.count - LogIndex.mark.count)..., with: LogIndex.mark)
    let end = bytes.count - LogIndex.endBytes
    var reader = Walk(self.bytes, from: end)
    guard let offset = reader.word(), let length = reader.word(),
      let header = range(offset, length)
    else { return }
    sealSections(of: header)
    let sum = Checksum.of(Array(self.bytes[header]))
    set(sum, at: end + 16)
    identity = sum
  }

  /// The names, the partitions and so on, after what they hold.
  private mutating func sealSections(of header: Range<Int>) {
    let spans = sections(header)
    for (row, span) in spans.enumerated() {
      switch IndexHeader.Section(rawValue: row) {
      case .partitions: sealParts(of: span.covered, areWindows: false)
      case .windows: sealParts(of: span.covered, areWindows: true)
      case .lookup: sealPages(of: span.covered)
      default: break
      }
      set(Checksum.of(Array(bytes[span.covered])), at: span.place)
    }
  }

  /// Where the header says that the sections stand; none where it is cut short.
  private func sections(_ header: Range<Int>) -> [Span] {
    var reader = Walk(bytes, from: header.lowerBound)
    _ = (reader.number(), reader.word(), reader.number(), reader.number(), reader.number())
    _ = reader.number()
    guard let journals = reader.number(), journals < 100 else { return [] }
    for _ in 0..<journals {
      guard let length = reader.number(), length < UInt64(bytes.count) else { return [] }
      reader.at += Int(length)
      _ = (reader.number(), reader.word(), reader.number(), reader.number(), reader.number())
    }
    var spans: [Span] = []
    for _ in IndexHeader.Section.allCases {
      guard let span = span(&reader, skipping: 0) else { return spans }
      spans.append(span)
    }
    return spans
  }

  /// An offset, a length, some numbers, and a checksum.
  private func span(_ reader: inout Walk, skipping numbers: Int) -> Span? {
    guard let offset = reader.number(), let length = reader.number() else { return nil }
    for _ in 0..<numbers { _ = reader.number() }
    let place = reader.at
    guard reader.word() != nil, let covered = range(offset, length) else { return nil }
    return Span(covered: covered, place: place)
  }

  /// The events of partitions, or the days of windows, behind the words that lead to them.
  private mutating func sealParts(of section: Range<Int>, areWindows: Bool) {
    var reader = Walk(bytes, from: section.lowerBound)
    while reader.at < section.upperBound {
      guard let count = reader.number() else { return }
      for _ in 0..<(areWindows ? 1 : min(count, 1000)) {
        guard let part = span(&reader, skipping: areWindows ? 0 : 1) else { return }
        set(Checksum.of(Array(bytes[part.covered])), at: part.place)
      }
    }
  }

  private mutating func sealPages(of section: Range<Int>) {
    for start in stride(from: section.lowerBound, to: section.upperBound, by: LookupPage.byteCount)
    where start + LookupPage.byteCount <= section.upperBound {
      set(Checksum.of(Array(bytes[start + 8..<start + LookupPage.byteCount])), at: start)
    }
  }

  private func range(_ offset: UInt64, _ length: UInt64) -> Range<Int>? {
    let size = UInt64(bytes.count)
    guard offset <= size, length <= size - offset else { return nil }
    return Int(offset)..<Int(offset + length)
  }

  private mutating func set(_ word: UInt64, at place: Int) {
    guard place + 8 <= bytes.count else { return }
    for byte in 0..<8 { bytes[place + byte] = UInt8(truncatingIfNeeded: word >> UInt64(byte * 8)) }
  }

  /// Reads numbers and words, and knows where it is.
  private struct Walk {
    private let bytes: [UInt8]
    var at: Int

    init(_ bytes: [UInt8], from start: Int) {
      self.bytes = bytes
      at = start
    }

    mutating func number() -> UInt64? {
      guard at < bytes.count else { return nil }
      let digits = bytes[at...].prefix(10).prefix { $0 >= 0x80 }
      guard at + digits.count < bytes.count else { return nil }
      let last = bytes[at + digits.count]
      at += digits.count + 1
      return (digits + [last]).reversed().reduce(0) { $0 << 7 | UInt64($1 & 0x7F) }
    }

    mutating func word() -> UInt64? {
      guard at + 8 <= bytes.count else { return nil }
      defer { at += 8 }
      return bytes[at..<at + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }
  }
}
