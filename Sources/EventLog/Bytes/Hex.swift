/// Hex digits.
enum Hex {
  /// The value of a digit in either case.
  @inline(__always)
  static func digit(_ byte: UInt8) -> UInt8? {
    let digit = byte &- UInt8(ascii: "0")
    if digit < 10 { return digit }
    let letter = (byte | 0x20) &- UInt8(ascii: "a")
    return letter < 6 ? letter + 10 : nil
  }

  /// Sixteen lower-case digits.
  static func digits(_ word: UInt64) -> [UInt8] {
    (0..<16).map { digit in
      let value = UInt8(truncatingIfNeeded: word >> UInt64(60 - 4 * digit)) & 0xF
      return value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
  }

  /// The value of sixteen lower-case digits in two words, first digit lowest; nil for other bytes.
  @inline(__always)
  static func value(_ first: UInt64, _ second: UInt64) -> UInt64? {
    let text = unsafe unsafeBitCast(SIMD2(first, second), to: SIMD16<UInt8>.self)
    let digits: SIMD16<UInt8> = text &- SIMD16<UInt8>(repeating: UInt8(ascii: "0"))
    let letters: SIMD16<UInt8> = text &- SIMD16<UInt8>(repeating: UInt8(ascii: "a"))
    let areDigits: SIMDMask<SIMD16<Int8>> = digits .<= SIMD16<UInt8>(repeating: 9)
    let areLetters: SIMDMask<SIMD16<Int8>> = letters .<= SIMD16<UInt8>(repeating: 5)
    let areSound = unsafe unsafeBitCast(areDigits .| areLetters, to: SIMD2<UInt64>.self)
    guard areSound[0] & areSound[1] == .max else { return nil }
    let tens: SIMD16<UInt8> = letters &+ SIMD16<UInt8>(repeating: 10)
    let values: SIMD16<UInt8> = tens.replacing(with: digits, where: areDigits)
    // Two digits are a byte: the first one, which stands lower, is its upper half.
    let pairs = unsafe unsafeBitCast(values, to: SIMD8<UInt16>.self)
    let bytes: SIMD8<UInt16> =
      (pairs &<< SIMD8<UInt16>(repeating: 4)) | (pairs &>> SIMD8<UInt16>(repeating: 8))
    return unsafe unsafeBitCast(SIMD8<UInt8>(truncatingIfNeeded: bytes), to: UInt64.self)
      .bigEndian
  }
}
