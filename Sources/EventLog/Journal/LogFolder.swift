/// The folder of a log: the regular files `*.jsonl` directly in it are its journals.
public struct LogFolder: Sendable {
  /// The folder's path.
  public let path: String
  /// The file system that it stands on.
  public let files: any FileSystem
  /// How long to wait for locks that other processes hold.
  public let patience: LockPatience
  /// Whom to tell how far long work has come.
  public let progress: WorkProgress?

  /// Names a folder; nothing is read yet.
  public init(
    _ path: String, files: any FileSystem = SystemFiles(), patience: LockPatience = .standard,
    progress: WorkProgress? = nil
  ) {
    self.path = path
    self.files = files
    self.patience = patience
    self.progress = progress
  }

  /// The names of the journals in byte order; nil where there is no such folder.
  public func journals() throws(FileError) -> [String]? {
    guard let names = try files.names(in: path) else { return nil }
    var journals: [String] = []
    for name in names where name.hasSuffix(".jsonl") && !name.hasPrefix(".") {
      if try files.status(at: pathOf(journal: name))?.isRegular == true { journals.append(name) }
    }
    return journals.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Makes the folder where it is not there, so that it is there after a power cut, too.
  ///
  /// Who made one that is still empty may have been killed before that was on the disk.
  public func make() throws(FileError) {
    let names = try files.names(in: path)
    guard names?.isEmpty ?? true else { return }
    try files.makeFolder(path)
    let parent = path.split(separator: "/").dropLast().joined(separator: "/")
    let root = path.hasPrefix("/") ? "/" : ""
    do throws(FileError) {
      try files.synchronizeFolder(parent.isEmpty && root.isEmpty ? "." : root + parent)
    } catch {
      // Somebody else put the folder where we may not read, and saw to it that it stays.
      guard names != nil, error.isRefusedToOpen else { throw error }
    }
  }

  /// Brings a journal to the disk, whoever wrote it.
  ///
  /// Whoever wrote an event that is found in it may have been killed before doing so, and the event is
  /// not to be called recorded before.
  public func synchronize(journal name: String) throws(AppendError) {
    do throws(FileError) {
      try OpenFile(pathOf(journal: name), for: .read, in: files).synchronizeData()
      try files.synchronizeFolder(path)
    } catch {
      throw AppendError(cause: error, outcome: .unknown)
    }
  }

  /// The path of a journal.
  public func pathOf(journal name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// Takes how much of a journal is to be read, under a lock held for a moment.
  ///
  /// A journal that this process holds locked is not locked again, which would wait for ever.
  func snapshot(
    journal name: String, isHeld: Bool = false
  ) throws(FileError) -> JournalSnapshot {
    let file = try OpenFile(pathOf(journal: name), for: .read, in: files)
    if !isHeld { try file.lock(.shared, patience) }
    let status = try file.status()
    let intent = try BatchIntent.read(journal: name, in: self)
    let length = try intent?.committedLength(of: file, size: status.size) ?? status.size
    if !isHeld { file.unlock() }
    return JournalSnapshot(
      name: name, status: status, length: length, unfinished: status.size - length)
  }
}

/// A journal as it was at one moment: what is appended later is not seen.
struct JournalSnapshot: Equatable, Sendable {
  let name: String
  let status: FileStatus
  /// The bytes to be read.
  let length: Int
  /// The bytes behind them of a batch that was cut short.
  let unfinished: Int

  fileprivate init(name: String, status: FileStatus, length: Int, unfinished: Int) {
    self.name = name
    self.status = status
    self.length = length
    self.unfinished = unfinished
  }

  /// Opens the journal for reading; another file under its name is refused.
  func open(in folder: LogFolder) throws(FileError) -> OpenFile {
    let file = try OpenFile(folder.pathOf(journal: name), for: .read, in: folder.files)
    guard try file.status().isSameFile(as: status) else {
      throw FileError.changed(file.path)
    }
    return file
  }
}

/// Names of journals, which are compared by their bytes: `String ==` takes two spellings of a letter for
/// one, and a folder may hold both.
public enum JournalName {
  /// Whether two names are the same to the byte.
  public static func isSame(_ left: String, _ right: String?) -> Bool {
    right.map { left.utf8.elementsEqual($0.utf8) } ?? false
  }
}
