extension DiskState {
  /// What programs see, at rest: what they find again where a program was killed and the system was not.
  package var current: DiskImage {
    image(entries.mapValues { $0.last ?? nil }) { files[$0]?.image(number: $0) }
  }

  /// Hands over what a crash may leave: everything there is, or so much of it by lot; returns how much.
  ///
  /// What becomes of a file's size, of each sector and of each entry of a folder is independent of
  /// what becomes of all the others.
  package func forEachCrash(
    limit: Int, _ random: inout SeededGenerator, _ use: (DiskImage) throws -> Void
  ) rethrows -> Int {
    let unsurePaths = entries.filter { $0.value.count > 1 }.keys.sorted()
    let numbers = Set(entries.values.joined().compactMap { $0 }).sorted()
    var counts = unsurePaths.map { entries[$0]?.count ?? 1 }
    var crashes: [Int: (file: FileCrashes, choices: Range<Int>)] = [:]
    for number in numbers {
      guard let file = files[number]?.crashes(number: number) else { continue }
      crashes[number] = (file, counts.count..<counts.count + file.counts.count)
      counts += file.counts
    }
    return try DiskState.forEachChoice(counts, limit: limit, &random) { choices in
      var named = entries.mapValues { $0.first ?? nil }
      for (path, choice) in zip(unsurePaths, choices) { named[path] = entries[path]?[choice] }
      try use(
        image(named) { number in
          crashes[number].map { $0.file.file(by: choices[$0.choices]) }
        })
    }
  }

  /// Runs through all rows of choices, or through so many by lot.
  private static func forEachChoice(
    _ counts: [Int], limit: Int, _ random: inout SeededGenerator, _ use: ([Int]) throws -> Void
  ) rethrows -> Int {
    let all = counts.reduce(1) { $0 > limit ? $0 : $0 * $1 }
    for number in 0..<min(all, limit) {
      var rest = number
      let choices = counts.map { count in
        guard all <= limit else { return Int.random(in: 0..<count, using: &random) }
        defer { rest /= count }
        return rest % count
      }
      try use(choices)
    }
    return min(all, limit)
  }

  /// Puts files at rest under the names that they have.
  private func image(
    _ named: [String: Int?], _ atRest: (Int) -> DiskImage.File?
  ) -> DiskImage {
    var image = DiskImage()
    // A folder's path stands before those of what is in it.
    for path in named.keys.sorted() {
      let folder = DiskState.parent(of: path)
      guard folder == "/" || image.folders[folder] != nil, let number = named[path] ?? nil,
        let file = files[number]
      else { continue }
      if file.isFolder {
        image.folders[path] = number
      } else {
        image.files[path] = atRest(number)
      }
    }
    return image
  }
}
