public import Shipments

/// Reads single lines again by their places, with the last journal kept open.
public struct LineFetcher: ~Copyable {
  private static let chunkBytes = 4096

  private let folder: LogFolder
  private var decoder = EventDecoder()
  private var file: OpenFile?
  private var journal = ""
  /// The bytes that were read last, and where they begin in the journal.
  private var chunk: [UInt8] = []
  private var chunkStart = 0

  /// Makes a fetcher for a folder.
  public init(_ folder: LogFolder) { self.folder = folder }

  /// The event whose line begins at a place of a journal.
  public mutating func event(at place: Place, journal: String) throws(LogError) -> Event {
    let bytes = try line(at: place.offset, journal: journal)
    do throws(LineFault) {
      return try decoder.decode(bytes)
    } catch {
      let number = try? folder.lineNumbers(of: [place.offset], journal: journal)[place.offset]
      let line = RefusedLine(
        error, in: Array(bytes), at: place.offset..<place.offset + bytes.count,
        path: folder.pathOf(journal: journal), line: number ?? 1, isWholeObject: false)
      throw .damaged(journal: journal, lines: [line], count: 1)
    }
  }

  /// The bytes of the line that begins at an offset, without a byte-order mark or the line feed.
  public mutating func line(at offset: Int, journal: String) throws(LogError) -> ArraySlice<UInt8> {
    do throws(FileError) {
      if file == nil || self.journal != journal {
        file = try OpenFile(folder.pathOf(journal: journal), for: .read, in: folder.files)
        self.journal = journal
        chunk = []
      }
      if let line = lineOfChunk(at: offset) { return line }
      // Lines that follow each other come in ever larger chunks, others in small ones.
      let isNext = offset >= chunkStart && offset - chunkStart <= chunk.count + 4096
      var count = isNext ? min(chunk.count * 2, 1 << 18) : 0
      while true {
        count = max(count, LineFetcher.chunkBytes)
        chunk = try file?.bytes(offset..<offset + count) ?? []
        chunkStart = offset
        guard !chunk.isEmpty else { throw FileError.changed(folder.pathOf(journal: journal)) }
        if let line = lineOfChunk(at: offset) { return line }
        if chunk.count < count || count > LineParser.maximumLineBytes {
          return LineFetcher.withoutMark(chunk[...])
        }
        count *= 4
      }
    } catch {
      throw .file(error)
    }
  }

  /// The line at an offset, if the whole of it is in the chunk.
  private func lineOfChunk(at offset: Int) -> ArraySlice<UInt8>? {
    let start = offset - chunkStart
    guard start >= 0, start < chunk.count,
      let feed = chunk[start...].firstIndex(of: UInt8(ascii: "\n"))
    else { return nil }
    return LineFetcher.withoutMark(chunk[start..<feed])
  }

  private static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
  }
}

extension LogFolder {
  /// Below so many events a thread more costs more than it gains.
  private static let threadEvents = 4096

  /// The events whose lines begin at some places, in the order of the places.
  ///
  /// `journals` are the names of the journals by the numbers that the places give.
  public func events(
    at places: [Place], of journals: [String], threads: Int = 1
  ) throws(LogError) -> [Event] {
    let parts = max(1, min(threads, places.count / LogFolder.threadEvents))
    let results = Parallel.map(parts) { part -> Result<[Event], LogError> in
      let wanted = places[places.count * part / parts..<places.count * (part + 1) / parts]
      var lines = LineFetcher(self)
      do throws(LogError) {
        return .success(
          try wanted.map { (place) throws(LogError) in
            progress?.add(1)
            return try lines.event(at: place, journal: journals[place.journal])
          })
      } catch {
        return .failure(error)
      }
    }
    var events: [Event] = []
    events.reserveCapacity(places.count)
    for result in results { events += try result.get() }
    return events
  }

  /// The numbers, from 1, of the lines that begin at some offsets of a journal.
  public func lineNumbers(of offsets: [Int], journal: String) throws(FileError) -> [Int: Int] {
    guard let last = offsets.max() else { return [:] }
    let file = try OpenFile(pathOf(journal: journal), for: .read, in: files)
    let wanted = Set(offsets)
    var numbers: [Int: Int] = [:]
    var lines = LineReader(file, to: last + 1)
    var number = 0
    while let span = try lines.nextLine() {
      number += 1
      if wanted.contains(span.offset) { numbers[span.offset] = number }
    }
    return numbers
  }
}
