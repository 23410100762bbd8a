/// A text that a ``SymbolTable`` holds, as a number.
public struct Symbol: Hashable, Sendable {
  /// The row of the table.
  public var number: UInt32

  /// No text.
  public static let none = Symbol(number: 0)

  /// The symbol of a row.
  @inlinable
  public init(number: UInt32) { self.number = number }
}

/// The distinct texts of a log, each stored once and named by a ``Symbol``.
///
/// Texts are compared by their bytes. What a text was checked as is remembered beside it, so that
/// the rules for names run once a name and not once an event.
public struct SymbolTable: ~Copyable, Sendable {
  private var bytes: [UInt8] = []
  /// The rows; the first one is the empty text of ``Symbol/none``.
  private var rows = [Row(start: 0, count: 0, roles: 0)]
  private var index: HashIndex
  private let key = HashKey()

  /// Where a text stands in `bytes`, and what it was found fit for.
  private struct Row {
    var start: Int
    var count: Int32
    var roles: UInt8
  }

  /// Makes an empty table, with room for some texts before it grows.
  public init(minimumCapacity: Int = 1024) {
    index = HashIndex(minimumCapacity: minimumCapacity)
  }

  /// How many texts there are, the empty one among them.
  public var count: Int { rows.count }

  /// The symbol of a text, which is added where it is new.
  @unsafe
  public mutating func intern(_ text: UnsafeRawBufferPointer) -> Symbol {
    let hash = unsafe hash(of: text)
    if let row = unsafe row(of: text, hash: hash) { return Symbol(number: UInt32(row)) }
    index.insert(hash: hash, row: rows.count)
    rows.append(Row(start: bytes.count, count: Int32(text.count), roles: 0))
    unsafe bytes.append(contentsOf: text)
    return Symbol(number: UInt32(rows.count - 1))
  }

  /// The symbol of a text, if the table has it.
  public func find(_ text: String) -> Symbol? {
    var text = text
    return text.withUTF8 { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      return unsafe row(of: raw, hash: hash(of: raw)).map { Symbol(number: UInt32($0)) }
    }
  }

  /// The bytes of a symbol's text.
  public func bytes(of symbol: Symbol) -> ArraySlice<UInt8> {
    let row = rows[Int(symbol.number)]
    return bytes[row.start..<row.start + Int(row.count)]
  }

  /// The text of a symbol.
  public func text(of symbol: Symbol) -> String {
    String(decoding: bytes(of: symbol), as: UTF8.self)
  }

  /// The text of a symbol, or nil for ``Symbol/none``.
  public func optionalText(of symbol: Symbol) -> String? {
    symbol == .none ? nil : text(of: symbol)
  }

  /// Whether the left text comes first in byte order.
  public func precedes(_ left: Symbol, _ right: Symbol) -> Bool {
    left != right && bytes(of: left).lexicographicallyPrecedes(bytes(of: right))
  }

  /// Rows sorted by the bytes of a text that each has.
  public func sorted(_ rows: [Int], by text: (Int) -> Symbol) -> [Int] {
    rows.sorted { precedes(text($0), text($1)) }
  }

  /// Whether a path is the other one, or continues it by whole names.
  public func isAtOrBelow(_ path: Symbol, _ other: Symbol) -> Bool {
    if path == other { return true }
    let upper = bytes(of: other)
    let rest = bytes(of: path).dropFirst(upper.count)
    return rest.first == UInt8(ascii: "/") && bytes(of: path).starts(with: upper)
  }

  /// A path and all above it that the table has, nearest first.
  public func pathAndAncestors(of path: Symbol) -> [Symbol] {
    var found = [path]
    var rest = bytes(of: path)
    while let slash = rest.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      if let ancestor = find(String(decoding: rest, as: UTF8.self)) { found.append(ancestor) }
    }
    return found
  }

  /// What a text was found fit for, one bit a role that the caller defines.
  public func roles(of symbol: Symbol) -> UInt8 { rows[Int(symbol.number)].roles }

  /// Remembers that a text was found fit for a role.
  public mutating func add(role: UInt8, to symbol: Symbol) {
    rows[Int(symbol.number)].roles |= role
  }

  private func row(of text: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
    index.row(hash: hash) { number in
      let row = rows[number]
      guard Int(row.count) == text.count else { return false }
      return unsafe bytes.withUnsafeBytes { held in
        unsafe haveSameBytes(held.baseAddress, row.start, text.baseAddress, text.count)
      }
    }
  }

  private func hash(of text: UnsafeRawBufferPointer) -> UInt64 {
    var hash = key.start(UInt64(text.count))
    var offset = 0
    while offset + 8 <= text.count {
      hash = unsafe HashKey.mix(hash, text.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      offset += 8
    }
    var tail: UInt64 = 0
    while offset < text.count {
      tail = unsafe tail << 8 | UInt64(text[offset])
      offset += 1
    }
    return HashKey.mix(hash, tail)
  }
}

/// Whether `count` bytes at an offset of one buffer are those at the start of another.
private func haveSameBytes(
  _ held: UnsafeRawPointer?, _ start: Int, _ text: UnsafeRawPointer?, _ count: Int
) -> Bool {
  guard let held = unsafe held, let text = unsafe text else { return count == 0 }
  let left = unsafe held + start
  var offset = 0
  while offset + 8 <= count {
    let difference =
      unsafe left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      ^ text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    if difference != 0 { return false }
    offset += 8
  }
  while offset < count {
    let isSame =
      unsafe left.load(fromByteOffset: offset, as: UInt8.self)
      == text.load(fromByteOffset: offset, as: UInt8.self)
    if !isSame { return false }
    offset += 1
  }
  return true
}
