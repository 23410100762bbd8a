/// Holds the folder of a log locked against others who record, until its owner lets go of it.
///
/// Who records holds one journal and reads the others, for which each is locked for a moment. Two who
/// each held a journal that the other one reads would wait for each other for ever; so they take
/// turns. Readers do not ask for this lock.
public struct FolderLock: ~Copyable {
  private let files: any FileSystem
  private let descriptor: Int32

  /// Locks a folder; `onWait` is called before waiting for another process that holds the lock.
  ///
  /// Where the system cannot lock a folder (NFS), the journals' own locks have to do.
  public init(_ folder: LogFolder, onWait: () -> Void = {}) throws(FileError) {
    // The dot leads through a link to the folder.
    let path = folder.pathOf(journal: ".")
    files = folder.files
    descriptor = try files.open(path, for: .read)
    do throws(FileError) {
      try files.lock(descriptor, .exclusive, waits: false, path: path)
    } catch {
      guard error.isLocked else { return }
      onWait()
      try? files.lock(descriptor, .exclusive, waits: true, path: path)
    }
  }

  deinit { files.close(descriptor) }
}
