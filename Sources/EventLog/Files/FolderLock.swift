/// Holds the folder of a log locked against others who record, until its owner lets go of it.
///
/// Who records holds one journal and reads the others, for which each is locked for a moment. Two who
/// each held a journal that the other one reads would wait for each other for ever; so they take
/// turns. Readers do not ask for this lock.
public struct FolderLock: ~Copyable {
  private let files: any FileSystem
  private let descriptor: Int32

  /// Locks a folder.
  ///
  /// Where the system cannot lock a folder (NFS), the journals' own locks have to do.
  public init(_ folder: LogFolder) throws(FileError) {
    let files = folder.files
    // The dot leads through a link to the folder.
    let descriptor = try files.open(folder.pathOf(journal: "."), for: .read)
    do throws(FileError) {
      try folder.patience.take(descriptor, .exclusive, folder.path, in: files)
    } catch {
      if error.isLocked {
        files.close(descriptor)
        throw error
      }
    }
    self.files = files
    self.descriptor = descriptor
  }

  deinit { files.close(descriptor) }
}
