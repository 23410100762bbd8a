import Shipments

/// What kind of bytes a refused line is: a whole event with a mistake, or no whole line at all.
///
/// Only bytes can be torn by a crash; a whole object whose sum is right, or that has none, was meant
/// so by whoever wrote it and is never skipped.
enum LineShape {
  case wholeObject
  /// With a right sum, but a carriage return behind it or a byte-order mark before it.
  case rewritten
  case badBytes

  /// A parser that tells the shapes of lines; it takes some memory, so one does for all of a journal.
  static func parser() -> LineParser {
    var parser = LineParser()
    parser.checksGrammarOnly = true
    return parser
  }

  /// `isFirst` tells whether the line begins its journal, and so may have a byte-order mark.
  init(_ line: LineBytes, isFirst: Bool = false, by parser: inout LineParser) {
    if parser.isWholeObject(line) {
      self = .wholeObject
      return
    }
    let end = line.count > 0 && line[line.count - 1] == 0x0D ? line.count - 1 : line.count
    let hasMark = end >= 3 && line[0] == 0xEF && line[1] == 0xBB && line[2] == 0xBF
    let rest = line[(hasMark ? 3 : 0)..<end]
    let hasSum = (try? parser.verifiedSum(rest)) != nil
    guard hasSum || (hasMark && isFirst), parser.isWholeObject(rest) else {
      self = .badBytes
      return
    }
    self = hasSum ? .rewritten : .wholeObject
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
