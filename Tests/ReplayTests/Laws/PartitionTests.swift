import EventLog
import Projections
import Replay
import Shipments
import TestSupport
import Testing

@Suite("Partial sums add up to the whole")
struct PartitionTests {
  /// Spreads the events over three folds by chance.
  struct Parts: Projection, ~Copyable {
    var random: SeededGenerator
    var first = Totals()
    var second = Totals()
    var third = Totals()

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    mutating func apply(_ batch: Batch, symbols: borrowing SymbolTable) throws(Overflow) {
      var parts = [batch, batch, batch]
      for part in parts.indices { parts[part].records = [] }
      for event in batch.records {
        parts[Int.random(in: parts.indices, using: &random)].records.append(event)
      }
      try first.apply(parts[0], symbols: symbols)
      try second.apply(parts[1], symbols: symbols)
      try third.apply(parts[2], symbols: symbols)
    }

    mutating func merge(_ other: borrowing Parts, symbols: borrowing SymbolTable) throws(Overflow) {
      try first.merge(other.first, symbols: symbols)
      try second.merge(other.second, symbols: symbols)
      try third.merge(other.third, symbols: symbols)
    }

    /// The sum of the parts, merged in some order and settled.
    func merged(_ order: [Int], _ symbols: borrowing SymbolTable) throws(Overflow) -> Totals {
      var whole = Totals()
      for part in order {
        switch part {
        case 0: try whole.merge(first, symbols: symbols)
        case 1: try whole.merge(second, symbols: symbols)
        default: try whole.merge(third, symbols: symbols)
        }
      }
      try whole.settle(symbols)
      return whole
    }
  }

  @Test func `folds of any partition, merged in any order, are the fold of the whole`() throws {
    let seed = testSeed("folds of any partition, merged in any order, are the fold of the whole")
    var random = RandomEvents(seed: seed)
    for number in 0..<200 {
      let folder = try TemporaryFolder()
      let history = try folder.history(of: [("events.jsonl", journal(try random.log()))])
      let (at, knownAt) = random.dates()
      let limit = try knownAt.map(instant) ?? .distantFuture
      let state = try history.state(at: day(at), knownAt: limit)
      var parts = Parts(seed: seed &+ UInt64(number))
      let count = try history.fold(into: &parts, at: day(at), knownAt: limit)
      let order = [0, 1, 2].shuffled(using: &random.generator)
      let merged = try parts.merged(order, history.symbols)
      let expected = state.totals.texts(history.symbols)
      let sum = merged.texts(history.symbols)
      try #require(sum == expected, "seed \(seed), log \(number)")
      try #require(count == state.eventCount)
    }
  }

  @Test func `merging is checked as adding is`() throws {
    let folder = try TemporaryFolder()
    var log = SampleLog()
    try log.addLimit(.delivered, at: "China")
    let history = try folder.history(of: [("events.jsonl", journal(log.events))])
    let state = try history.state(at: .last)
    var doubled = Totals()
    try doubled.merge(state.totals, symbols: history.symbols)
    do throws(Overflow) {
      try doubled.merge(state.totals, symbols: history.symbols)
      Issue.record("the sum was not checked")
    } catch {
      #expect(error.place == nil)
    }
  }
}

extension Totals {
  /// Everything that the folds know, as text.
  func texts(_ symbols: borrowing SymbolTable) -> [String] {
    var texts: [String] = []
    for row in deliveries.lines.indices {
      texts.append(ReplayedLine(row, deliveries, symbols).description)
    }
    for stock in inventory.rows {
      texts.append("\(stock.name(symbols)) | \(stock.amounts)")
    }
    return texts.sorted()
  }
}
