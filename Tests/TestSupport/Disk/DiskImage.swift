/// What a simulated disk holds at rest: after a crash, or before anything is done to it.
package struct DiskImage: Hashable, Sendable {
  /// A file at rest.
  package struct File: Hashable, Sendable {
    var number: Int
    package var bytes: [UInt8]
    var modified: Int64
  }

  /// The folders below the root.
  var folders: [String: Int] = [:]
  /// The files by their paths.
  package var files: [String: File] = [:]

  /// A folder with some files in it, by their names.
  package init(folder: String, files: [String: [UInt8]]) {
    folders[folder] = 1
    for (row, name) in files.keys.sorted().enumerated() {
      self.files["\(folder)/\(name)"] = File(number: row + 2, bytes: files[name] ?? [], modified: 0)
    }
  }

  /// A disk with nothing on it.
  package init() {}

  /// The bytes of the files, by their paths.
  package var contents: [String: [UInt8]] { files.mapValues(\.bytes) }
}
