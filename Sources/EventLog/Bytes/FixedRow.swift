import Shipments

/// A plain value for each field of the format, in memory of its own.
///
/// A field is a number below the row's length, so that none is looked for beside it.
@safe
struct FieldRow<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let elements: UnsafeMutablePointer<Element>

  init(repeating element: Element) {
    unsafe elements = .allocate(capacity: Field.allCases.count)
    unsafe elements.initialize(repeating: element, count: Field.allCases.count)
  }

  deinit { unsafe elements.deallocate() }

  @inline(__always)
  subscript(field: Field) -> Element {
    get { unsafe elements[Int(field.rawValue)] }
    nonmutating set { unsafe elements[Int(field.rawValue)] = newValue }
  }
}

/// A row of plain values in memory of its own, filled anew for each line and never copied.
///
/// An `InlineArray` in a structure of this size is copied as a whole now and then, an array counts
/// references; both cost more than what is done with a line's values.
@safe
struct FixedRow<Element: BitwiseCopyable>: ~Copyable, @unchecked Sendable {
  private let elements: UnsafeMutablePointer<Element>
  private let capacity: Int

  init(repeating element: Element, count: Int) {
    capacity = count
    unsafe elements = .allocate(capacity: count)
    unsafe elements.initialize(repeating: element, count: count)
  }

  init(_ row: [Element]) {
    capacity = row.count
    unsafe elements = .allocate(capacity: row.count)
    for (place, element) in row.enumerated() { unsafe elements[place] = element }
  }

  deinit { unsafe elements.deallocate() }

  @inline(__always)
  subscript(row: Int) -> Element {
    get {
      precondition(UInt(bitPattern: row) < UInt(bitPattern: capacity))
      return unsafe elements[row]
    }
    nonmutating set {
      precondition(UInt(bitPattern: row) < UInt(bitPattern: capacity))
      unsafe elements[row] = newValue
    }
  }

  /// Changes an element where it stands.
  @inline(__always)
  func update(_ row: Int, _ change: (inout Element) -> Void) {
    precondition(UInt(bitPattern: row) < UInt(bitPattern: capacity))
    unsafe change(&elements[row])
  }
}
