extension FileSystem {
  /// Puts a new file in the place of another, or of none, so that whoever reads has the old or the new one.
  ///
  /// With `isLasting` it is on the disk before it takes the place; what can be made anew need not be.
  public func replace(
    _ path: String, with bytes: [UInt8], isLasting: Bool = false
  ) throws(FileError) {
    let new = temporaryPath(for: path)
    do throws(FileError) {
      let file = try OpenFile(new, for: .create, in: self)
      try file.append(bytes)
      if isLasting { try file.synchronize() }
      try rename(new, to: path)
    } catch {
      try? remove(new)
      throw FileError(error.operation, path, code: error.code)
    }
  }

  /// A path beside another one that no other writer uses.
  func temporaryPath(for path: String) -> String {
    "\(path).new-\(String(UInt64.random(in: .min ... .max), radix: 16))"
  }
}
