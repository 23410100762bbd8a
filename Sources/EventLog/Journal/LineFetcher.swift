public import Shipments

/// Reads single lines again by their places, with the last journal kept open.
public struct LineFetcher: ~Copyable {
  private static let chunkBytes = 4096

  private let folder: LogFolder
  private var decoder = EventDecoder()
  private var file: OpenFile?
  private var journal = ""

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
      }
      var count = LineFetcher.chunkBytes
      while true {
        let bytes = try file?.bytes(offset..<offset + count) ?? []
        if let feed = bytes.firstIndex(of: UInt8(ascii: "\n")) {
          return LineFetcher.withoutMark(bytes[..<feed])
        }
        if bytes.count < count || count > LineParser.maximumLineBytes {
          return LineFetcher.withoutMark(bytes[...])
        }
        count *= 4
      }
    } catch {
      throw .file(error)
    }
  }

  private static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
  }
}

extension LogFolder {
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
