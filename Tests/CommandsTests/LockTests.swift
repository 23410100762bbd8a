import Foundation
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@Suite("Locks that other processes hold")
struct LockTests {
  /// Holds a file or a folder locked until it is let go of.
  private final class Holder: Sendable {
    private let descriptor: Int32

    init(_ path: String) throws {
      descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
      try #require(descriptor >= 0 && flock(descriptor, LOCK_EX) == 0)
    }

    func letGo() { _ = flock(descriptor, LOCK_UN) }

    deinit { close(descriptor) }
  }

  private static let delivery = [
    "append", "delivered", "--shipment=Busan-1", "--item=mask=1 piece", "--id=d",
  ]

  @Test(arguments: ["", "events.jsonl"])
  func `are not waited for longer than was asked`(_ file: String) throws {
    let log = try Log.ofBusan()
    let before = try log.journal
    let holder = try Holder(file.isEmpty ? log.folder.path : log.folder.path(file))
    let run = try TestProgram.waybill(Self.delivery + ["--wait=0"], log: log.folder.path)
    #expect(run.status == 4)
    #expect(
      run.errors.contains("\(file.isEmpty ? log.folder.path : file): error: another process holds"))
    #expect(run.errors.contains("fix: let it end"))
    #expect(try log.journal == before)
    holder.letGo()
    #expect(try TestProgram.waybill(Self.delivery + ["--wait=0"], log: log.folder.path).status == 0)
  }

  @Test func `are waited for, and it is said for which`() throws {
    let log = try Log.ofBusan()
    let holder = try Holder(log.folder.path)
    let timer = Thread {
      Thread.sleep(forTimeInterval: 2)
      holder.letGo()
    }
    timer.start()
    let run = try TestProgram.waybill(Self.delivery, log: log.folder.path)
    #expect(run.status == 0)
    #expect(run.output == "recorded delivered d\n")
    #expect(
      run.errors.contains(
        "\(log.folder.path): note: waiting for another process that holds the lock"))
  }

  @Test(arguments: [["pending"], ["replay"], ["log"], ["show", "Busan-1"], ["check"]])
  func `are named by those who read, too`(_ words: [String]) throws {
    let log = try Log.ofBusan()
    let holder = try Holder(log.folder.path("events.jsonl"))
    let run = try TestProgram.waybill(words + ["--wait=0"], log: log.folder.path)
    holder.letGo()
    #expect(run.status == 4)
    #expect(run.errors.contains("events.jsonl: error: another process holds the lock"))
    #expect(run.output.isEmpty)
  }

  @Test func `are no reason to take words for seconds`() throws {
    let log = try Log.ofBusan()
    let run = try TestProgram.waybill(["pending", "--wait=soon"], log: log.folder.path)
    #expect(run.status == 2)
    #expect(run.errors.contains("--wait=soon is not a whole number of at least 0"))
  }
}
