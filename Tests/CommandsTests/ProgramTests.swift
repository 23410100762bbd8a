import Foundation
import TestSupport
import Testing

@Suite("The program")
struct ProgramTests {
  /// Arguments, and the status that they end with.
  static let statuses: [(arguments: [String], status: Int32)] = [
    (["--version"], 0), (["help"], 0), (["help", "pending"], 0), (["pending", "-h"], 0),
    (["completions", "bash"], 0), ([], 2), (["pendng"], 2), (["pending", "--overdu"], 2),
    (["pending", "--at=2020-02-30"], 2), (["pending", "--known-at=yesterday"], 2),
    (["replay", "--depth=0"], 2), (["replay", "--format=xml"], 2),
    (["pending", "--district=a//b"], 2), (["show"], 2), (["pending", "--log=/nowhere/at/all"], 4),
  ]

  @Test("ends with the status that says what happened", arguments: statuses)
  func endsWithStatus(arguments: [String], status: Int32) throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path("EventLog"), withIntermediateDirectories: true)
    let run = try TestProgram.run(TestProgram.waybill, arguments, in: folder.path)
    #expect(run.status == status, "\(run.errors)")
    if status != 0, !arguments.isEmpty {
      #expect(run.output.isEmpty)
      #expect(run.errors.contains("error: ") && run.errors.contains("fix: "))
    }
  }

  @Test("takes the log from --log, else $WAYBILL_LOG, else ./EventLog")
  func takesTheLogFrom() throws {
    let log = try Log.ofBusan()
    let byVariable = try TestProgram.run(
      TestProgram.waybill, ["pending", "--at=2020-02-14"],
      environment: ["WAYBILL_LOG": log.folder.path])
    #expect(byVariable.output.contains("Busan-1"))
    let here = try TestProgram.run(
      TestProgram.waybill, ["pending", "--at=2020-02-14"], in: TestProgram.packageRoot)
    #expect(here.output.contains("Jeollanam-do"))
  }

  @Test("on 2020-02-19 has one overdue line in the article's log: Jeollanam-do's")
  func answersTheArticle() throws {
    let log = "\(TestProgram.packageRoot)/EventLog"
    let run = try TestProgram.waybill(
      ["pending", "--at=2020-02-19", "--overdue", "--format=csv"], log: log)
    let rows = run.output.components(separatedBy: "\r\n").dropLast()
    #expect(rows.count == 2)
    #expect(
      rows.last?.hasPrefix("Jeollanam-do,South Korea/Jeollanam-do,China/Shanghai,,mask/KF94,")
        == true)
    let before = try TestProgram.waybill(["pending", "--at=2020-02-18", "--overdue"], log: log)
    #expect(before.output.contains("Nothing is pending."))
    let hubei = try TestProgram.waybill(
      ["pending", "--at=2020-02-19", "--district=China/Hubei/Wuhan", "--format=json"], log: log)
    #expect(
      hubei.output.contains(#""pending":[],"pools":[{"shipment":"Chinese-American communities""#))
    #expect(try TestProgram.waybill(["check", "--at=2020-02-19"], log: log).status == 0)
  }

  @Test(
    "says so where a filter names nothing in the log, but nearly something",
    arguments: [
      ("--district=China/Shangai", "China/Shanghai"), ("--district=Shanghai", "China/Shanghai"),
      ("--donor=Jpan", "Japan"), ("--item=mask/n95", "mask/N95"),
    ], ["pending", "log"])
  func saysThatNamesAreMisspelt(_ filter: (option: String, name: String), command: String) throws {
    let run = try TestProgram.waybill(
      [command, "--at=2020-02-20", filter.option], log: "\(TestProgram.packageRoot)/EventLog")
    #expect(run.errors.contains("note: the log has nothing at "))
    #expect(run.errors.contains("=\(filter.name) is meant\n") && run.status == 0)
  }

  @Test(
    "says so where a filter names nothing in the log, and nothing like it",
    arguments: [
      ("pending", "--district=Peru", " lists the districts\n"),
      ("donors", "--donor=Nobody at all", " lists the donors\n"),
      ("replay", "--item=maks", "fix: perhaps --item=mask is meant\n"),
      ("donors", "--donor=Korea", "fix: perhaps --donor='South Korea' is meant\n"),
      ("log", "--unit=pieces", "fix: perhaps --unit=piece is meant\n"),
      ("log", "--shipment=Busn", "fix: perhaps --shipment=Busan is meant\n"),
      ("log", "--shipment=Nothing of the kind", " lists the shipments\n"),
    ])
  func saysThatNamesAreUnknown(_ asked: (command: String, filter: String, fix: String)) throws {
    let run = try TestProgram.waybill(
      [asked.command, asked.filter], log: "\(TestProgram.packageRoot)/EventLog")
    #expect(run.errors.contains("note: the log has nothing at ") && run.status == 0)
    #expect(run.errors.hasSuffix(asked.fix), "\(run.errors)")
  }

  @Test("says nothing of that where the name is known")
  func saysNothingOfKnownNames() throws {
    for filter in ["--district=China", "--donor=Japan", "--item=mask"] {
      let run = try TestProgram.waybill(
        ["pending", filter], log: "\(TestProgram.packageRoot)/EventLog")
      #expect(run.errors == "")
    }
  }

  @Test("shows control characters in data as escapes, in tables, JSON and messages")
  func escapesControls() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment=S", "--district=D", "--item=mask=1 piece", "--id=a\u{1B}]0;x\u{7}",
      "--note=\u{9B}31m")
    for arguments in [["log"], ["log", "--format=json"], ["show", "S"], ["void", "b\u{1B}[1m"]] {
      let run = try TestProgram.waybill(arguments, log: log.folder.path)
      for text in [run.output, run.errors] {
        #expect(
          !text.unicodeScalars.contains { $0 != "\n" && $0.properties.generalCategory == .control })
      }
    }
  }

  @Test("writes CSV that no spreadsheet takes for a formula")
  func writesHarmlessCSV() throws {
    let log = try Log()
    try log.append(
      "pledged", "--shipment==1+1", "--district=D", "--item=mask=1 piece", "--note=a, \"b\"")
    let run = try log.run("log", "--format=csv")
    #expect(run.output.contains(",'=1+1,"))
    #expect(run.output.contains("\"a, \"\"b\"\"\""))
  }

  @Test("saves a torn tail beside the journal with the next append, and goes on")
  func savesTornTail() throws {
    let log = try Log.ofBusan()
    let whole = try log.folder.read("events.jsonl")
    try log.folder.write(whole + Array(#"{"id":"2","ty"#.utf8), to: "events.jsonl")
    let read = try log.run("pending", "--at=2020-02-14")
    #expect(read.status == 0)
    #expect(read.errors.contains("events.jsonl:2:1: note: the journal ends with 13 bytes"))
    let run = try log.append("delivered", "--shipment=Busan-1", "--item=mask=1 piece")
    #expect(run.errors.contains("its bytes were saved here and cut off"))
    let saved = try #require(log.folder.names().first { $0.hasPrefix("events.jsonl.torn-") })
    #expect(try log.folder.read(saved) == Array(#"{"id":"2","ty"#.utf8))
    #expect(try log.folder.read("events.jsonl").starts(with: whole))
    #expect(try log.run("check", "--at=2020-02-14").output.contains("0 errors, 0 warnings"))
  }

  @Test("keeps what another system needs, also where it is given on several lines")
  func keepsExtra() throws {
    let log = try Log()
    let given = ["pledged", "--shipment=S", "--district=D", "--item=mask=1 piece"]
    let refused = try TestProgram.waybill(
      ["append"] + given + [#"--extra={"lot""#], log: log.folder.path)
    #expect(refused.status == 2)
    #expect(refused.errors.contains("--extra is not a JSON object"))
    let run = try TestProgram.waybill(
      ["append"] + given + ["--extra={\n  \"lot\": [1.50, null]\n}"], log: log.folder.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try log.journal.contains(#""extra":{   "lot": [1.50, null] },"sum""#))
    let summed = try TestProgram.waybill(
      ["append"] + given + [#"--extra={"sum":"0000000000000000"}"#], log: log.folder.path)
    #expect(summed.status == 0, "\(summed.errors)")
    #expect(try log.run("check", "--at=2020-02-14").output.contains("0 errors"))
  }

  @Test("loses nothing where several processes append at once")
  func losesNothing() async throws {
    let log = try Log.ofBusan()
    try await withThrowingTaskGroup(of: [String].self) { group in
      for writer in 1...8 {
        group.addTask {
          try (1...5).map { number in
            let journal = writer % 2 == 0 ? "events" : "other"
            let run = try log.run(
              "append", "delivered", "--shipment=Busan-1", "--district=China/Shanghai",
              "--item=mask=1 piece", "--id=w\(writer)-\(number)", "--journal=\(journal)",
              "--occurred-on=2020-02-13")
            #expect(run.status == 0, "\(run.errors)")
            return "w\(writer)-\(number)"
          }
        }
      }
      for try await _ in group {}
    }
    let run = try log.run("replay", "--at=2020-02-13", "--format=json")
    #expect(run.output.contains(#""events":41,"#))
    #expect(run.output.contains(#""received":40,"#))
    #expect(try log.folder.names().filter { $0.contains("torn") || $0.contains("intent") } == [])
  }

  @Test("leaves a pipe that is closed in silence, and says when its output is full")
  func endsQuietlyOnClosedPipe() throws {
    let log = try Log.ofBusan()
    let closed = try TestProgram.run(
      "/bin/bash", ["-c", "'\(TestProgram.waybill)' log --log='\(log.folder.path)' | true"])
    #expect(closed.errors == "")
    let full = try TestProgram.run(
      "/bin/bash", ["-c", "'\(TestProgram.waybill)' log --log='\(log.folder.path)' >/dev/full"])
    #expect(full.status == 4)
    #expect(full.errors.contains("standard output: No space left on device"))
    let recorded = try TestProgram.run(
      "/bin/bash",
      [
        "-c",
        "'\(TestProgram.waybill)' void pledge --reason=no --log='\(log.folder.path)' >/dev/full",
      ])
    #expect(recorded.status == 4)
    #expect(recorded.errors.contains("No space left on device; the events were recorded\nfix: "))
    #expect(try log.journal.contains(#""type":"voided""#))
  }

  @Test("says that a file would become larger than it may, and takes nothing back but that")
  func sizeLimit() throws {
    let log = try Log.ofBusan()
    let before = try log.journal
    let append = "append delivered --shipment=Busan-1 --item='mask=1 piece'"
    let run = try TestProgram.run(
      "/bin/bash",
      ["-c", "ulimit -f 0; '\(TestProgram.waybill)' \(append) --log='\(log.folder.path)'"])
    #expect(run.status == 4)
    #expect(run.errors.contains("File too large; nothing was recorded\nfix: "))
    #expect(try log.journal == before)
  }
}
