/// What Waybill asks of an operating system's files, each operation once and no more.
///
/// Everything that touches a disk goes through this protocol, so that a simulated disk can stand in
/// for the real one. An interrupted call (EINTR) is retried inside; nothing else is.
public protocol FileSystem: Sendable {
  /// Opens a file and returns its descriptor.
  func open(_ path: String, for access: FileAccess) throws(FileError) -> Int32
  /// Closes a descriptor.
  func close(_ descriptor: Int32)
  /// Locks the file; fails where another process holds it locked.
  func lock(_ descriptor: Int32, _ lock: FileLock, path: String) throws(FileError)
  /// Gives the lock back.
  func unlock(_ descriptor: Int32)
  /// The status of an open file.
  func status(of descriptor: Int32, path: String) throws(FileError) -> FileStatus
  /// The status of a path, of a link itself and not of what it leads to; nil where there is nothing.
  func status(at path: String) throws(FileError) -> FileStatus?
  /// Reads bytes at an offset; returns how many, 0 at the end.
  @unsafe
  func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(FileError) -> Int
  /// Writes bytes at the end; returns how many were taken, which may be fewer.
  func write(_ descriptor: Int32, _ bytes: ArraySlice<UInt8>, path: String) throws(FileError) -> Int
  /// Cuts a file to a size.
  func truncate(_ descriptor: Int32, to size: Int, path: String) throws(FileError)
  /// Brings a file's bytes, and its size, to the disk.
  func synchronizeData(_ descriptor: Int32, path: String) throws(FileError)
  /// Brings a file to the disk with all that is known of it.
  func synchronize(_ descriptor: Int32, path: String) throws(FileError)
  /// Brings a folder's entries to the disk.
  func synchronizeFolder(_ path: String) throws(FileError)
  /// The names in a folder, in no order; nil where there is no such folder.
  func names(in folder: String) throws(FileError) -> [String]?
  /// Makes a folder; one that is there already is well.
  func makeFolder(_ path: String) throws(FileError)
  /// Removes a file; none there is well.
  func remove(_ path: String) throws(FileError)
  /// Gives a file another name, replacing what had it.
  func rename(_ path: String, to newPath: String) throws(FileError)
  /// Waits before a lock is asked for again.
  func pause(milliseconds: Int)
}

/// For what a file is opened.
public enum FileAccess: Sendable {
  /// To read what is there.
  case read
  /// To read and to append; made where it is not there.
  case append
  /// To write a file that must not be there yet.
  case create
}

/// How a file is locked.
public enum FileLock: Sendable {
  case shared, exclusive
}

/// What is known of a file.
public struct FileStatus: Equatable, Sendable {
  /// Whether it is a regular file.
  public var isRegular: Bool
  /// Whether it is a folder.
  public var isFolder: Bool
  /// The device on which it stands.
  public var device: UInt64
  /// Its number on the device.
  public var inode: UInt64
  /// Its size in bytes.
  public var size: Int
  /// When its bytes were written last, in nanoseconds since 1970.
  public var modified: Int64
  /// When anything about it changed last, in nanoseconds since 1970.
  public var changed: Int64

  /// Makes a status.
  public init(
    isRegular: Bool, isFolder: Bool, device: UInt64, inode: UInt64, size: Int, modified: Int64,
    changed: Int64
  ) {
    self.isRegular = isRegular
    self.isFolder = isFolder
    self.device = device
    self.inode = inode
    self.size = size
    self.modified = modified
    self.changed = changed
  }

  /// Whether both are the same file, whatever its size.
  public func isSameFile(as other: FileStatus) -> Bool {
    device == other.device && inode == other.inode
  }
}

/// The system said no.
public struct FileError: Error, Equatable, Sendable {
  /// What was asked for, as a word such as `open`.
  public var operation: String
  /// Of which path.
  public var path: String
  /// The system's error number.
  public var code: Int32

  /// Makes an error.
  public init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}
