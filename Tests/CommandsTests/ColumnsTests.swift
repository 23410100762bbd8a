import Foundation
import TestSupport
import Testing

@Suite("Columns of tables and sheets")
struct ColumnsTests {
  private func run(_ arguments: String..., columns: Int? = nil) throws -> CommandRun {
    let environment = columns.map { ["COLUMNS": "\($0)"] } ?? [:]
    return try TestProgram.run(
      TestProgram.waybill, arguments + ["--log=\(TestProgram.packageRoot)/EventLog"],
      environment: environment)
  }

  /// Every command that shows rows.
  static let reports = [
    ["pending"], ["replay"], ["needs"], ["show", "Busan"], ["log"], ["ledger"], ["donors"],
    ["diff", "--from=2020-02-01", "--to=2020-02-20"],
  ]

  private func arguments(_ report: [String], _ more: String...) -> [String] {
    report + more + ["--log=\(TestProgram.packageRoot)/EventLog"]
  }

  @Test("are those that are named, in their order", arguments: ["table", "csv"])
  func columnsAreNamed(format: String) throws {
    let run = try run(
      "pending", "--at=2020-02-20", "--overdue", "--columns=overdueDays, item,shipment",
      "--format=\(format)")
    let lines = run.output.split(whereSeparator: \.isNewline)
    if format == "csv" {
      #expect(lines == ["overdueDays,item,shipment", "2,mask/KF94,Jeollanam-do"])
    } else {
      #expect(lines[1] == "Overdue days  Item       Shipment")
      #expect(lines[2] == "           2  mask/KF94  Jeollanam-do")
    }
  }

  @Test("are refused where a report has none of that name", arguments: reports)
  func unknownColumnsAreRefused(report: [String]) throws {
    let run = try TestProgram.run(
      TestProgram.waybill, arguments(report, "--columns=unit,itme"))
    #expect(run.status == 2 && run.output.isEmpty)
    #expect(run.errors.contains("error: there is no column \"itme\"; there are: "))
    #expect(run.errors.hasSuffix("fix: write item\n"))
    #expect(run.errors.contains("^"))
  }

  @Test("never change JSON", arguments: reports)
  func jsonIsNeverChanged(report: [String]) throws {
    let whole = try TestProgram.run(TestProgram.waybill, arguments(report, "--format=json"))
    let chosen = try TestProgram.run(
      TestProgram.waybill, arguments(report, "--format=json", "--columns=unit"))
    #expect(whole.output == chosen.output && !whole.output.isEmpty && whole.status == 0)
  }

  @Test("are all there with all, in table and CSV", arguments: reports)
  func allMeansAll(report: [String]) throws {
    let sheet = try TestProgram.run(TestProgram.waybill, arguments(report, "--format=csv"))
    let all = try TestProgram.run(
      TestProgram.waybill, arguments(report, "--format=csv", "--columns=all"))
    #expect(sheet.output == all.output && sheet.status == 0 && sheet.output.contains(","))
    let narrow = try TestProgram.run(
      TestProgram.waybill, arguments(report, "--columns=all"), environment: ["COLUMNS": "40"])
    let wide = try TestProgram.run(TestProgram.waybill, arguments(report, "--columns=all"))
    #expect(narrow.output == wide.output && wide.status == 0)
    #expect(!wide.output.isEmpty && !wide.output.contains("Left out"))
  }

  @Test("are left out where they are blank in every row, in silence")
  func blankColumnsAreLeftOut() throws {
    let run = try run("pending", "--at=2020-02-14")
    #expect(run.output.contains("Outstanding") && !run.output.contains("Delivered"))
    #expect(!run.output.contains("Left out"))
  }

  @Test("fit the width that is given, and the table says which had no room", arguments: reports)
  func tablesFit(report: [String]) throws {
    for columns in [60, 80, 100, 132] {
      let run = try TestProgram.run(
        TestProgram.waybill, arguments(report), environment: ["COLUMNS": "\(columns)"])
      for line in run.output.split(separator: "\n") {
        #expect(DisplayColumns.count(line) <= columns, "\(line)")
      }
    }
    let narrow = try self.run("pending", "--at=2020-02-20", columns: 80)
    let said = "Left out for want of room: unit, status, expectedOn. Long texts are cut. Have"
    #expect(narrow.output.contains("\n\(said)\nthem with --columns=all, or name those you want.\n"))
  }

  @Test("stay, shortened, where they were named")
  func namedColumnsStay() throws {
    let run = try run(
      "pending", "--at=2020-02-20", "--columns=shipment,district,item,unit,status", columns: 60)
    let header = run.output.split(separator: "\n")[1]
    #expect(header.split(separator: " ") == ["Shipment", "District", "Item", "Unit", "Status"])
    #expect(run.output.contains("…") && !run.output.contains("Left out"))
  }
}

/// Columns of a terminal, for text without wide characters but for a few.
private enum DisplayColumns {
  static func count(_ line: Substring) -> Int { line.count }
}
