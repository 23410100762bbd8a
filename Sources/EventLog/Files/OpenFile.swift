/// A file that is open, and closed when its owner lets go of it.
public struct OpenFile: ~Copyable, Sendable {
  /// Where it was opened.
  public let path: String
  private let files: any FileSystem
  private let descriptor: Int32

  /// Opens a regular file.
  public init(
    _ path: String, for access: FileAccess, in files: any FileSystem
  ) throws(FileError) {
    let descriptor = try files.open(path, for: access)
    do throws(FileError) {
      guard try files.status(of: descriptor, path: path).isRegular else {
        throw FileError.notRegular(path)
      }
    } catch {
      files.close(descriptor)
      throw error
    }
    self.path = path
    self.files = files
    self.descriptor = descriptor
  }

  deinit { files.close(descriptor) }

  /// The file's status.
  public func status() throws(FileError) -> FileStatus {
    try files.status(of: descriptor, path: path)
  }

  /// Locks the file until it is unlocked or closed; waits for others as long as there is patience.
  public func lock(_ lock: FileLock, _ patience: LockPatience) throws(FileError) {
    try patience.take(descriptor, lock, path, in: files)
  }

  /// Gives the lock back.
  public func unlock() { files.unlock(descriptor) }

  /// Reads a range of bytes; fewer where the file ends before it.
  public func bytes(_ range: Range<Int>) throws(FileError) -> [UInt8] {
    var buffer = ByteBuffer(capacity: range.count)
    var count = 0
    while count < range.count {
      let taken = try fill(&buffer, count..<range.count, at: range.lowerBound + count)
      if taken == 0 { break }
      count += taken
    }
    return buffer.line(0..<count).array
  }

  /// Reads once into a range of a buffer; returns how many bytes came, 0 at the file's end.
  func fill(
    _ buffer: inout ByteBuffer, _ range: Range<Int>, at offset: Int
  ) throws(FileError) -> Int {
    try unsafe buffer.fill(range) { (rest) throws(FileError) -> Int in
      try unsafe files.read(descriptor, into: rest, at: offset, path: path)
    }
  }

  /// Writes all the bytes at the end, in as many calls as it takes.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let taken = try files.write(descriptor, rest, path: path)
      guard taken > 0 else { throw FileError.incomplete("write", path) }
      rest = rest.dropFirst(taken)
    }
  }

  /// Cuts the file to a size.
  public func truncate(to size: Int) throws(FileError) {
    try files.truncate(descriptor, to: size, path: path)
  }

  /// Brings the bytes to the disk.
  public func synchronizeData() throws(FileError) {
    try files.synchronizeData(descriptor, path: path)
  }

  /// Brings the file to the disk with all that is known of it.
  public func synchronize() throws(FileError) {
    try files.synchronize(descriptor, path: path)
  }
}
