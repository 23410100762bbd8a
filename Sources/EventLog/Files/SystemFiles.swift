#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The real file system: each operation is one system call.
public struct SystemFiles: FileSystem {
  /// Makes access to the real file system.
  public init() {}

  /// Opens a file, never through a link, and never waiting for a device.
  public func open(_ path: String, for access: FileAccess) throws(FileError) -> Int32 {
    let always = O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let flags =
      switch access {
      case .read: O_RDONLY
      case .append: O_RDWR | O_CREAT | O_APPEND
      case .create: O_WRONLY | O_CREAT | O_EXCL | O_APPEND
      }
    return try call("open", path) { systemOpen(path, flags | always, 0o644) }
  }

  /// Closes a descriptor.
  public func close(_ descriptor: Int32) { _ = systemClose(descriptor) }

  /// Waits in `usleep`.
  public func pause(milliseconds: Int) { usleep(UInt32(milliseconds) * 1000) }

  /// Locks the file with `flock`.
  public func lock(_ descriptor: Int32, _ lock: FileLock, path: String) throws(FileError) {
    let operation = (lock == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB
    _ = try call("lock", path) { flock(descriptor, operation) }
  }

  /// Gives the lock back.
  public func unlock(_ descriptor: Int32) { _ = flock(descriptor, LOCK_UN) }

  /// The status of an open file.
  public func status(of descriptor: Int32, path: String) throws(FileError) -> FileStatus {
    var status = stat()
    _ = try call("stat", path) { unsafe fstat(descriptor, &status) }
    return FileStatus(status)
  }

  /// The status of a path; nil where there is nothing.
  public func status(at path: String) throws(FileError) -> FileStatus? {
    var status = stat()
    do throws(FileError) {
      _ = try call("stat", path) { unsafe lstat(path, &status) }
    } catch {
      if error.code == ENOENT { return nil }
      throw error
    }
    return FileStatus(status)
  }

  /// Reads bytes at an offset with `pread`.
  @unsafe
  public func read(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int, path: String
  ) throws(FileError) -> Int {
    try call("read", path) {
      unsafe pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
    }
  }

  /// Writes bytes at the end; fewer may be taken.
  public func write(
    _ descriptor: Int32, _ bytes: ArraySlice<UInt8>, path: String
  ) throws(FileError) -> Int {
    try call("write", path) {
      unsafe bytes.withUnsafeBytes { unsafe systemWrite(descriptor, $0.baseAddress, $0.count) }
    }
  }

  /// Cuts a file to a size.
  public func truncate(_ descriptor: Int32, to size: Int, path: String) throws(FileError) {
    _ = try call("truncate", path) { ftruncate(descriptor, off_t(size)) }
  }

  /// Brings a file's bytes to the disk with `fdatasync`.
  public func synchronizeData(_ descriptor: Int32, path: String) throws(FileError) {
    #if canImport(Darwin)
      // On Apple's systems only F_FULLFSYNC reaches the disk.
      _ = try call("sync", path) { fcntl(descriptor, F_FULLFSYNC) }
    #else
      _ = try call("sync", path) { fdatasync(descriptor) }
    #endif
  }

  /// Brings a file to the disk with `fsync`.
  public func synchronize(_ descriptor: Int32, path: String) throws(FileError) {
    _ = try call("sync", path) { fsync(descriptor) }
  }

  /// Brings a folder's entries to the disk.
  public func synchronizeFolder(_ path: String) throws(FileError) {
    let descriptor = try call("open", path) {
      systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
    }
    defer { close(descriptor) }
    try synchronize(descriptor, path: path)
  }

  /// The names in a folder; nil where there is no such folder.
  public func names(in folder: String) throws(FileError) -> [String]? {
    var opened = unsafe opendir(folder)
    while unsafe opened == nil, errno == EINTR { unsafe opened = unsafe opendir(folder) }
    guard let stream = unsafe opened else {
      if errno == ENOENT { return nil }
      throw FileError("open", folder, code: errno)
    }
    defer { unsafe closedir(stream) }
    var names: [String] = []
    while true {
      errno = 0
      guard let entry = unsafe readdir(stream) else { break }
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) {
          unsafe String(cString: $0)
        }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    if errno != 0 { throw FileError("read", folder, code: errno) }
    return names
  }

  /// Makes a folder; one that is there already is well.
  public func makeFolder(_ path: String) throws(FileError) {
    do {
      _ = try call("make", path) { unsafe mkdir(path, 0o755) }
    } catch {
      guard error.code == EEXIST else { throw error }
    }
  }

  /// Removes a file; none there is well.
  public func remove(_ path: String) throws(FileError) {
    do {
      _ = try call("remove", path) { unsafe unlink(path) }
    } catch {
      guard error.code == ENOENT else { throw error }
    }
  }

  /// Gives a file another name, replacing what had it.
  public func rename(_ path: String, to newPath: String) throws(FileError) {
    _ = try call("rename", path) { systemRename(path, newPath) }
  }

  /// Runs a system call, again while it is interrupted; a negative result is its error.
  fileprivate func call<Result: SignedInteger>(
    _ operation: String, _ path: String, _ body: () -> Result
  ) throws(FileError) -> Result {
    while true {
      let result = body()
      if result >= 0 { return result }
      if errno != EINTR { throw FileError(operation, path, code: errno) }
    }
  }
}

extension FileStatus {
  fileprivate init(_ status: stat) {
    let kind = status.st_mode & S_IFMT
    #if canImport(Darwin)
      let (modified, changed) = (status.st_mtimespec, status.st_ctimespec)
    #else
      let (modified, changed) = (status.st_mtim, status.st_ctim)
    #endif
    self.init(
      isRegular: kind == S_IFREG, isFolder: kind == S_IFDIR,
      device: UInt64(truncatingIfNeeded: status.st_dev),
      inode: UInt64(truncatingIfNeeded: status.st_ino), size: Int(status.st_size),
      modified: FileStatus.nanoseconds(modified), changed: FileStatus.nanoseconds(changed))
  }

