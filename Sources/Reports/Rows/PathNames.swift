extension String {
  /// A path and those above it, itself first.
  var selfAndAbove: [String] {
    let ends = utf8.indices.reversed().filter { utf8[$0] == UInt8(ascii: "/") }
    return [self] + ends.map { String(self[..<$0]) }
  }

  /// The names of a path; split by its bytes, since a mark may stand behind a slash as behind a letter.
  var names: [String] { utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) } }

  /// How many names a path has.
  var nameCount: Int { utf8.count { $0 == UInt8(ascii: "/") } + 1 }

  /// The last name of a path.
  var lastName: String { names.last ?? self }

  /// Whether a path is another one or continues it by whole names.
  func isAtOrBelow(_ upper: String) -> Bool {
    guard utf8.starts(with: upper.utf8) else { return false }
    return utf8.count == upper.utf8.count
      || utf8.dropFirst(upper.utf8.count).first == UInt8(ascii: "/")
  }
}
