package import EventLog
import Foundation

/// A disk in memory: it remembers what it went through, and fails when it is told to.
package final class SimulatedDisk: FileSystem, @unchecked Sendable {
  /// The disk at one moment, and how much was acknowledged by then.
  package struct Step: Sendable {
    package var state: DiskState
    package var acknowledged: Int
  }

  /// A file that is open.
  struct Descriptor {
    var number: Int
    var lock: FileLock?
  }

  private let mutex = NSLock()
  private var state: DiskState
  private var descriptors: [Int32: Descriptor] = [:]
  private var nextDescriptor: Int32 = 3
  private var fault: DiskFault?
  private var asked: [DiskOperation] = []
  private var isFailing = false
  private var hasStruck = false
  private var taken: [Step]
  private var unlocked: [String] = []

  /// Starts a system with a disk.
  package init(_ image: DiskImage, fault: DiskFault? = nil) {
    state = DiskState(image)
    self.fault = fault
    taken = [Step(state: state, acknowledged: 0)]
  }

  /// Starts a program on a system that goes on; what had been open is closed and not locked.
  package init(after state: DiskState) {
    self.state = state
    taken = [Step(state: state, acknowledged: 0)]
  }

  /// The disk at the start, and after each operation that changed something.
  package var steps: [Step] { mutex.withLock { taken } }

  /// What was asked of the disk so far.
  package var operations: [DiskOperation] { mutex.withLock { asked } }

  /// Whether the operation was asked for that was to fail.
  package var hasFailed: Bool { mutex.withLock { hasStruck } }

  /// The journals that were written to without an exclusive lock.
  package var writtenUnlocked: [String] { mutex.withLock { unlocked } }

  /// Notes that so many things have been acknowledged.
  package func acknowledge(_ number: Int) {
    mutex.withLock { taken.append(Step(state: state, acknowledged: number)) }
  }

  // MARK: - Operations

  /// Does an operation, unless it is its turn to fail; a change is a step.
  ///
  /// Of an operation that is done by half, `body` does half; one that is not done does `orElse`.
  private func perform<Result>(
    _ operation: DiskOperation, _ path: String, isChange: Bool = false, orElse: () -> Void = {},
    _ body: (_ isHalf: Bool) throws(FileError) -> Result
  ) throws(FileError) -> Result {
    mutex.lock()
    defer {
      asked.append(operation)
      if isChange {
        taken.append(Step(state: state, acknowledged: taken.last?.acknowledged ?? 0))
      }
      mutex.unlock()
    }
    let isStruck = fault?.operation == asked.count
    guard let fault, isStruck || (isFailing && isChange) else { return try body(false) }
    if isStruck {
      hasStruck = true
      if fault.kind == .short { return try body(true) }
      if fault.kind == .halfDone { _ = try body(true) } else { orElse() }
      isFailing = fault.kind == .lasting
    } else {
      orElse()
    }
    throw FileError("\(operation)", path, code: fault.code)
  }

  package func open(_ path: String, for access: FileAccess) throws(FileError) -> Int32 {
    // The dot names the folder that it stands in.
    let path = path.hasSuffix("/.") ? String(path.dropLast(2)) : path
    let isThere = mutex.withLock { state.number(at: path) } != nil
    let isMade = access == .create || (access == .append && !isThere)
    return try perform(.open, path, isChange: isMade) { _ throws(FileError) in
      let found = state.number(at: path)
      if access == .create, found != nil { throw FileError("open", path, code: EEXIST) }
      if access == .read, found == nil { throw FileError("open", path, code: ENOENT) }
      guard state.isFolder(DiskState.parent(of: path)) else {
        throw FileError("open", path, code: ENOENT)
      }
      descriptors[nextDescriptor] = Descriptor(number: found ?? state.make(path))
      defer { nextDescriptor += 1 }
      return nextDescriptor
    }
  }

  package func close(_ descriptor: Int32) {
    mutex.withLock { descriptors[descriptor] = nil }
  }

  /// Nobody else is at work on a simulated disk, so that waiting helps nothing.
  package func pause(milliseconds: Int) {}

  package func lock(
    _ descriptor: Int32, _ lock: FileLock, path: String
  ) throws(FileError) {
    try perform(.lock, path) { _ throws(FileError) in
      let others = descriptors.filter {
        $0.key != descriptor && $0.value.number == descriptors[descriptor]?.number
      }
      let isFree = others.values.allSatisfy {
        $0.lock == nil || ($0.lock == .shared && lock == .shared)
      }
      guard isFree else { throw FileError("lock", path, code: EWOULDBLOCK) }
      descriptors[descriptor]?.lock = lock
    }
  }

  package func unlock(_ descriptor: Int32) {
    mutex.withLock { descriptors[descriptor]?.lock = nil }
  }

  package func status(of descriptor: Int32, path: String) throws(FileError) -> FileStatus {
    try perform(.status, path) { _ throws(FileError) in
      try status(try number(descriptor, path), path)
    }
  }

  package func status(at path: String) throws(FileError) -> FileStatus? {
    try perform(.status, path) { _ throws(FileError) in
      guard let number = state.number(at: path) else { return nil }
      return try status(number, path)
    }
  }

  @unsafe
  package func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(FileError) -> Int {
    try perform(.read, path) { isHalf throws(FileError) in
      let bytes = state.files[try number(descriptor, path)]?.bytes.dropFirst(offset) ?? []
      let wanted = isHalf ? (buffer.count + 1) / 2 : buffer.count
      unsafe buffer.copyBytes(from: bytes.prefix(wanted))
      return min(bytes.count, wanted)
    }
  }

  package func write(
    _ descriptor: Int32, _ bytes: ArraySlice<UInt8>, path: String
  ) throws(FileError) -> Int {
    try perform(.write, path, isChange: true) { isHalf throws(FileError) in
      let taken = isHalf ? bytes.prefix((bytes.count + 1) / 2) : bytes
      noteUnlocked(descriptor, path)
      state.append(taken, to: try number(descriptor, path))
      return taken.count
    }
  }

  package func truncate(_ descriptor: Int32, to size: Int, path: String) throws(FileError) {
    try perform(.truncate, path, isChange: true) { _ throws(FileError) in
      noteUnlocked(descriptor, path)
      state.truncate(try number(descriptor, path), to: size)
    }
  }

  package func synchronizeData(_ descriptor: Int32, path: String) throws(FileError) {
    try synchronize(descriptor, path: path)
  }

  package func synchronize(_ descriptor: Int32, path: String) throws(FileError) {
    let number = mutex.withLock { descriptors[descriptor]?.number }
    guard let number else { throw FileError("sync", path, code: EBADF) }
    try perform(
      .synchronize, path, isChange: true, orElse: { state.synchronize(number, isFailing: true) }
    ) { _ throws(FileError) in
      state.synchronize(number, isFailing: false)
    }
  }

  package func synchronizeFolder(_ path: String) throws(FileError) {
    try perform(.synchronizeFolder, path, isChange: true) { _ throws(FileError) in
      guard state.isFolder(path) else { throw FileError("sync", path, code: ENOENT) }
      state.synchronizeFolder(path)
    }
  }

  package func names(in folder: String) throws(FileError) -> [String]? {
    try perform(.names, folder) { _ throws(FileError) in
      state.isFolder(folder) ? state.names(in: folder) : nil
    }
  }

  package func makeFolder(_ path: String) throws(FileError) {
    try perform(.makeFolder, path, isChange: true) { _ throws(FileError) in
      if state.number(at: path) == nil { _ = state.make(path, isFolder: true) }
    }
  }

  package func remove(_ path: String) throws(FileError) {
    try perform(.remove, path, isChange: true) { _ throws(FileError) in
      if state.number(at: path) != nil { state.remove(path) }
    }
  }

  package func rename(_ path: String, to newPath: String) throws(FileError) {
    try perform(.rename, path, isChange: true) { _ throws(FileError) in
      guard state.number(at: path) != nil else { throw FileError("rename", path, code: ENOENT) }
      state.rename(path, to: newPath)
    }
  }

  // MARK: - What is open

  private func number(_ descriptor: Int32, _ path: String) throws(FileError) -> Int {
    guard let found = descriptors[descriptor] else { throw FileError("use", path, code: EBADF) }
    return found.number
  }

  private func status(_ number: Int, _ path: String) throws(FileError) -> FileStatus {
    guard let file = state.files[number] else { throw FileError("stat", path, code: EIO) }
    return FileStatus(
      isRegular: !file.isFolder, isFolder: file.isFolder, device: 1, inode: UInt64(number),
      size: file.bytes.count, modified: file.modified, changed: file.modified)
  }

  private func noteUnlocked(_ descriptor: Int32, _ path: String) {
    if path.hasSuffix(".jsonl"), descriptors[descriptor]?.lock != .exclusive {
      unlocked.append(path)
    }
  }
}
