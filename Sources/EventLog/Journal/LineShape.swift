import Shipments

/// What kind of bytes a refused line is: a whole event with a mistake, or no whole line at all.
///
/// Only bytes can be torn by a crash; a whole object whose sum is right, or that has none, was meant
/// so by whoever wrote it and is never skipped.
enum LineShape {
  case wholeObject
  case badBytes

  init(_ line: LineBytes) {
    var parser = LineParser()
    self = parser.isWholeObject(line) ? .wholeObject : .badBytes
  }
}

extension LineParser {
  /// Whether the line is one JSON object by syntax, and its sum, if it has one, is in place and right.
  fileprivate mutating func isWholeObject(_ line: LineBytes) -> Bool {
    guard line.count <= LineParser.maximumLineBytes, line.count > 0 else { return false }
    scratchCount = 0
    do throws(LineFault) {
      let sumStart = try verifiedSum(line)
      var at = 0
      skipSpace(line, &at)
      guard line[at] == UInt8(ascii: "{") else { return false }
      let hasSum = try membersHaveSum(line, &at)
      skipSpace(line, &at)
      return at == line.count && hasSum == (sumStart != nil)
    } catch {
      return false
    }
  }

  /// Reads over the members of the event; tells whether `sum` is one of them, and not null.
  private mutating func membersHaveSum(
    _ line: LineBytes, _ at: inout Int
  ) throws(LineFault) -> Bool {
    at += 1
    skipSpace(line, &at)
    if line[at] == UInt8(ascii: "}") {
      at += 1
      return false
    }
    var hasSum = false
    repeat {
      guard line[at] == UInt8(ascii: "\"") else { throw unexpected(line, at, .member) }
      let name = view(try string(line, &at, "member"), in: line).text
      skipSpace(line, &at)
      guard line[at] == UInt8(ascii: ":") else { throw unexpected(line, at, .colon) }
      at += 1
      skipSpace(line, &at)
      if name == Field.sum.name, line[at] != UInt8(ascii: "n") { hasSum = true }
      try skipValue(line, &at, depth: 2)
    } while try continuesObject(line, &at)
    return hasSum
  }
}
