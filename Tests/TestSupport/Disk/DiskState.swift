/// What a system knows of a simulated disk: what its programs see, and what the disk may hold.
package struct DiskState: Sendable {
  private(set) var files: [Int: SimulatedFile] = [:]
  /// What each path may name on the disk; the last is what programs see.
  private(set) var entries: [String: [Int?]] = [:]
  private var clock: Int64 = 0
  private var nextNumber = 1

  /// A system that has just started with a disk.
  init(_ image: DiskImage) {
    for (path, number) in image.folders {
      files[number] = SimulatedFile(isFolder: true, modified: 0)
      entries[path] = [number]
    }
    for (path, file) in image.files {
      files[file.number] = SimulatedFile(bytes: file.bytes, modified: file.modified)
      entries[path] = [file.number]
      clock = max(clock, file.modified)
    }
    nextNumber = (files.keys.max() ?? 0) + 1
  }

  // MARK: - What programs see

  func number(at path: String) -> Int? { entries[path]?.last ?? nil }

  func names(in folder: String) -> [String] {
    entries.keys.filter { DiskState.parent(of: $0) == folder && number(at: $0) != nil }
      .compactMap { $0.split(separator: "/").last.map(String.init) }
  }

  func isFolder(_ path: String) -> Bool {
    path == "/" || number(at: path).flatMap { files[$0]?.isFolder } == true
  }

  // MARK: - What they do

  mutating func make(_ path: String, isFolder: Bool = false) -> Int {
    clock += 1
    let number = nextNumber
    nextNumber += 1
    files[number] = SimulatedFile(isFolder: isFolder, modified: clock)
    entries[path, default: [nil]].append(number)
    return number
  }

  mutating func append(_ bytes: some Sequence<UInt8>, to number: Int) {
    clock += 1
    files[number]?.append(bytes, at: clock)
  }

  mutating func truncate(_ number: Int, to size: Int) {
    clock += 1
    files[number]?.truncate(to: size, at: clock)
  }

  mutating func remove(_ path: String) { entries[path, default: [nil]].append(nil) }

  mutating func rename(_ path: String, to newPath: String) {
    entries[newPath, default: [nil]].append(number(at: path))
    remove(path)
  }

  mutating func synchronize(_ number: Int, isFailing: Bool) {
    if isFailing { files[number]?.failToSynchronize() } else { files[number]?.synchronize() }
  }

  mutating func synchronizeFolder(_ folder: String) {
    for path in entries.keys where DiskState.parent(of: path) == folder {
      entries[path] = number(at: path).map { [$0] }
    }
  }

  static func parent(of path: String) -> String {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