  private static func nanoseconds(_ time: timespec) -> Int64 {
    Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
  }
}

extension FileError {
  /// The system's words for the error.
  public var reason: String {
    if isChanged { return "it became shorter, or another file, meanwhile" }
    var buffer = [CChar](repeating: 0, count: 256)
    _ = unsafe strerror_r(code, &buffer, buffer.count - 1)
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the file is locked by another process.
  public var isLocked: Bool { operation == "lock" && code == EWOULDBLOCK }

  /// Whether the file is a link, which is not followed.
  public var isLink: Bool { operation == "open" && code == ELOOP }

  /// Whether the user may not open it.
  var isRefusedToOpen: Bool { operation == "open" && code == EACCES }

  /// Whether a file is another one, or shorter, than when its size was taken.
  public var isChanged: Bool { operation == "read" && code == FileError.changedCode }

  /// Whether there is no such file or folder.
  public var isNotFound: Bool { code == ENOENT }

  /// Input and output failed, without a number from the system.
  static func incomplete(_ operation: String, _ path: String) -> FileError {
    FileError(operation, path, code: EIO)
  }

  /// A journal is not the one any more, or not as long, of which the size was taken.
  static func changed(_ path: String) -> FileError { FileError("read", path, code: changedCode) }

  /// No error number of a system.
  private static let changedCode: Int32 = -1

  /// The path names something that is not a regular file.
  static func notRegular(_ path: String) -> FileError { FileError("open", path, code: EINVAL) }
}

private func systemOpen(_ path: String, _ flags: Int32, _ mode: mode_t) -> Int32 {
  unsafe open(path, flags, mode)
}

private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  unsafe write(descriptor, bytes, count)
}

private func systemRename(_ path: String, _ newPath: String) -> Int32 {
  unsafe rename(path, newPath)
}

extension LineBytes {
  /// The offset of the first line feed in a range, which may reach to the end.
  @inline(__always)
  func firstLineFeed(in range: Range<Int>) -> Int? {
    guard !range.isEmpty, let start = unsafe self[range].raw.baseAddress,
      let found = unsafe memchr(start, 0x0A, range.count)
    else { return nil }
    return unsafe range.lowerBound + (UnsafeRawPointer(found) - start)
  }

  /// Whether some bytes stand in it one behind the other; fast where the first of them is rare.
  func contains(_ bytes: StaticString) -> Bool {
    guard let start = unsafe raw.baseAddress else { return false }
    let wanted = bytes.utf8CodeUnitCount
    var from = 0
    while from + wanted <= count,
      let found = unsafe memchr(start + from, Int32(bytes.utf8Start[0]), count - wanted + 1 - from)
    {
      if unsafe memcmp(found, bytes.utf8Start, wanted) == 0 { return true }
      from = unsafe UnsafeRawPointer(found) - start + 1
    }
    return false
  }
}

/// A file, or standard input, that is read once from its start.
struct InputFile: ~Copyable {
  let path: String
  private let descriptor: Int32

