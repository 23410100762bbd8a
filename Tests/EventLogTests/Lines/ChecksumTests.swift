@testable import EventLog
import Testing

@Suite struct ChecksumTests {
  @Test(
    arguments: [
      ("", 0xEF46_DB37_51D8_E999), ("a", 0xD24E_C4F1_A98C_6E5B), ("abc", 0x44BC_2CF5_AD77_0999),
      ("Nobody inspects the spammish repetition", 0xFBCE_A83C_8A37_8BF1),
    ] as [(String, UInt64)])
  func `the sum is XXH64 with seed 0`(_ text: String, _ sum: UInt64) {
    #expect(Checksum.of(Array(text.utf8)) == sum)
  }

  /// Sums of the first bytes of (7 i + 3) mod 256, by the reference implementation in C.
  @Test(
    arguments: [
      (1, 0x1F25_C8D0_BC1F_4BB6), (3, 0x31D2_363F_52E5_64C9), (4, 0x9BB6_4B7D_66EE_9FDA),
      (7, 0x9A7B_1499_59CE_60D8), (8, 0xDAB9_9D95_C6F9_0092), (12, 0xD52E_4078_33AF_5133),
      (15, 0x1B47_CB82_43CC_8E32), (16, 0x4348_5023_2B78_7BE2), (31, 0xA2AA_5F33_CC4A_6119),
      (32, 0x23C3_C17E_F790_FD97), (33, 0x50A7_CFC7_BA58_8784), (63, 0x5E3E_54B4_31C7_493C),
      (64, 0x0EB6_4B3E_F6EE_B01F), (65, 0xA383_B724_B2BD_12F1), (100, 0xA61F_8D4C_170F_E531),
      (127, 0x0C2B_3713_C3ED_BEB3), (128, 0x46FB_CFBF_0150_793F), (300, 0x2400_04DB_EE0B_A6DC),
    ] as [(Int, UInt64)])
  func `the sum of every kind of tail is right`(_ count: Int, _ sum: UInt64) {
    #expect(Checksum.of((0..<count).map { UInt8(truncatingIfNeeded: 7 * $0 + 3) }) == sum)
  }

  @Test(arguments: [0, 1, 0xDEAD_BEEF, .max, 0x0123_4567_89AB_CDEF] as [UInt64])
  func `a word has sixteen lower-case digits`(_ word: UInt64) {
    let digits = String(decoding: Hex.digits(word), as: UTF8.self)
    #expect(digits.count == 16)
    #expect(digits == digits.lowercased())
    #expect(UInt64(digits, radix: 16) == word)
  }

  @Test(arguments: 0...UInt8.max)
  func `a byte is a hex digit or it is not`(_ byte: UInt8) {
    let isDigit = "0123456789abcdef".utf8.contains(byte)
    let zeros: UInt64 = 0x3030_3030_3030_3030
    for place in 0..<8 {
      let word = zeros & ~(0xFF << UInt64(8 * place)) | UInt64(byte) << UInt64(8 * place)
      #expect((Hex.value(word, zeros) != nil) == isDigit)
      #expect((Hex.value(zeros, word) != nil) == isDigit)
      guard isDigit, let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { continue }
      #expect(Hex.value(word, zeros) == UInt64(digit) << UInt64(4 * (15 - place)))
      #expect(Hex.value(zeros, word) == UInt64(digit) << UInt64(4 * (7 - place)))
    }
  }
}
