import Shipments

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The symbols of names that were met lately, found without a look into the symbol table.
///
/// A place holds one name of at most 32 bytes, in four words; a name that falls on a place that is
/// taken replaces what is there. What is not found here is looked up in the table. The bytes of a line
/// from an item's first to its unit's last are held like a name, and stand for both symbols.
@safe
struct NameCache: ~Copyable, @unchecked Sendable {
  private static let bits: UInt64 = 13

  /// A name in four words, zeros behind its end.
  private struct Name {
    var first: UInt64
    var second: UInt64
    var third: UInt64
    var fourth: UInt64

    /// The words of a text of at most 32 bytes.
    @inline(__always)
    init(_ text: LineBytes, _ masks: UnsafePointer<UInt8>) {
      let mask = unsafe UnsafeRawPointer(masks + (32 &- text.count))
      first = unsafe text.word(at: 0) & mask.loadUnaligned(as: UInt64.self)
      second = unsafe text.word(at: 8) & mask.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
      third = unsafe text.word(at: 16) & mask.loadUnaligned(fromByteOffset: 16, as: UInt64.self)
      fourth = unsafe text.word(at: 24) & mask.loadUnaligned(fromByteOffset: 24, as: UInt64.self)
    }

    /// The place of the name, from the bits that mix best; a name in the wrong place costs a look.
    @inline(__always)
    var place: Int {
      let sum = first &+ second &* 3 &+ third &* 5 &+ fourth &* 9
      let mixed = sum &* 0x9E37_79B9_7F4A_7C15
      return Int(truncatingIfNeeded: mixed &>> (64 &- NameCache.bits))
    }
  }

  private struct Entry {
    var first: UInt64 = 0
    var second: UInt64 = 0
    var third: UInt64 = 0
    var fourth: UInt64 = 0
    var count: Int32 = 0
    var symbol = Symbol.none
    /// The unit, where `symbol` is an item.
    var unit = Symbol.none
    /// What the name is fit for; nothing where the bytes are those of an item and its unit.
    var roles: UInt32 = 0
    /// An entry takes a line of the processor's cache.
    private var padding = (UInt64(0), UInt64(0))

    init(_ name: Name, count: Int, _ symbol: Symbol, unit: Symbol, roles: UInt8) {
      (first, second, third, fourth) = (name.first, name.second, name.third, name.fourth)
      self.count = Int32(truncatingIfNeeded: count)
      self.symbol = symbol
      self.unit = unit
      self.roles = UInt32(roles)
    }
  }

  private let entries: UnsafeMutablePointer<Entry>
  /// What was allocated for the entries.
  private let memory: UnsafeMutableRawPointer
  /// 32 bytes of ones and 32 of zeros: those from `32 - count` on keep `count` bytes of a name.
  private let masks: UnsafeMutablePointer<UInt8>

  init() {
    unsafe masks = .allocate(capacity: 64)
    unsafe masks.initialize(repeating: 0xFF, count: 32)
    unsafe (masks + 32).initialize(repeating: 0, count: 32)
    // Zeros are an entry without a name, and the system lays no memory behind those that are never
    // written: a few lines are read without waiting for half a megabyte.
    let count = 1 << Int(NameCache.bits)
    guard let memory = unsafe calloc(count + 1, MemoryLayout<Entry>.stride) else {
      preconditionFailure("no memory for the names of a log")
    }
    unsafe self.memory = memory
    unsafe entries = memory.alignedUp(toMultipleOf: MemoryLayout<Entry>.stride)
      .bindMemory(to: Entry.self, capacity: count)
  }

  deinit {
    unsafe free(memory)
    unsafe masks.deallocate()
  }

  /// The symbol of a name that was found fit for a role.
  @inline(__always)
  func symbol(of text: LineBytes, fitFor role: UInt8) -> Symbol? {
    guard let entry = unsafe entry(of: text), unsafe entry.pointee.roles & UInt32(role) != 0 else {
      return nil
    }
    return unsafe entry.pointee.symbol
  }

  /// The item and the unit that some bytes of a line stand for.
  @inline(__always)
  func goods(of text: LineBytes) -> (item: Symbol, unit: Symbol)? {
    assert(text.count > 0, "an entry without a name has no bytes")
    guard let entry = unsafe entry(of: text), unsafe entry.pointee.roles == 0 else { return nil }
    return unsafe (entry.pointee.symbol, entry.pointee.unit)
  }

  /// Where a name is held.
  @unsafe @inline(__always)
  private func entry(of text: LineBytes) -> UnsafeMutablePointer<Entry>? {
    guard text.count <= 32 else { return nil }
    let name = unsafe Name(text, masks)
    let entry = unsafe entries + name.place
    let difference =
      unsafe (entry.pointee.first ^ name.first) | (entry.pointee.second ^ name.second)
      | (entry.pointee.third ^ name.third) | (entry.pointee.fourth ^ name.fourth)
      | UInt64(truncatingIfNeeded: Int(entry.pointee.count) ^ text.count)
    return unsafe difference == 0 ? entry : nil
  }

  /// Remembers a name with all roles that it was found fit for.
  mutating func remember(_ text: LineBytes, _ symbol: Symbol, roles: UInt8) {
    remember(text, symbol, unit: .none, roles: roles)
  }

  /// Remembers the item and the unit that some bytes of a line stand for.
  mutating func remember(_ text: LineBytes, _ goods: (item: Symbol, unit: Symbol)) {
    remember(text, goods.item, unit: goods.unit, roles: 0)
  }

  private mutating func remember(
    _ text: LineBytes, _ symbol: Symbol, unit: Symbol, roles: UInt8
  ) {
    guard text.count <= 32 else { return }
    let name = unsafe Name(text, masks)
    unsafe entries[name.place] = Entry(
      name, count: text.count, symbol, unit: unit, roles: roles)
  }
}
