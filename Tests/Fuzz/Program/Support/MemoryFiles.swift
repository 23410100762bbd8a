import EventLog
import Synchronization

/// A file system in memory, so that a fuzzer need not wait for a disk.
///
/// It has no links and no folders but those that stand in the names of its files, and whatever is
/// synced is there anyhow. Locks are always free, since one thread at a time writes.
final class MemoryFiles: FileSystem {
  private struct File {
    var bytes: [UInt8]
    /// Changes with each write, as the times of a file do.
    var version: Int64 = 0
    var inode: UInt64
  }

  private struct State {
    var inodes: [String: UInt64] = [:]
    var files: [UInt64: File] = [:]
    var open: [Int32: UInt64] = [:]
    var nextDescriptor: Int32 = 3
    var nextInode: UInt64 = 1
  }

  private let state = Mutex(State())

  /// What a file holds; nil where there is none.
  func bytes(of path: String) -> [UInt8]? {
    state.withLock { state in state.inodes[path].flatMap { state.files[$0]?.bytes } }
  }

  /// Puts a file in the place of another, or of none.
  func put(_ bytes: [UInt8], at path: String) {
    state.withLock { state in
      let inode = state.nextInode
      state.nextInode += 1
      state.inodes[path] = inode
      state.files[inode] = File(bytes: bytes, inode: inode)
    }
  }

  /// The paths of all files.
  var paths: [String] { state.withLock { Array($0.inodes.keys) } }

  private static let notFound: Int32 = 2
  private static let exists: Int32 = 17

  func open(_ path: String, for access: FileAccess) throws(FileError) -> Int32 {
    let result = state.withLock { state -> Result<Int32, FileError> in
      let inode: UInt64
      switch (state.inodes[path], access) {
      case (.some, .create): return .failure(FileError("open", path, code: Self.exists))
      case (nil, .read): return .failure(FileError("open", path, code: Self.notFound))
      case (let found?, _): inode = found
      case (nil, _):
        inode = state.nextInode
        state.nextInode += 1
        state.inodes[path] = inode
        state.files[inode] = File(bytes: [], inode: inode)
      }
      state.nextDescriptor += 1
      state.open[state.nextDescriptor] = inode
      return .success(state.nextDescriptor)
    }
    return try result.get()
  }

  func close(_ descriptor: Int32) { state.withLock { _ = $0.open.removeValue(forKey: descriptor) } }

  func lock(_ descriptor: Int32, _ lock: FileLock, path: String) {}

  func pause(milliseconds: Int) {}

  func unlock(_ descriptor: Int32) {}

  func status(of descriptor: Int32, path: String) throws(FileError) -> FileStatus {
    let found = state.withLock { state in
      state.open[descriptor].flatMap { state.files[$0] }.map(Self.status)
    }
    guard let found else { throw FileError("fstat", path, code: 9) }
    return found
  }

  func status(at path: String) -> FileStatus? {
    state.withLock { state in state.inodes[path].flatMap { state.files[$0] }.map(Self.status) }
  }

  private static func status(_ file: File) -> FileStatus {
    FileStatus(
      isRegular: true, isFolder: false, device: 1, inode: file.inode, size: file.bytes.count,
      modified: file.version, changed: file.version)
  }

  @unsafe
  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(FileError) -> Int {
    let bytes = state.withLock { state in
      state.open[descriptor].flatMap { state.files[$0]?.bytes } ?? []
    }
    let taken = bytes.dropFirst(offset).prefix(buffer.count)
    unsafe buffer.copyBytes(from: taken)
    return taken.count
  }

  func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, path: String) -> Int {
    change(descriptor) { $0.append(contentsOf: bytes) }
    return bytes.count
  }

  func truncate(_ descriptor: Int32, to size: Int, path: String) {
    change(descriptor) { $0.removeLast($0.count - size) }
  }

  private func change(_ descriptor: Int32, _ change: (inout [UInt8]) -> Void) {
    state.withLock { state in
      guard let inode = state.open[descriptor], var file = state.files[inode] else { return }
      change(&file.bytes)
      file.version += 1
      state.files[inode] = file
    }
  }

  func synchronizeData(_ descriptor: Int32, path: String) {}

  func synchronize(_ descriptor: Int32, path: String) {}

  func synchronizeFolder(_ path: String) {}

  func names(in folder: String) -> [String]? {
    let names = paths.filter { $0.hasPrefix(folder + "/") }.map { $0.dropFirst(folder.count + 1) }
    return names.filter { !$0.contains("/") }.map(String.init)
  }

  func makeFolder(_ path: String) {}

  func remove(_ path: String) { state.withLock { _ = $0.inodes.removeValue(forKey: path) } }

  func rename(_ path: String, to newPath: String) throws(FileError) {
    let isThere = state.withLock { state in
      guard let inode = state.inodes.removeValue(forKey: path) else { return false }
      state.inodes[newPath] = inode
      return true
    }
    guard isThere else { throw FileError("rename", path, code: Self.notFound) }
  }
}