  /// Opens a path; `-` is standard input.
  ///
  /// What is no regular file is copied to a file without a name in `folder`, and read from there.
  init(_ path: String, spooledIn folder: LogFolder? = nil) throws(FileError) {
    let opened = try SystemFiles().call("open", path) {
      path == "-" ? dup(0) : systemOpen(path, O_RDONLY | O_CLOEXEC, 0)
    }
    let read = try InputFile.spooled(opened, path, in: folder)
    self.path = path
    descriptor = read
  }

  /// The descriptor of a regular file with what is to be read.
  private static func spooled(
    _ opened: Int32, _ path: String, in folder: LogFolder?
  ) throws(FileError) -> Int32 {
    var status = stat()
    let isRegular = unsafe fstat(opened, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard let folder, !isRegular else { return opened }
    defer { _ = systemClose(opened) }
    try folder.make()
    return try spool(opened, path, in: folder)
  }

  /// Copies a stream to a file that has no name any more; returns its descriptor.
  private static func spool(
    _ stream: Int32, _ path: String, in folder: LogFolder
  ) throws(FileError) -> Int32 {
    let name = folder.files.temporaryPath(for: folder.pathOf(journal: ".input"))
    let copy = try folder.files.open(name, for: .append)
    do throws(FileError) {
      try folder.files.remove(name)
      var block = ByteBuffer(capacity: 1 << 20)
      while true {
        let count = try fill(&block, 0..<block.capacity, from: stream, path)
        guard count > 0 else { break }
        var rest = block.line(0..<count).array[...]
        while !rest.isEmpty {
          rest = rest.dropFirst(try folder.files.write(copy, rest, path: name))
        }
      }
      guard lseek(copy, 0, SEEK_SET) == 0 else { throw FileError("seek", name, code: errno) }
      return copy
    } catch {
      _ = systemClose(copy)
      throw error
    }
  }

  deinit { _ = systemClose(descriptor) }

  /// How many bytes the file holds; 0 where it is no regular file.
  var byteCount: Int {
    var status = stat()
    let isRegular = unsafe fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    return isRegular ? Int(status.st_size) : 0
  }

  /// Reads on into a range of a buffer; returns how many bytes came, 0 at the end.
  func fill(_ buffer: inout ByteBuffer, _ range: Range<Int>) throws(FileError) -> Int {
    try InputFile.fill(&buffer, range, from: descriptor, path)
  }

  private static func fill(
    _ buffer: inout ByteBuffer, _ range: Range<Int>, from descriptor: Int32, _ path: String
  ) throws(FileError) -> Int {
    try unsafe buffer.fill(range) { (rest) throws(FileError) -> Int in
      while true {
        let count = unsafe systemRead(descriptor, rest.baseAddress, rest.count)
        if count >= 0 { return count }
        if errno != EINTR { throw FileError("read", path, code: errno) }
      }
    }
  }
}

private func systemRead(_ descriptor: Int32, _ bytes: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
  unsafe read(descriptor, bytes, count)
}

/// The memory of the system.
public enum SystemMemory {
  /// How many bytes of memory this process may use: those of the machine, or its limit if that is less.
  public static var byteCount: Int {
    let pages = sysconf(Int32(_SC_PHYS_PAGES))
    let machine = pages > 0 ? pages * sysconf(Int32(_SC_PAGESIZE)) : Int.max
    var limit = rlimit()
    #if canImport(Glibc)
      let found = unsafe getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
    #else
      let found = unsafe getrlimit(RLIMIT_AS, &limit)
    #endif
    return found == 0 ? min(machine, Int(clamping: limit.rlim_cur)) : machine
  }
}

/// The clock and the calendar of the system.
public enum SystemClock {
  /// The present instant.
  public static func now() -> (seconds: Int64, nanoseconds: Int32) {
    var time = timespec()
    unsafe clock_gettime(CLOCK_REALTIME, &time)
    return (Int64(time.tv_sec), Int32(time.tv_nsec))
  }

  /// Year, month and day of the month here, by the local time zone.
  public static func today() -> (year: Int, month: Int, day: Int) {
    var seconds = time(nil)
    var parts = unsafe tm()
    tzset()
    _ = unsafe localtime_r(&seconds, &parts)
    return unsafe (Int(parts.tm_year) + 1900, Int(parts.tm_mon) + 1, Int(parts.tm_mday))
  }
}

/// The machine's processor.
public enum SystemProcessor {
  /// How many cores may be used.
  public static var cores: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }
}
