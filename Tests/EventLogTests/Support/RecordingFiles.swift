import EventLog
import Foundation

/// The real file system, which notes each operation and can be told to fail one of them.
final class RecordingFiles: FileSystem, @unchecked Sendable {
  private let real = SystemFiles()
  private let lock = NSLock()
  private var noted: [String] = []
  private var failing: (operation: String, code: Int32)?

  /// The operations so far that change or secure something, as words with the file's name.
  var operations: [String] { lock.withLock { noted } }

  /// Makes every operation of a kind fail from now on.
  func fail(_ operation: String, code: Int32) { lock.withLock { failing = (operation, code) } }

  /// Forgets what was noted, and fails nothing more.
  func clear() {
    lock.withLock {
      noted = []
      failing = nil
    }
  }

  private func note(_ operation: String, _ path: String) throws(FileError) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let code = lock.withLock { () -> Int32? in
      noted.append("\(operation) \(name.hasPrefix("waybill-test-") ? "folder" : name)")
      return failing?.operation == operation ? failing?.code : nil
    }
    if let code { throw FileError(operation, path, code: code) }
  }

  func open(_ path: String, for access: FileAccess) throws(FileError) -> Int32 {
    if access == .create { try note("create", path) }
    return try real.open(path, for: access)
  }

  func close(_ descriptor: Int32) { real.close(descriptor) }

  func lock(_ descriptor: Int32, _ lock: FileLock, path: String) throws(FileError) {
    try real.lock(descriptor, lock, path: path)
  }

  func pause(milliseconds: Int) { real.pause(milliseconds: milliseconds) }

  func unlock(_ descriptor: Int32) { real.unlock(descriptor) }

  func status(of descriptor: Int32, path: String) throws(FileError) -> FileStatus {
    try real.status(of: descriptor, path: path)
  }

  func status(at path: String) throws(FileError) -> FileStatus? { try real.status(at: path) }

  @unsafe
  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(FileError) -> Int {
    try unsafe real.read(descriptor, into: buffer, at: offset, path: path)
  }

  func write(
    _ descriptor: Int32, _ bytes: ArraySlice<UInt8>, path: String
  ) throws(FileError) -> Int {
    try note("write", path)
    return try real.write(descriptor, bytes, path: path)
  }

  func truncate(_ descriptor: Int32, to size: Int, path: String) throws(FileError) {
    try note("truncate", path)
    try real.truncate(descriptor, to: size, path: path)
  }

  func synchronizeData(_ descriptor: Int32, path: String) throws(FileError) {
    try note("sync", path)
    try real.synchronizeData(descriptor, path: path)
  }

  func synchronize(_ descriptor: Int32, path: String) throws(FileError) {
    try note("sync all", path)
    try real.synchronize(descriptor, path: path)
  }

  func synchronizeFolder(_ path: String) throws(FileError) {
    try note("sync all", path)
    try real.synchronizeFolder(path)
  }

  func names(in folder: String) throws(FileError) -> [String]? { try real.names(in: folder) }

  func makeFolder(_ path: String) throws(FileError) { try real.makeFolder(path) }

  func remove(_ path: String) throws(FileError) {
    if try real.status(at: path) != nil { try note("remove", path) }
    try real.remove(path)
  }

  func rename(_ path: String, to newPath: String) throws(FileError) {
    try real.rename(path, to: newPath)
  }
}
