public import Shipments

extension LineParser {
  /// Reads a number as thousandths, exactly; at most 1 000 000 000 000 either way.
  @inline(__always)
  func thousandths(
    _ line: LineBytes, _ at: inout Int, _ name: @autoclosure () -> String
  ) throws(LineFault) -> Int64 {
    var end = at
    var value: Int64 = 0
    while true {
      let digit = line[end] &- UInt8(ascii: "0")
      guard digit < 10, end - at < 13 else { break }
      value = value &* 10 &+ Int64(digit)
      end += 1
    }
    let isPlain =
      end > at && (line[at] != UInt8(ascii: "0") || end == at + 1)
      && !NumberText.continues(line[end])
    guard isPlain, value <= 1_000_000_000_000 else {
      return try anyThousandths(line, &at, name())
    }
    at = end
    return value &* 1000
  }

  /// Reads a number in any of JSON's forms.
  @inline(never)
  private func anyThousandths(
    _ line: LineBytes, _ at: inout Int, _ name: String
  ) throws(LineFault) -> Int64 {
    guard line[at] == UInt8(ascii: "-") || line[at] &- UInt8(ascii: "0") < 10 else {
      throw wrongKind(line, at, name, .number)
    }
    let place = at
    guard let number = NumberText.parse(line, &at) else {
      throw LineFault(.invalidNumber, at: place)
    }
    do {
      return try number.thousandths()
    } catch {
      throw LineFault(error, at: place)
    }
  }
}

/// A JSON number as it is written, before its value is worked out.
struct NumberText {
  private var isNegative = false
  /// The digits without leading zeros.
  private var digits: [UInt8] = []
  /// The power of ten by which the digits as a whole are multiplied.
  private var exponent = 0

  /// Whether a byte may continue a number.
  @inline(__always)
  static func continues(_ byte: UInt8) -> Bool {
    byte &- UInt8(ascii: "0") < 10 || byte == UInt8(ascii: ".") || byte | 0x20 == UInt8(ascii: "e")
      || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }

  /// Reads a number by JSON's grammar; nil where it breaks it.
  static func parse(_ line: LineBytes, _ at: inout Int) -> NumberText? {
    var number = NumberText()
    if line[at] == UInt8(ascii: "-") {
      number.isNegative = true
      at += 1
    }
    let whole = number.takeDigits(line, &at)
    guard whole == 1 || (whole > 1 && line[at - whole] != UInt8(ascii: "0")) else { return nil }
    if line[at] == UInt8(ascii: ".") {
      at += 1
      let decimals = number.takeDigits(line, &at)
      guard decimals > 0 else { return nil }
      number.exponent -= decimals
    }
    if line[at] | 0x20 == UInt8(ascii: "e") {
      at += 1
      guard number.takeExponent(line, &at) else { return nil }
    }
    return continues(line[at]) ? nil : number
  }

  /// Takes a run of digits and returns how many there were.
  private mutating func takeDigits(_ line: LineBytes, _ at: inout Int) -> Int {
    let start = at
    while line[at] &- UInt8(ascii: "0") < 10 {
      let digit = line[at] - UInt8(ascii: "0")
      if digit != 0 || !digits.isEmpty { digits.append(digit) }
      at += 1
    }
    return at - start
  }

  private mutating func takeExponent(_ line: LineBytes, _ at: inout Int) -> Bool {
    let isNegative = line[at] == UInt8(ascii: "-")
    if isNegative || line[at] == UInt8(ascii: "+") { at += 1 }
    let start = at
    var value = 0
    while line[at] &- UInt8(ascii: "0") < 10 {
      // Far beyond any exponent that matters, and far below overflow.
      value = min(value * 10 + Int(line[at] - UInt8(ascii: "0")), 1 << 32)
      at += 1
    }
    exponent += isNegative ? -value : value
    return at > start
  }

  /// The value in thousandths.
  func thousandths() throws(LineProblem) -> Int64 {
    var digits = digits
    var scale = exponent + 3
    while digits.last == 0 {
      digits.removeLast()
      scale += 1
    }
    guard !digits.isEmpty else { return 0 }
    guard scale >= 0 else {
      throw digits.count + scale > 16 ? .outOfRange : .tooManyDecimals
    }
    guard digits.count + scale <= 16 else { throw .outOfRange }
    var value = digits.reduce(Int64(0)) { $0 * 10 + Int64($1) }
    for _ in 0..<scale { value *= 10 }
    guard value <= Quantity.maximum.thousandths else { throw .outOfRange }
    return isNegative ? -value : value
  }
}

/// Quantities as text.
public enum QuantityText {
  /// Reads a number as JSON writes it, exactly.
  public static func parse(_ text: String) throws(LineProblem) -> Quantity {
    let number = ParsedText.with(text) { line in
      var at = 0
      let number = NumberText.parse(line, &at)
      return at == line.count ? number : nil
    }
    guard let number else { throw .invalidNumber }
    return Quantity(thousandths: try number.thousandths())
  }
}
