/// What a writer is about to append, noted beside the journal before it does.
///
/// A single line proves itself by its sum, but of several lines a crash may leave some. So before
/// the journal is touched, its old and new length and the sum of the bytes between are written to
/// `.NAME.intent` and synced. Whoever finds the note, reader or writer, takes the bytes only if they
/// are all there. The note is removed once they are on the disk; one that comes back after a crash
/// finds them all there. A note that is itself torn says that the journal was not touched.
///
/// A long batch is written while it is read, so that its length and sum are not known before. Its
/// note names a new length that no journal reaches: nothing of it counts until the note is removed,
/// which is done, and brought to the disk, when the lines are on the disk.
struct BatchIntent: Equatable {
  var oldLength: Int
  var newLength: Int
  var sum: UInt64

  /// The note of a batch whose length is not known yet.
  static func open(oldLength: Int) -> BatchIntent {
    BatchIntent(oldLength: oldLength, newLength: .max, sum: 0)
  }

  static func path(journal name: String, in folder: LogFolder) -> String {
    folder.pathOf(journal: ".\(name).intent")
  }

  /// The note's one line: `waybill-intent 1 OLD NEW SUM CHECK`.
  var text: String {
    let body = "waybill-intent 1 \(oldLength) \(newLength) \(hex(sum))"
    return "\(body) \(hex(Checksum.of(Array(body.utf8))))\n"
  }

  init(oldLength: Int, newLength: Int, sum: UInt64) {
    self.oldLength = oldLength
    self.newLength = newLength
    self.sum = sum
  }

  /// Reads a note; nil where it is not whole.
  init?(text: String) {
    let words = text.split(separator: " ")
    guard words.count == 6, let old = Int(words[2]), let new = Int(words[3]), old >= 0, old <= new,
      let sum = UInt64(words[4], radix: 16)
    else { return nil }
    self.init(oldLength: old, newLength: new, sum: sum)
    guard self.text == text else { return nil }
  }

  /// The note beside a journal, if there is a whole one.
  static func read(journal name: String, in folder: LogFolder) throws(FileError) -> BatchIntent? {
    let path = path(journal: name, in: folder)
    guard try folder.files.status(at: path)?.isRegular == true else { return nil }
    do throws(FileError) {
      let file = try OpenFile(path, for: .read, in: folder.files)
      return BatchIntent(text: String(decoding: try file.bytes(0..<256), as: UTF8.self))
    } catch {
      if error.isNotFound { return nil }
      throw error
    }
  }

  /// How much of a journal counts: all of it, or what stood there before the batch was begun.
  func committedLength(of file: borrowing OpenFile, size: Int) throws(FileError) -> Int {
    guard size > oldLength else { return size }
    guard size >= newLength else { return oldLength }
    let bytes = try file.bytes(oldLength..<newLength)
    return Checksum.of(bytes) == sum ? size : oldLength
  }

  private func hex(_ word: UInt64) -> String { String(decoding: Hex.digits(word), as: UTF8.self) }
}
