import Foundation
import TestSupport
import Testing
import WaybillKit

@Suite("The library")
struct ReadmeTests {
  @Test("README's example is the one compiled here, and answers the article's log")
  func readmeExample() throws {
    let root = TestProgram.packageRoot
    let readme = try String(contentsOfFile: "\(root)/README.md", encoding: .utf8)
    let code = try String(
      contentsOfFile: "\(root)/Tests/WaybillKitTests/ReadmeExample.swift", encoding: .utf8)
    #expect(readme.contains("```swift\n\(code)```"))
    let day = try #require(DayText.parse("2020-02-19"))
    #expect(try overdueShipments(in: "\(root)/EventLog", at: day) == ["Jeollanam-do"])
  }

  @Test("records an event and finds it in the state")
  func recordsAndReplays() throws {
    let folder = try TemporaryFolder()
    var samples = Samples()
    let pledge = try samples.event(.pledged, "S", at: "Kobe", "mask", 100)
    let recorder = try Recorder("events.jsonl", in: LogFolder(folder.path), now: .distantFuture)
    let outcome = try recorder.record([pledge])
    #expect(outcome.recorded == [pledge])
    let state = try History(LogFolder(folder.path)).state(at: .last)
    #expect(state.totals.deliveries.lines.map { $0.outstanding } == [Quantity(100)])
  }
}
