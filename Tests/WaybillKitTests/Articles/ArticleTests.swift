import Dispatch
import Foundation
import Synchronization
import TestSupport
import Testing
import WaybillKit

@Suite("The articles of the documentation")
struct ArticleTests {
  private static let catalog = "Sources/WaybillKit/WaybillKit.docc"

  @Test(
    "have the code that is compiled here, and all of it",
    arguments: ["WriteYourOwnProjection", "EmbedTheLog"])
  func codeIsCompiled(article: String) throws {
    let root = TestProgram.packageRoot
    let text = try String(
      contentsOfFile: "\(root)/\(ArticleTests.catalog)/\(article).md", encoding: .utf8)
    let code = try String(
      contentsOfFile: "\(root)/Tests/WaybillKitTests/Articles/\(article).swift", encoding: .utf8)
    let blocks = text.components(separatedBy: "```swift\n").dropFirst()
      .map { $0.components(separatedBy: "```")[0] }
    #expect(blocks.joined(separator: "\n") == code)
  }

  @Test("begin with a page that has README's example")
  func landingPage() throws {
    let root = TestProgram.packageRoot
    let text = try String(
      contentsOfFile: "\(root)/\(ArticleTests.catalog)/WaybillKit.md", encoding: .utf8)
    let code = try String(
      contentsOfFile: "\(root)/Tests/WaybillKitTests/ReadmeExample.swift", encoding: .utf8)
    #expect(text.contains("```swift\n\(code)```"))
  }

