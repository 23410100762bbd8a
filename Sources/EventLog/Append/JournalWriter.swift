/// Holds a journal locked, mends its end, and appends lines to it.
///
/// What is appended is on the disk when ``append(_:)`` returns, all of it or nothing: one line
/// proves itself by its sum, several by a note (`BatchIntent`), and so does one behind a line that
/// lacks its line feed. The order of a batch is: note synced, folder synced, lines written, size
/// checked, lines synced, note removed.
public struct JournalWriter: ~Copyable {
  /// The journal's name.
  public let name: String
  private let folder: LogFolder
  private let file: OpenFile
  private var length: Int
  /// How long the journal is with the lines of a batch that was begun.
  private var writtenLength = 0
  /// What the index's journals look like, as long as nothing but Waybill has changed them.
  private var stamp: IndexStamp?
  /// Whether the journal may be new on the disk.
  private var isNew: Bool
  /// Whether a writer that was killed may have left lines behind that are not on the disk yet.
  private var isJournalUnsure = true
  /// Whether the folder may have changes of a writer that was killed before it brought them to the disk:
  /// a journal that was made, or a note that was removed.
  private var isFolderUnsure = true
  /// Whether this writer made the journal.
  private let wasMade: Bool

  /// Opens and locks a journal, which is made where it is not there.
  public init(_ name: String, in folder: LogFolder) throws(FileError) {
    let path = folder.pathOf(journal: name)
    while true {
      let isThere = try folder.files.status(at: path) != nil
      let file = try OpenFile(path, for: .append, in: folder.files)
      try file.lock(.exclusive, folder.patience)
      let status = try file.status()
      // Between opening and locking, another process may have moved the journal away.
      guard let named = try folder.files.status(at: path), named.isSameFile(as: status) else {
        continue
      }
      self.name = name
      self.folder = folder
      self.isNew = !isThere || status.size == 0
      self.wasMade = !isThere
      self.length = status.size
      let stamp = IndexStamp(in: folder)
      self.stamp = stamp?.status(of: name) == status ? stamp : nil
      self.file = file
      return
    }
  }

  /// A journal that was made for nothing goes again, while the lock is still held.
  ///
  /// Another process that waits for the lock finds that the path does not name its file any more.
  deinit {
    guard wasMade, (try? file.status())?.size == 0 else { return }
    try? folder.files.remove(folder.pathOf(journal: name))
  }

  /// Saves the bytes of a torn tail beside the journal, then cuts them off.
  ///
  /// Returns the path under which they were saved. `time` becomes part of it.
  public mutating func cut(_ tail: TornTail, time: String) throws(FileError) -> String {
    let saved = try save(tail.bytes, time: time)
    try file.truncate(to: tail.bytes.lowerBound)
    try file.synchronizeData()
    isJournalUnsure = false
    length = tail.bytes.lowerBound
    try removeIntent()
    renewStamp()
    return saved
  }

  /// Copies a range to a new file beside the journal, and brings it to the disk.
  private func save(_ range: Range<Int>, time: String) throws(FileError) -> String {
    let base = folder.pathOf(journal: "\(name).torn-\(time)")
    var path = base
    var number = 2
    while try folder.files.status(at: path) != nil {
      path = "\(base)-\(number)"
      number += 1
    }
    let copy = try OpenFile(path, for: .create, in: folder.files)
    do throws(FileError) {
      try self.copy(range, to: copy)
      try copy.synchronize()
    } catch {
      // Nothing was cut off yet, and a part of it helps nobody.
      try? folder.files.remove(path)
      throw error
    }
    try folder.files.synchronizeFolder(folder.path)
    return path
  }

  /// Copies bytes of the journal block by block: a batch that was never finished may be large.
  private func copy(_ range: Range<Int>, to copy: borrowing OpenFile) throws(FileError) {
    var start = range.lowerBound
    while start < range.upperBound {
      let bytes = try file.bytes(start..<min(start + (1 << 20), range.upperBound))
      guard !bytes.isEmpty else { throw FileError.changed(file.path) }
      try copy.append(bytes)
      start += bytes.count
    }
  }

  /// Appends lines, each without its line feed; when this returns they are on the disk.
  public mutating func append(_ lines: [[UInt8]]) throws(AppendError) {
    guard !lines.isEmpty else { return }
    let old = length
    let bytes: [UInt8]
    let isNoted: Bool
    try secure()
    do throws(FileError) {
      // What a note spoke of has been taken or cut by now.
      try removeIntent()
      bytes = try text(of: lines)
      // Bad bytes right behind a line that lacks its line feed would spoil that line, too.
      isNoted = lines.count > 1 || bytes.first == UInt8(ascii: "\n")
      if isNoted {
        try note(BatchIntent(oldLength: old, newLength: old + bytes.count, sum: Checksum.of(bytes)))
      }
      try file.append(bytes)
      guard try file.status().size == old + bytes.count else {
        throw FileError.incomplete("write", file.path)
      }
    } catch {
      throw AppendError(cause: error, outcome: undo(to: old))
    }
    do throws(FileError) {
      try synchronize()
    } catch {
      // What the disk holds is not known any more; that the lines are gone here is the better guess.
      try? file.truncate(to: old)
      throw AppendError(cause: error, outcome: .unknown)
    }
    length = old + bytes.count
    renewStamp()
    // The lines are on the disk; a note that stays behind finds them all there.
    if isNoted { try? folder.files.remove(BatchIntent.path(journal: name, in: folder)) }
  }

