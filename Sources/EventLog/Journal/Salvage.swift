import Shipments

/// What was taken out of a damaged journal.
public struct Salvage: Sendable {
  /// How many whole events were written to the new file.
  public private(set) var kept = 0
  /// How many lines were left behind.
  public private(set) var lostLines = 0
  /// The bytes of a batch that was never finished, of which nothing counts.
  public private(set) var unfinished: Range<Int>?
  /// Where the first event that is kept begins with a mark that the new file goes without.
  private static let markBytes = 3

  /// Writes the whole lines of a journal, as they are, to a new file; the journal is only read.
  ///
  /// `leave` is given each line that is left behind, in their order. When this returns the new file
  /// is on the disk. It must not be there before, and is removed where this throws.
  public init(
    _ path: String, to newPath: String, files: any FileSystem = SystemFiles(),
    patience: LockPatience = .standard, progress: WorkProgress? = nil,
    leave: (RefusedLine) -> Void
  ) throws(FileError) {
    let (folder, name) = Salvage.parts(of: path)
    let log = LogFolder(folder, files: files, patience: patience)
    let snapshot = try log.snapshot(journal: name)
    if snapshot.unfinished > 0 {
      unfinished = snapshot.length..<snapshot.length + snapshot.unfinished
    }
    var inspection = Inspection()
    // Every line is read to know whether they have sums, and again to be copied.
    progress?.begin(.reading, total: snapshot.length, passes: 2)
    try inspection.read(snapshot.open(in: log), to: snapshot.length, progress: progress)
    let output = try OpenFile(newPath, for: .create, in: files)
    do throws(FileError) {
      var lines = LineReader(
        try snapshot.open(in: log), to: snapshot.length, progress: progress)
      try copy(&lines, from: path, to: output, hasSums: inspection.hasSums, leave)
      try output.synchronize()
      try files.synchronizeFolder(Salvage.parts(of: newPath).folder)
    } catch {
      try? files.remove(newPath)
      throw error
    }
  }

  /// Copies the lines that count: those with a sum, or all whole ones where none has.
  private mutating func copy(
    _ lines: inout LineReader, from path: String, to output: borrowing OpenFile, hasSums: Bool,
    _ leave: (RefusedLine) -> Void
  ) throws(FileError) {
    var decoder = RecordDecoder()
    var events = PackedEvents.one
    var bytes: [UInt8] = []
    var number = 0
    while let span = try lines.nextLine() {
      defer { events.release(0) }
      number += 1
      let line = lines.bytes(span)
      do throws(LineFault) {
        try Salvage.check(line, span, hasSums, &decoder, &events)
        bytes.append(contentsOf: line.array)
      } catch {
        let place = Place(journal: 0, offset: span.offset)
        let isTolerated = hasSums || span.isTooLong
        switch isTolerated ? nil : decoder.tolerated(error, in: line, at: place, into: &events) {
        case .event: bytes.append(contentsOf: line.array.dropFirst(Salvage.markBytes))
        case .empty: continue
        case nil:
          lostLines += 1
          leave(
            RefusedLine(
              error, in: line.array, at: span.offset..<span.offset + span.byteCount, path: path,
              line: number, isWholeObject: false))
          continue
        }
      }
      kept += 1
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count > 1 << 20 {
        try output.append(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try output.append(bytes)
  }

  /// Throws where a line is not a whole event, or has no sum among lines that have.
  private static func check(
    _ line: LineBytes, _ span: LineReader.Span, _ hasSums: Bool, _ decoder: inout RecordDecoder,
    _ events: inout PackedEvents
  ) throws(LineFault) {
    if span.isTooLong { throw LineFault(.tooLong(limit: LineParser.maximumLineBytes), at: 0) }
    let place = Place(journal: 0, offset: span.offset)
    let hasSum = try decoder.decode(line, at: place, into: &events)
    if hasSums, !hasSum { throw LineFault(.sumMissing, at: 0) }
  }

  /// The folder of a path, and the name in it.
  private static func parts(of path: String) -> (folder: String, name: String) {
    guard let slash = path.lastIndex(of: "/") else { return (".", path) }
    let name = String(path[path.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
