import EventLog
import Foundation
import Replay
import Shipments
import Synchronization
import TestSupport
import Testing

@Suite("Many record at once, and nothing is lost")
struct ConcurrentRecordingTests {
  private static let threads = 8
  private static let each = 25

  /// Starts threads, each with its own events, and waits for them; tells whether all ended in time.
  private func runThreads(
    _ journal: @escaping @Sendable (Int) -> String, in folder: TemporaryFolder, batch: Int
  ) throws -> (ended: Bool, failures: [String]) {
    let failures = Mutex<[String]>([])
    let group = DispatchGroup()
    for number in 0..<Self.threads {
      var log = SampleLog()
      for step in 0..<Self.each {
        try log.add(.issued, 1, at: "China", id: "thread-\(number)-\(step)")
      }
      let events = log.events
      group.enter()
      Thread {
        do {
          for first in stride(from: 0, to: events.count, by: batch) {
            let part = Array(events[first..<min(first + batch, events.count)])
            let recorder = try Recorder(
              journal(number), in: folder.log, now: Instant(seconds: 0, nanoseconds: 0))
            _ = try recorder.record(part)
          }
        } catch {
          failures.withLock { $0.append("\(error)") }
        }
        group.leave()
      }.start()
    }
    let ended = group.wait(timeout: .now() + 60) == .success
    return (ended, failures.withLock { $0 })
  }

  /// How many threads share a journal, and how many events each records at a time.
  @Test(arguments: [(1, 1), (1, 4), (2, 1), (4, 5)])
  func `threads lose nothing`(journals: Int, batch: Int) throws {
    let folder = try TemporaryFolder()
    let outcome = try runThreads({ "site-\($0 % journals).jsonl" }, in: folder, batch: batch)
    try #require(outcome.ended, "the threads wait for each other")
    #expect(outcome.failures == [])
    let history = try History(folder.log)
    let lines = history.journals.map(\.events).reduce(0, +)
    #expect(lines == Self.threads * Self.each)
    #expect(history.eventCount == Self.threads * Self.each)
    #expect(history.copies.isEmpty)
    #expect(history.journals.allSatisfy { $0.hasSums && $0.tornTail == nil })
    for number in 0..<Self.threads {
      for step in 0..<Self.each {
        let row = history.row(of: "thread-\(number)-\(step)")
        #expect(row != nil)
      }
    }
  }
}
