/// What is asked of a disk.
package enum DiskOperation: Sendable {
  case open, lock, status, read, write, truncate, synchronize, synchronizeFolder, names, makeFolder
  case remove, rename

  /// Whether it brings something to the disk.
  package var isSync: Bool { self == .synchronize || self == .synchronizeFolder }
}

/// How a simulated disk is to say no.
package struct DiskFault: Sendable {
  /// In which way an operation fails.
  package enum Kind: Sendable, CaseIterable {
    /// It does nothing.
    case once
    /// It does nothing, and whatever writes fails from then on.
    case lasting
    /// A write takes half of the bytes, and says so; anything else does what it is asked for.
    case short
    /// A write takes half of the bytes and fails; anything else does what it should, and fails.
    case halfDone
  }

  /// The number of the operation, from 0.
  package var operation: Int
  package var kind: Kind
  /// The system's error number.
  package var code: Int32

  package init(_ operation: Int, _ kind: Kind, code: Int32) {
    self.operation = operation
    self.kind = kind
    self.code = code
  }
}