  /// Begins a batch of unknown length; nothing of it counts before ``commit()``.
  ///
  /// Returns where its first line will begin.
  public mutating func begin() throws(AppendError) -> Int {
    try secure()
    do throws(FileError) {
      try removeIntent()
      try note(.open(oldLength: length))
      if length > 0, try file.bytes(length - 1..<length) != [UInt8(ascii: "\n")] {
        try file.append([UInt8(ascii: "\n")])
      }
      writtenLength = try file.status().size
      return writtenLength
    } catch {
      throw AppendError(cause: error, outcome: undo(to: length))
    }
  }

  /// Writes lines of the batch that was begun, each with its line feed.
  public mutating func write(_ lines: [UInt8]) throws(AppendError) {
    do throws(FileError) {
      try file.append(lines)
      writtenLength += lines.count
    } catch {
      throw AppendError(cause: error, outcome: undo(to: length))
    }
  }

  /// How many bytes of the journal count.
  public var committedLength: Int { length }

  /// Takes back a batch that was begun.
  public mutating func rollBack() -> AppendError.Outcome { undo(to: length) }

  /// Makes the batch count: when this returns, all of it is on the disk.
  public mutating func commit() throws(AppendError) {
    do throws(FileError) {
      guard try file.status().size == writtenLength else {
        throw FileError.incomplete("write", file.path)
      }
    } catch {
      throw AppendError(cause: error, outcome: undo(to: length))
    }
    do throws(FileError) {
      try synchronize()
    } catch {
      // What the disk holds is not known any more; the note stays and disowns it.
      try? file.truncate(to: length)
      throw AppendError(cause: error, outcome: .unknown)
    }
    do throws(FileError) {
      try removeIntent()
    } catch {
      // The lines are on the disk. Cut now, some of them might count without the note.
      throw AppendError(cause: error, outcome: .unknown)
    }
    length = writtenLength
    renewStamp()
  }

  /// Tells the index what the journal looks like now; where that fails, the index is not used.
  private mutating func renewStamp() {
    guard var stamp, let status = try? file.status() else { return }
    for row in stamp.journals.indices where JournalName.isSame(stamp.journals[row].name, name) {
      stamp.journals[row].status = status
    }
    try? stamp.write(in: folder)
    self.stamp = stamp
  }

  /// The lines with their line feeds, and with one before them where the last line lacks it.
  private func text(of lines: [[UInt8]]) throws(FileError) -> [UInt8] {
    var bytes: [UInt8] = []
    if length > 0, try file.bytes(length - 1..<length) != [UInt8(ascii: "\n")] {
      bytes.append(UInt8(ascii: "\n"))
    }
    for line in lines {
      bytes.append(contentsOf: line)
      bytes.append(UInt8(ascii: "\n"))
    }
    return bytes
  }

  /// Cuts a failed write back; only when that is on the disk, nothing is recorded.
  private func undo(to length: Int) -> AppendError.Outcome {
    do throws(FileError) {
      if try file.status().size != length {
        try file.truncate(to: length)
        try file.synchronizeData()
      }
      try removeIntent()
      return .nothingRecorded
    } catch {
      return .unknown
    }
  }

  /// Brings what is there to the disk before anything stands behind it, or a note is removed.
  ///
  /// Else a crash might leave bad bytes of a killed writer before a whole line of this one, which would
  /// be taken for damage; or half of a batch whose note is gone. Where it fails, nothing is touched.
  private mutating func secure() throws(AppendError) {
    do throws(FileError) {
      if isJournalUnsure, length > 0 { try file.synchronizeData() }
      isJournalUnsure = false
    } catch {
      throw AppendError(cause: error, outcome: .nothingRecorded)
    }
  }

  private mutating func synchronize() throws(FileError) {
    if isNew { try file.synchronize() } else { try file.synchronizeData() }
    if isNew || isFolderUnsure { try folder.files.synchronizeFolder(folder.path) }
    (isNew, isFolderUnsure) = (false, false)
  }

  private mutating func note(_ intent: BatchIntent) throws(FileError) {
    let path = BatchIntent.path(journal: name, in: folder)
    let file = try OpenFile(path, for: .create, in: folder.files)
    try file.append(Array(intent.text.utf8))
    try file.synchronize()
    try folder.files.synchronizeFolder(folder.path)
    isFolderUnsure = false
  }

  /// Removes a note for good.
  ///
  /// One that came back after a power cut would take the lines away that were written since.
  private func removeIntent() throws(FileError) {
    let path = BatchIntent.path(journal: name, in: folder)
    guard try folder.files.status(at: path) != nil else { return }
    try folder.files.remove(path)
    try folder.files.synchronizeFolder(folder.path)
  }
}
