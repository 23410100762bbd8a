import Foundation
import TestSupport
import Testing

/// A log in a temporary folder, and the program that works on it.
struct Log {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// Runs the program on the log.
  @discardableResult
  func run(_ arguments: String..., input: String = "") throws -> CommandRun {
    try TestProgram.waybill(arguments, log: folder.path, input: Array(input.utf8))
  }

  /// Records an event on 2020-02-13 that has to be accepted; returns what was said.
  @discardableResult
  func append(_ arguments: String..., sourceLocation: SourceLocation = #_sourceLocation) throws
    -> CommandRun
  {
    let dated = arguments.contains { $0.hasPrefix("--occurred-on") }
    let day = dated ? [] : ["--occurred-on=2020-02-13"]
    let run = try TestProgram.waybill(["append"] + arguments + day, log: folder.path)
    #expect(run.status == 0, "\(arguments): \(run.errors)", sourceLocation: sourceLocation)
    return run
  }

  /// A log in which Busan pledged 10,000 masks to Shanghai, as event `pledge`.
  static func ofBusan() throws -> Log {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=Busan-1", "--donor=South Korea/Busan", "--district=China/Shanghai",
      "--item=mask=10,000 piece", "--id=pledge")
    return log
  }

  /// The journal's text.
  var journal: String {
    get throws { String(decoding: try folder.read("events.jsonl"), as: UTF8.self) }
  }
}
