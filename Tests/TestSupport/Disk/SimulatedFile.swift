/// A file on a simulated disk: what its readers see, and what a crash may leave of it.
///
/// A disk brings sectors of 512 bytes to rest in any order. One that was changed since the last sync
/// comes out of a crash as any of its contents since then, zeroed, or as garbage; and the file has
/// any of its sizes since then. Bytes that a write does not touch stay as they are, in the same
/// sector too (what SQLite calls powersafe overwrite): without that no log that is only added to
/// could promise anything.
package struct SimulatedFile: Sendable {
  static let sectorBytes = 512

  /// A size that the file had, and when it took it.
  struct Extent: Hashable {
    var size: Int
    var modified: Int64
  }

  /// A sector of which it is not known what the disk holds.
  private struct UnsureSector {
    /// So many bytes at its beginning are known all the same.
    var sureBytes: Int
    var contents: [[UInt8]]

    /// What a crash chooses from: any of the contents, zeros, or garbage.
    func choices(seed: UInt64) -> [[UInt8]] {
      var generator = SeededGenerator(seed: seed)
      let sure = contents[0].prefix(sureBytes)
      let places = sureBytes..<SimulatedFile.sectorBytes
      let zeroed = sure + places.map { _ in 0 }
      let garbage = sure + places.map { _ in .random(in: .min ... .max, using: &generator) }
      return contents + (contents.contains(Array(zeroed)) ? [] : [Array(zeroed)]) + [Array(garbage)]
    }
  }

  let isFolder: Bool
  /// What readers see.
  private(set) var bytes: [UInt8]
  /// The sizes that the disk may hold; the last is the one that readers see.
  private(set) var extents: [Extent]
  private var unsure: [Int: UnsureSector] = [:]
  /// What the next sync brings to the disk.
  private var unwritten: Set<Int> = []
  private var isExtentUnwritten = false

  init(isFolder: Bool = false, bytes: [UInt8] = [], modified: Int64) {
    self.isFolder = isFolder
    self.bytes = bytes
    extents = [Extent(size: bytes.count, modified: modified)]
  }

  mutating func append(_ more: some Sequence<UInt8>, at time: Int64) {
    change(to: bytes + more, from: bytes.count, at: time)
  }

  mutating func truncate(to size: Int, at time: Int64) {
    let kept = bytes.prefix(size) + [UInt8](repeating: 0, count: max(0, size - bytes.count))
    change(to: Array(kept), from: min(size, bytes.count), at: time)
  }

  /// Changes everything from an offset on.
  private mutating func change(to new: [UInt8], from offset: Int, at time: Int64) {
    let width = SimulatedFile.sectorBytes
    let end = (max(new.count, bytes.count) + width - 1) / width
    for sector in offset / width..<max(offset / width, end) {
      let old = UnsureSector(sureBytes: width, contents: [SimulatedFile.sector(sector, of: bytes)])
      var found = unsure[sector] ?? old
      found.sureBytes = min(found.sureBytes, max(0, offset - sector * width))
      let content = SimulatedFile.sector(sector, of: new)
      if !found.contents.contains(content) { found.contents.append(content) }
      unsure[sector] = found
      unwritten.insert(sector)
    }
    bytes = new
    extents.append(Extent(size: new.count, modified: time))
    isExtentUnwritten = true
  }

  /// Brings everything to the disk that was changed since the last sync, failed or not.
  mutating func synchronize() {
    for sector in unwritten { unsure[sector] = nil }
    unwritten = []
    if isExtentUnwritten { extents.removeFirst(extents.count - 1) }
    isExtentUnwritten = false
  }

  /// Fails to; as on Linux, what was not written counts as written from then on.
  mutating func failToSynchronize() {
    unwritten = []
    isExtentUnwritten = false
  }

  private static func sector(_ number: Int, of bytes: [UInt8]) -> [UInt8] {
    let found = bytes.dropFirst(number * sectorBytes).prefix(sectorBytes)
    return found + [UInt8](repeating: 0, count: sectorBytes - found.count)
  }

  // MARK: - At rest

  /// When it was changed last.
  var modified: Int64 { extents.last?.modified ?? 0 }

  /// What readers see.
  func image(number: Int) -> DiskImage.File {
    DiskImage.File(number: number, bytes: bytes, modified: modified)
  }

  /// What a crash may make of the file.
  func crashes(number: Int) -> FileCrashes {
    FileCrashes(
      number: number, bytes: bytes, extents: extents,
      sectors: unsure.sorted { $0.key < $1.key }.map { place, sector in
        (
          start: place * SimulatedFile.sectorBytes,
          contents: sector.choices(seed: UInt64(number * 1000 + place))
        )
      })
  }
}

/// What a crash may make of a file: one of some sizes, and in each unsure sector one of some contents.
struct FileCrashes {
  let number: Int
  let bytes: [UInt8]
  let extents: [SimulatedFile.Extent]
  let sectors: [(start: Int, contents: [[UInt8]])]

  /// How many sizes there are, and how many contents of each unsure sector.
  var counts: [Int] { [extents.count] + sectors.map(\.contents.count) }

  /// The file that is left by the choice of each.
  func file(by choices: ArraySlice<Int>) -> DiskImage.File {
    let extent = extents[choices.first ?? 0]
    var left = Array(bytes.prefix(extent.size))
    left += [UInt8](repeating: 0, count: extent.size - left.count)
    for (sector, choice) in zip(sectors, choices.dropFirst()) {
      guard sector.start < left.count else { break }
      let end = min(sector.start + SimulatedFile.sectorBytes, left.count)
      let content = sector.contents[choice].prefix(end - sector.start)
      left.replaceSubrange(sector.start..<end, with: content)
    }
    return DiskImage.File(number: number, bytes: left, modified: extent.modified)
  }
}
