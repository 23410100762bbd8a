import Shipments

/// What was taken out of a damaged journal.
public struct Salvage: Sendable {
  /// How many whole events were written to the new file.
  public private(set) var kept = 0
  /// The first of the lines that were left behind.
  public private(set) var lost: [RefusedLine] = []
  /// How many lines were left behind.
  public private(set) var lostCount = 0

  /// Writes the whole lines of a journal, as they are, to a new file; the journal is only read.
  ///
  /// When this returns the new file is on the disk. It must not be there before.
  public init(
    _ path: String, to newPath: String, files: any FileSystem = SystemFiles()
  ) throws(FileError) {
    let file = try OpenFile(path, for: .read, in: files)
    let length = try file.status().size
    var inspection = Inspection()
    try inspection.read(file, to: length)
    lost = inspection.refused
    lostCount = inspection.refusedCount
    let output = try OpenFile(newPath, for: .create, in: files)
    try copy(from: OpenFile(path, for: .read, in: files), length, to: output, inspection)
    try output.synchronize()
    try files.synchronizeFolder(Salvage.folder(of: newPath))
  }

  /// Copies the lines that count: those with a sum, or all whole ones where none has.
  private mutating func copy(
    from file: consuming OpenFile, _ length: Int, to output: borrowing OpenFile,
    _ inspection: Inspection
  ) throws(FileError) {
    var lines = LineReader(file, to: length)
    var decoder = RecordDecoder()
    var events = PackedEvents.one
    var bytes: [UInt8] = []
    while let span = try lines.nextLine() {
      defer { events.release(0) }
      let line = lines.bytes(span)
      let place = Place(journal: 0, offset: span.offset)
      guard !span.isTooLong,
        let hasSum = Salvage.sum(of: line, at: place, &decoder, &events),
        hasSum || !inspection.hasSums
      else { continue }
      kept += 1
      bytes.append(contentsOf: line.array)
      bytes.append(UInt8(ascii: "\n"))
      if bytes.count > 1 << 20 {
        try output.append(bytes)
        bytes.removeAll(keepingCapacity: true)
      }
    }
    try output.append(bytes)
  }

  /// Whether a line that holds an event has a sum; nil where it holds none.
  ///
  /// The first event of a journal of somebody else's may stand behind a byte-order mark.
  private static func sum(
    of line: LineBytes, at place: Place, _ decoder: inout RecordDecoder,
    _ events: inout PackedEvents
  ) -> Bool? {
    do throws(LineFault) {
      return try decoder.decode(line, at: place, into: &events)
    } catch {
      return decoder.tolerated(error, in: line, at: place, into: &events) == .event ? false : nil
    }
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
