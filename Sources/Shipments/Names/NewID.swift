extension EventID {
  /// Makes a UUIDv7 from an instant and random bits.
  ///
  /// Source: RFC 9562, section 5.7. 48 bits of milliseconds, the version, 12 random bits, the
  /// variant, 62 random bits.
  public init(uuidv7At instant: Instant, random: (UInt64, UInt64)) {
    let milliseconds = UInt64(
      bitPattern: instant.seconds &* 1000 &+ Int64(instant.nanoseconds / 1_000_000))
    let upper = milliseconds << 16 | 0x7000 | random.0 & 0x0FFF
    let lower = 0x8000_0000_0000_0000 | random.1 >> 2
    self.init(unchecked: uuidText(upper, lower))
  }
}
