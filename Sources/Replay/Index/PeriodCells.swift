package import Projections
package import Shipments

/// A row in a period.
package struct PeriodCell: Equatable, Sendable {
  /// The last day of the period.
  package let day: Day
  private let number: Int32

  /// The row: the place of its district, item and unit among some keys.
  package var row: Int { Int(number) }

  init(row: Int, day: Day) {
    number = Int32(row)
    self.day = day
  }
}

/// By how much periods change the sums of rows: a cell for each row in each period that changes it.
package struct PeriodCells: Sendable {
  private static let blockLength = 256
  private static let waitingLimit = 32

  private var cells: [PeriodCell] = []
  /// The sums of the cells in blocks, so that what is there stays where it is.
  private var blocks: [[DistrictSums]] = []
  private var index = HashIndex()
  /// What is still to be added: the cells lie anywhere in memory, and the machine waits once for several.
  private var waiting: [PeriodCell] = []
  private var changes: [DistrictSums] = []
  private var places: [Int] = []
  private let hashKey = HashKey()

  /// The places of the cells, in the order in which they were met.
  package var indices: Range<Int> { cells.indices }

  /// The cell of a place.
  package subscript(place: Int) -> PeriodCell { cells[place] }

  /// By how much the sums of a cell's row change, by its place.
  package func sums(of place: Int) -> DistrictSums {
    blocks[place / PeriodCells.blockLength][place % PeriodCells.blockLength]
  }

  /// Adds a change to a cell; it is there once ``enter()`` has been called.
  mutating func add(_ change: DistrictSums, to cell: PeriodCell) throws(Overflow) {
    waiting.append(cell)
    changes.append(change)
    if waiting.count == PeriodCells.waitingLimit { try enter() }
  }

  /// Adds what waits.
  mutating func enter() throws(Overflow) {
    places.removeAll(keepingCapacity: true)
    for number in waiting.indices { places.append(place(of: waiting[number])) }
    for number in waiting.indices {
      let (block, row) = places[number].quotientAndRemainder(dividingBy: PeriodCells.blockLength)
      try blocks[block][row].add(changes[number])
    }
    waiting.removeAll(keepingCapacity: true)
    changes.removeAll(keepingCapacity: true)
  }

  /// Forgets all cells.
  mutating func removeAll() {
    cells.removeAll(keepingCapacity: true)
    blocks.removeAll(keepingCapacity: true)
    index.removeAll()
  }

  /// The place of a cell, which is made where it is new.
  private mutating func place(of cell: PeriodCell) -> Int {
    let hash = HashKey.mix(
      hashKey.start(UInt64(cell.row)), UInt64(bitPattern: Int64(cell.day.number)))
    if let known = index.row(hash: hash, orAdd: cells.count, where: { cells[$0] == cell }) {
      return known
    }
    if cells.count.isMultiple(of: PeriodCells.blockLength) {
      blocks.append([])
      blocks[blocks.count - 1].reserveCapacity(PeriodCells.blockLength)
    }
    blocks[blocks.count - 1].append(DistrictSums())
    cells.append(cell)
    return cells.count - 1
  }
}
