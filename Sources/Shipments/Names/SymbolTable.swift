/// A text that a ``SymbolTable`` holds, as a number.
public struct Symbol: Hashable, Sendable {
  /// The row of the table.
  public var number: UInt32

  /// No text.
  @inlinable
  public static var none: Symbol { Symbol(number: 0) }

  /// The symbol of a row.
  @inlinable
  public init(number: UInt32) { self.number = number }
}

/// The distinct texts of a log, each stored once and named by a ``Symbol``.
///
/// Texts are compared by their bytes. What a text was checked as is remembered beside it, so that
/// the rules for names run once a name and not once an event. A table may extend another one, whose
/// symbols stay valid in it: so the partitions of a log share the names that all of them use.
public struct SymbolTable: ~Copyable, Sendable {
  /// The texts of the table that this one extends; none where it extends none.
  private let base: Texts
  /// Most texts that join a table which extends another are new: shipments.
  private let baseBits: HashBits
  private var own: Texts
  private let hashKey: HashKey

  /// Makes an empty table, with room for some texts before it grows.
  public init(minimumCapacity: Int = 1024) {
    base = Texts(minimumCapacity: 0)
    baseBits = HashBits(capacity: 0)
    own = Texts(minimumCapacity: minimumCapacity)
    hashKey = HashKey()
    // The row of Symbol.none is the empty text, which the index does not find.
    own.rows.append(Texts.Row(start: 0, count: 0, roles: 0))
  }

  /// Makes a table that begins with all the texts of another one.
  public init(extending table: borrowing SymbolTable, minimumCapacity: Int) {
    precondition(table.base.rows.isEmpty, "an extended table is not extended again")
    base = table.own
    baseBits = base.index.bits
    own = Texts(minimumCapacity: minimumCapacity)
    hashKey = table.hashKey
  }

  /// How many texts there are, the empty one among them.
  public var count: Int { base.rows.count + own.rows.count }

  /// The symbol of a text, which is added where it is new.
  @unsafe
  public mutating func intern(_ text: UnsafeRawBufferPointer) -> Symbol {
    let hash = unsafe hashKey.hash(text)
    if baseBits.mayHold(hash), let row = unsafe base.row(of: text, hash: hash) {
      return Symbol(number: UInt32(row))
    }
    let row = unsafe own.intern(text, hash: hash)
    return Symbol(number: UInt32(truncatingIfNeeded: base.rows.count + row))
  }

  /// The symbol of a text, which is added where it is new.
  public mutating func intern(_ text: String) -> Symbol {
    var text = text
    return text.withUTF8 { unsafe intern(UnsafeRawBufferPointer($0)) }
  }

  /// Adds the texts of another table; returns this table's symbols for them, by their number there.
  public mutating func intern(allOf other: borrowing SymbolTable) -> [Symbol] {
    var symbols = [Symbol.none]
    for number in 1..<max(1, other.count) {
      unsafe other.bytes(of: Symbol(number: UInt32(number))).withUnsafeBytes { text in
        symbols.append(unsafe intern(text))
      }
    }
    return symbols
  }

  /// The symbol of a text, if the table has it.
  public func find(_ text: String) -> Symbol? {
    var text = text
    return text.withUTF8 { buffer in
      let raw = UnsafeRawBufferPointer(buffer)
      return unsafe row(of: raw, hash: hashKey.hash(raw)).map { Symbol(number: UInt32($0)) }
    }
  }

  /// The bytes of a symbol's text.
  public func bytes(of symbol: Symbol) -> ArraySlice<UInt8> {
    let number = Int(symbol.number)
    return number < base.rows.count
      ? base.bytes(of: number) : own.bytes(of: number - base.rows.count)
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

  /// What a text of this table's own was found fit for, one bit a role that the caller defines.
  public func roles(of symbol: Symbol) -> UInt8 {
    own.rows[Int(symbol.number) - base.rows.count].roles
  }

  /// Remembers that a text of this table's own was found fit for a role.
  public mutating func add(role: UInt8, to symbol: Symbol) {
    own.rows[Int(symbol.number) - base.rows.count].roles |= role
  }

  private func row(of text: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
    if baseBits.mayHold(hash), let row = unsafe base.row(of: text, hash: hash) { return row }
    return unsafe own.row(of: text, hash: hash).map { $0 + base.rows.count }
  }
}

/// Texts one behind the other, and where each begins.
private struct Texts: Sendable {
  var bytes: [UInt8] = []
  var rows: [Row] = []
  var index: HashIndex
  /// How many bytes a text mostly has.
  private static let usualBytes = 12

  /// Where a text stands in `bytes`, and what it was found fit for.
  struct Row {
    var start: Int
    var count: Int32
    var roles: UInt8
  }

  init(minimumCapacity: Int) {
    index = HashIndex(minimumCapacity: minimumCapacity)
    rows.reserveCapacity(minimumCapacity)
    bytes.reserveCapacity(minimumCapacity * Texts.usualBytes)
  }

  func bytes(of number: Int) -> ArraySlice<UInt8> {
    let row = rows[number]
    return bytes[row.start..<row.start + Int(row.count)]
  }

  @inline(__always)
  func row(of text: UnsafeRawBufferPointer, hash: UInt64) -> Int? {
    index.row(hash: hash) { unsafe Texts.isRow(rows[$0], in: bytes, text) }
  }

  /// The row of a text, which is added where it is new.
  @inline(__always)
  mutating func intern(_ text: UnsafeRawBufferPointer, hash: UInt64) -> Int {
    let known = index.row(hash: hash, orAdd: rows.count) {
      unsafe Texts.isRow(rows[$0], in: bytes, text)
    }
    if let known { return known }
    rows.append(Row(start: bytes.count, count: Int32(text.count), roles: 0))
    unsafe bytes.append(contentsOf: text)
    return rows.count - 1
  }

  @inline(__always)
  private static func isRow(
    _ row: Row, in bytes: [UInt8], _ text: UnsafeRawBufferPointer
  ) -> Bool {
    guard Int(row.count) == text.count else { return false }
    return unsafe bytes.withUnsafeBytes { held in
      unsafe haveSameBytes(held.baseAddress, row.start, text.baseAddress, text.count)
    }
  }
}

/// Whether `count` bytes at an offset of one buffer are those at the start of another.
private func haveSameBytes(
  _ held: UnsafeRawPointer?, _ start: Int, _ text: UnsafeRawPointer?, _ count: Int
) -> Bool {
  guard let held = unsafe held, let text = unsafe text else { return count == 0 }
  let left = unsafe held + start
  guard count >= 8 else {
    return unsafe HashKey.shortWord(left, count) == HashKey.shortWord(text, count)
  }
  // The last word may overlap the one before.
  var offset = 0
  while offset &+ 8 < count {
    let isSame =
      unsafe left.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      == text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    guard isSame else { return false }
    offset = offset &+ 8
  }
  return unsafe left.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
    == text.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
}