  @Test("the article's projection sums deliveries by week and donor, without what was corrected")
  func weekly() throws {
    let folder = try TemporaryFolder()
    try Log.write(to: folder)
    #expect(
      try weeklyDeliveries(in: folder.path, at: .last) == [
        "2020-03-16 Germany/Munich: 500 piece of mask",
        "2020-03-23 Germany/Munich: 90 piece of mask",
        "2020-03-23 not stated: 7 piece of mask",
      ])
    let known = try #require(InstantText.parse("2020-03-24T23:00:00Z"))
    #expect(
      try weeklyDeliveries(in: folder.path, at: .last, knownAt: known).last
        == "2020-03-23 Germany/Munich: 100 piece of mask")
  }

  @Test("the article's projection is a sum")
  func sum() throws {
    let folder = try TemporaryFolder()
    try Log.write(to: folder)
    #expect(try isSum(History(LogFolder(folder.path))))
  }

  @Test("the article's app records, refuses to hand out more than there is, and asks")
  func office() throws {
    let folder = try TemporaryFolder()
    let office = Office(folder: folder.path("log"))
    let (day, now) = (try Log.day("2020-03-24"), Instant(seconds: 1_585_040_400, nanoseconds: 0))
    let (item, district) = (try twentyBoxes(), try Path("Italy/Lombardia"))
    let received = delivery(
      of: item, shipment: try Name("S"), donor: try Path("Munich"), to: district, on: day, now: now)
    #expect(try office.record(received, now: now))
    #expect(try !office.record(received, now: now))
    #expect(received.id.text.hasPrefix("0171"))
    for (id, isIssued) in [("first", true), ("second", false)] {
      var event = Event(
        id: try EventID(id), type: .issued, occurredOn: day, recordedAt: Timestamp(now))
      event.district = district
      event.items = [item]
      #expect(try office.issue(event, item, at: district, now: now) == isIssued)
    }
    let history = try History(office.log)
    #expect(history.eventCount == 2)
  }

  @Test("the article's snapshot answers all threads alike")
  func threads() throws {
    let folder = try TemporaryFolder()
    try Log.write(to: folder)
    let snapshot = try Snapshot(LogFolder(folder.path))
    let day = try Log.day("2020-03-26")
    let answers = Mutex<[Int]>([])
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      let count = try? snapshot.overdueCount(at: day, knownAt: .distantFuture)
      answers.withLock { $0.append(count ?? -1) }
    }
    #expect(answers.withLock { $0 } == Array(repeating: 1, count: 8))
    let early = try #require(InstantText.parse("2020-02-01T00:00:00Z"))
    #expect(try snapshot.overdueCount(at: day, knownAt: early) == 0)
    let json = String(
      decoding: try snapshot.pending(at: day, district: Path("Bergamo")), as: UTF8.self)
    #expect(json.contains("\"outstanding\":410"))
    let table = try snapshot.donors(at: day, width: 40)
    #expect(table.hasPrefix("\u{1B}[1mDonors at 2020-03-26"))
    #expect(table.contains("Left out for want of room"))
  }

  @Test("events of several threads are all recorded")
  func recordingThreads() throws {
    let folder = try TemporaryFolder()
    let office = Office(folder: folder.path)
    var samples = Samples()
    let events = try (0..<8).map { _ in try samples.event(.issued, at: "Kobe", "mask", 1) }
    DispatchQueue.concurrentPerform(iterations: events.count) { number in
      _ = try? office.record(events[number], now: events[number].recordedAt.instant)
    }
    let history = try History(office.log)
    #expect(history.eventCount == events.count)
  }

  @Test("while a recorder is held, others who record, and readers, wait for it")
  func locks() throws {
    let folder = try TemporaryFolder()
    let log = LogFolder(folder.path, patience: LockPatience(seconds: 0))
    let recorder = try Recorder("app.jsonl", in: log, now: .distantFuture)
    do throws(LogError) {
      _ = try History(log)
      Issue.record("the reader did not wait")
    } catch {
      guard case .file(let failure) = error, failure.isLocked else { throw error }
    }
    do throws(RecordingError) {
      _ = try Recorder("other.jsonl", in: log, now: .distantFuture)
      Issue.record("the other recorder did not wait")
    } catch {
      #expect(advice(after: error).hasPrefix("Another program is recording."))
    }
    #expect(recorder.history.eventCount == 0)
  }

  @Test("errors become advice")
  func errors() throws {
    let folder = try TemporaryFolder()
    let office = Office(folder: folder.path)
    var samples = Samples()
    let event = try samples.event(.issued, at: "Kobe", "mask", 1, id: "a")
    let now = event.recordedAt.instant
    _ = try office.record(event, now: now)
    var other = event
    other.items[0].quantity = Quantity(2)
    let conflict = try ArticleTests.said(by: office, other)
    #expect(conflict == "a is recorded already, with another items.")
    other = event
    other.id = try EventID("b")
    other.district = nil
    let broken = try ArticleTests.said(by: office, other)
    #expect(broken?.hasPrefix("It breaks a rule of the format: ") == true)
    try folder.write(Array("{}\n{}\n".utf8), to: "bad.jsonl")
    other.district = event.district
    #expect(
      try ArticleTests.said(by: office, other) == "The log cannot be read. Run waybill check.")
  }

  private static func said(by office: Office, _ event: Event) throws -> String? {
    do throws(RecordingError) {
      _ = try office.record(event, now: event.recordedAt.instant)
      return nil
    } catch {
      return advice(after: error)
    }
  }

  /// A log with a promise, deliveries of two weeks, a correction and a donor that is not stated.
  private enum Log {
    static func day(_ text: String) throws -> Day { try #require(DayText.parse(text)) }

    static func write(to folder: TemporaryFolder) throws {
      var samples = Samples()
      let munich = try Path("Germany/Munich")
      var events = [
        try samples.event(.pledged, "S", at: "Bergamo", "mask", 1000, on: "2020-03-20"),
        try samples.event(.delivered, "S", at: "Bergamo", "mask", 500, on: "2020-03-22"),
        try samples.event(.delivered, "S", at: "Bergamo", "mask", 100, on: "2020-03-24", id: "old"),
        try samples.event(
          .delivered, "S", at: "Bergamo", "mask", 90, on: "2020-03-24",
          recordedAt: "2020-03-25T09:00:00Z"),
      ]
      for row in events.indices { events[row].donor = munich }
      events[0].expectedOn = try day("2020-03-25")
      events[3].replaces = try EventID("old")
      let unknown = try samples.event(
        .delivered, "T", at: "Brescia", "mask", 7, on: "2020-03-29",
        recordedAt: "2020-03-30T09:00:00Z")
      try folder.write(journal(events + [unknown]), to: "events.jsonl")
    }
  }
}
