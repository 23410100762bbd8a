/// Numbers that are joined to sets.
///
/// Source: R. E. Tarjan, J. van Leeuwen, "Worst-case Analysis of Set Union Algorithms", with halved
/// paths and the least number as a set's root.
struct JoinedNumbers {
  private var parents: [Int32]

  /// Begins with each number in a set of its own.
  init(count: Int) { parents = (0..<count).map { Int32(truncatingIfNeeded: $0) } }

  var count: Int { parents.count }

  mutating func join(_ left: Int, _ right: Int) {
    let (left, right) = (root(left), root(right))
    parents[max(left, right)] = Int32(truncatingIfNeeded: min(left, right))
  }

  /// The least number of the set that a number is in.
  mutating func root(_ number: Int) -> Int {
    var number = number
    while Int(parents[number]) != number {
      parents[number] = parents[Int(parents[number])]
      number = Int(parents[number])
    }
    return number
  }
}

/// The sets of several numbers, each with its numbers in their order.
struct FactSets: Sendable {
  /// The set of each number; -1 where it is alone.
  private var sets: [Int32]
  /// The numbers, set by set.
  private var members: [Int32]
  /// Where each set begins among the members, and where the last one ends.
  private var starts: [Int]

  init(_ joined: inout JoinedNumbers) {
    sets = Array(repeating: -1, count: joined.count)
    var sizes: [Int] = []
    for number in 0..<joined.count {
      let root = joined.root(number)
      guard root != number else { continue }
      // A root is met before what is joined to it, here for the first time that counts.
      if sets[root] < 0 {
        sets[root] = Int32(truncatingIfNeeded: sizes.count)
        sizes.append(1)
      }
      sets[number] = sets[root]
      sizes[Int(sets[root])] += 1
    }
    starts = [0]
    starts.reserveCapacity(sizes.count + 1)
    for size in sizes { starts.append(starts[starts.count - 1] + size) }
    members = Array(repeating: 0, count: starts[sizes.count])
    var places = starts
    for number in sets.indices where sets[number] >= 0 {
      let set = Int(sets[number])
      members[places[set]] = Int32(truncatingIfNeeded: number)
      places[set] += 1
    }
  }

  var count: Int { starts.count - 1 }

  /// The numbers of a set.
  subscript(set: Int) -> ArraySlice<Int32> { members[starts[set]..<starts[set + 1]] }

  /// The set of a number; nil where it is alone.
  func fact(of number: Int) -> Int? { sets[number] < 0 ? nil : Int(sets[number]) }
}
