@testable import EventLog
import Shipments
import TestSupport

/// What a reader makes of a journal.
enum JournalReading: Equatable {
  /// The ids of its events, and the bytes at its end that were passed over.
  case read([String], passedOver: Range<Int>?)
  /// The numbers of the lines that are refused.
  case damaged([Int])

  /// Reads a journal of a folder.
  init(
    _ name: String = "events.jsonl", in folder: LogFolder, threads: Int = 1
  ) throws(LogError) {
    do throws(LogError) {
      let scan = try LogScan(folder, threads: threads, partitions: 1)
      let tail = scan.journals.first { $0.name == name }?.tornTail
      self = .read(scan.ids, passedOver: tail?.bytes)
    } catch {
      guard case .damaged(_, let lines, _) = error else { throw error }
      self = .damaged(lines.map(\.line))
    }
  }

  /// Reads bytes as a journal.
  init(_ bytes: [UInt8], in folder: TemporaryFolder) throws {
    try folder.write(bytes, to: "events.jsonl")
    self = try JournalReading(in: LogFolder(folder.path))
  }
}

extension LogScan {
  /// The ids of all events, partition by partition.
  var ids: [String] {
    var table = SymbolTable(extending: symbols, minimumCapacity: 16)
    var keys: [EventKey] = []
    for partition in 0..<partitionCount {
      forEachBatch(of: partition, &table) { keys += $0.records.map(\.id) }
    }
    return keys.map { table.text(of: $0) }
  }
}

/// So many events, each a line.
func lines(_ count: Int) throws -> [[UInt8]] {
  var samples = Samples()
  return try (0..<count).map { _ in
    EventEncoder.line(try samples.event(.pledged, "s", at: "China/Wuhan", "mask/N95", 10))
  }
}

/// The same without sums.
func objects(_ count: Int) throws -> [[UInt8]] {
  var samples = Samples()
  return try (0..<count).map { _ in
    EventEncoder.object(try samples.event(.pledged, "s", at: "China/Wuhan", "mask/N95", 10))
  }
}

/// Lines as the bytes of a journal.
func text(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [UInt8(ascii: "\n")] } }

/// The ids of the first so many events.
func ids(_ range: some Sequence<Int>) -> [String] { range.map { "event-\($0)" } }
