/// What the journals of an index looked like when they were last known to hold what it covers.
///
/// It stands beside the index, is replaced as a whole, and is written when the index is made and
/// after each append by Waybill, while the journal is still locked. A journal that looks otherwise
/// was changed by something else: then nothing is taken from the index.
struct IndexStamp: Sendable {
  /// The checksum of the header of the index that it belongs to.
  var index: UInt64
  /// The journals' statuses by their names.
  var journals: [(name: String, status: FileStatus)]

  private static let mark = Array("waybill-stamp 1\n".utf8)

  static func path(in folder: LogFolder) -> String {
    folder.pathOf(journal: ".waybill/stamp")
  }

  /// The stamp beside an index; nil where there is no whole one.
  init?(in folder: LogFolder) {
    guard let bytes = IndexStamp.bytes(in: folder), bytes.count > IndexStamp.mark.count + 8,
      bytes.starts(with: IndexStamp.mark)
    else { return nil }
    let body = Array(bytes[IndexStamp.mark.count..<bytes.count - 8])
    var tail = IndexReader(Array(bytes.suffix(8)))
    guard let sum = try? tail.word(), sum == Checksum.of(body), let stamp = try? IndexStamp(body)
    else { return nil }
    self = stamp
  }

  private static func bytes(in folder: LogFolder) -> [UInt8]? {
    do throws(FileError) {
      let file = try OpenFile(path(in: folder), for: .read, in: folder.files)
      return try file.bytes(0..<file.status().size)
    } catch {
      return nil
    }
  }

  init(index: UInt64, journals: [(name: String, status: FileStatus)]) {
    self.index = index
    self.journals = journals
  }

  private init(_ body: [UInt8]) throws(IndexFault) {
    var reader = IndexReader(body)
    index = try reader.word()
    journals = []
    for _ in 0..<(try reader.count()) {
      let name = String(decoding: try reader.text(), as: UTF8.self)
      let status = FileStatus(
        isRegular: true, isFolder: false, device: try reader.word(), inode: try reader.word(),
        size: try reader.count(), modified: Int64(bitPattern: try reader.word()),
        changed: Int64(bitPattern: try reader.word()))
      journals.append((name, status))
    }
  }

  /// Writes the stamp in place of the one that is there.
  func write(in folder: LogFolder) throws(FileError) {
    var body = IndexBytes()
    body.word(index)
    body.number(journals.count)
    for (name, status) in journals {
      body.text(Array(name.utf8))
      body.word(status.device)
      body.word(status.inode)
      body.number(status.size)
      body.word(UInt64(bitPattern: status.modified))
      body.word(UInt64(bitPattern: status.changed))
    }
    var bytes = IndexBytes()
    bytes.word(Checksum.of(body.bytes))
    try folder.files.replace(
      IndexStamp.path(in: folder), with: IndexStamp.mark + body.bytes + bytes.bytes)
  }

  /// The status that a journal had, if it is covered.
  func status(of journal: String) -> FileStatus? {
    journals.first { JournalName.isSame($0.name, journal) }?.status
  }
}
