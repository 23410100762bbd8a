import Console
import Projections
import Shipments

/// The parts of the page as they are on its own day, for where no script runs: tables in the place of pictures.
struct PageTables {
  private let report: PageReport
  private let findings: CheckReport?
  private let changes: PageChanges
  private let goods: [PageGoods]
  private let goodsAreCut: Bool
  /// What pictures would show of each of the goods.
  private let pictures: [(goods: PageGoods, tables: PagePictures)]

  init(
    _ report: PageReport, _ data: PageData, _ findings: CheckReport?, _ changes: PageChanges
  ) {
    self.report = report
    self.findings = findings
    self.changes = changes
    (goods, goodsAreCut) = data.goods(report)
    // Beyond what a counter holds they are left out, and the tables below have their parts.
    pictures = goods.compactMap { goods in
      (try? PagePictures(report, goods)).map { (goods, $0) }
    }
  }

  private var query: PageReport.Query { report.query }

  func write(to page: inout PageMarkup) {
    writeHeadline(to: &page)
    writePictures(to: &page)
    writeLines(to: &page)
    writeStocks(to: &page)
    writeChanges(to: &page)
    section("findings", command("check", knownAt: false), to: &page) { page in
      guard let findings else {
        return page.element("p", ["class": "none"], text: PageWords.say("findings.large"))
      }
      page.table(
        "findings", findings.findings, Finding.columns,
        query.isPublic ? ["severity", "message"] : ["severity", "path", "line", "message", "fix"],
        none: "findings.none")
    }
  }

  private func section(
    _ name: String, about: String? = nil, _ command: String?, to page: inout PageMarkup,
    _ body: (inout PageMarkup) -> Void
  ) {
    page.element("section") { page in
      page.element("h2", text: PageWords.say("section.\(name)"))
      page.element("p", ["class": "about"], text: PageWords.say("about.\(about ?? name)"))
      if let command { explained(by: command, to: &page) }
      body(&page)
    }
  }

  private func explained(by command: String, to page: inout PageMarkup) {
    page.element("p", ["class": "by"]) { page in
      page.text(PageWords.say("by") + " ")
      page.command(command)
    }
  }

  private func command(_ name: String, _ options: [String] = [], knownAt: Bool = true) -> String {
    var words = ["waybill", name]
    if let log = query.shownLog { words.append("--log=\(ShellWord.quoted(log))") }
    words.append("--at=\(query.at)")
    if let known = query.knownAtText, knownAt {
      words.append("--known-at=\(ShellWord.quoted(known))")
    }
    return (words + options).joined(separator: " ")
  }

  private func itemOption(_ goods: PageGoods) -> String { "--item=\(ShellWord.quoted(goods.item))" }

  private func writeHeadline(to page: inout PageMarkup) {
    page.element("section") { page in
      page.element("h2", text: PageWords.say("section.headline"))
      page.element("ul", ["class": "figures"]) { page in
        for figure in countFigures + goodsFigures { figure.write(to: &page) }
      }
    }
  }

  private var countFigures: [PageFigure] {
    func count(_ counter: DistrictCounter) -> Int {
      report.rows.reduce(0) { $0 + Int($1.sums[counter]) }
    }
    let waiting = Set(
      report.rows.filter { $0.sums[.openLines] > 0 }.map { Array($0.key.district.utf8) })
    return [
      PageFigure("events", report.eventCount, command("replay")),
      PageFigure("open", count(.openLines), command("pending")),
      PageFigure("overdue", count(.overdueLines), command("pending", ["--overdue"]), isAlert: true),
      PageFigure("waiting", waiting.count, command("pending")),
      PageFigure("unmet", report.needs.count { $0.isUnmet }, command("needs")),
    ]
  }

  private var goodsFigures: [PageFigure] {
    guard let goods = goods.first else { return [] }
    var sums = DistrictSums()
    for row in report.rows where goods.contains(item: row.key.item, unit: row.key.unit) {
      // Beyond what a counter holds there is no figure, and the tables have its parts.
      guard (try? sums.add(row.sums)) != nil else { return [] }
    }
    let unstated = sums.unspecifiedLines
    let given = Shown.orBlank(sums.given, unstated: unstated)
    let figures = [
      ("given", given.isEmpty ? "0" : given), ("delivered", sums.pictured(.delivered)),
      ("outstanding", sums.pictured(.outstanding, unstated: unstated)),
      ("onHand", sums.pictured(.onHand)),
    ]
    let replay = command("replay", [itemOption(goods)])
    return figures.map { PageFigure($0, $1, replay, goods: goods.words) }
  }

  private func writePictures(to page: inout PageMarkup) {
    guard !pictures.isEmpty || goods.isEmpty else { return }
    picture("pipeline", "replay", isCut: true, \.stages, PagePictures.Stage.columns, to: &page)
    picture("flow", "donors", \.flows, PagePictures.Flow.columns, to: &page)
    picture(
      "course", about: "course.weeks", "replay", \.course, PagePictures.Week.columns, to: &page)
  }

  /// The tables that stand in the place of a picture, one for the goods of each; where the picture cuts
  /// districts, the command does, too.
  private func picture<Row>(
    _ name: String, about: String? = nil, _ report: String, isCut: Bool = false,
    _ rows: (PagePictures) -> [Row], _ columns: [Column<Row>], to page: inout PageMarkup
  ) {
    section(name, about: about, pictures.isEmpty ? command(report) : nil, to: &page) { page in
      if goodsAreCut { page.element("p", ["class": "note"], text: PageWords.say("goods.cut")) }
      if pictures.isEmpty { page.table(name, [Row](), columns, []) }
      for (goods, tables) in pictures {
        page.element("h3", text: goods.words)
        let depth = isCut ? ["--depth=\(tables.depth)"] : []
        explained(by: command(report, [itemOption(goods)] + depth), to: &page)
        page.table(name, rows(tables), columns, columns.map(\.name))
      }
    }
  }

  private func writeLines(to page: inout PageMarkup) {
    section("pending", command("pending"), to: &page) { page in
      page.table(
        "pending", report.lines.sorted, OpenLine.columns,
        [
          "shipment", "donor", "district", "item", "unit", "outstanding", "expectedOn",
          "overdueDays", "status", "delivered", "ageDays",
        ])
    }
    section("deliveries", command("replay"), to: &page) { page in
      page.table(
        "deliveries", report.rows.compactMap(DeliveryRow.init), DeliveryRow.columns,
        [
          "district", "item", "unit", "status", "pledged", "purchased", "dispatched", "promised",
          "delivered", "cancelled", "drawnDown", "outstanding", "overdueQuantity",
        ])
    }
  }

  private func writeStocks(to page: inout PageMarkup) {
    let names = [
      "district", "item", "unit", "requested", "received", "transferredIn", "transferredOut",
      "issued", "adjusted", "onHand",
    ]
    section("inventory", about: "inventory.open", command("replay"), to: &page) { page in
      if let tree = try? PageStock.tree(report.rows) {
        page.table("inventory", tree, PageStock.columns, names) { "level-\(min($0.level, 6))" }
      } else {
        // What is above the districts is beyond what a counter holds.
        page.table(
          "inventory", report.rows.compactMap(InventoryRow.init), InventoryRow.columns, names)
      }
    }
    section("needs", command("needs"), to: &page) { page in
      page.table(
        "needs", report.needs, NeedRow.columns,
        ["district", "item", "unit", "requested", "received", "outstanding", "unmet", "shared"])
    }
  }

  private func writeChanges(to page: inout PageMarkup) {
    var diff = "waybill diff"
    if let log = query.shownLog { diff += " --log=\(ShellWord.quoted(log))" }
    diff += " --from=\(changes.from) --to=\(changes.to)"
    section("changes", diff, to: &page) { page in
      let days: KeyValuePairs = ["from": changes.from.description, "to": changes.to.description]
      page.element("p", ["class": "about"], text: PageWords.say("changes.days", days))
      if changes.rows.count < changes.count {
        let counts: KeyValuePairs = [
          "n": Shown.quantity(Quantity(Int64(changes.rows.count))),
          "all": Shown.quantity(Quantity(Int64(changes.count))),
        ]
        page.element("p", ["class": "note"], text: PageWords.say("changes.large", counts))
      }
      let columns = PageChange.columns(isPublic: query.isPublic)
      page.table("changes", changes.rows, columns, columns.map(\.name))
    }
  }
}

/// One of the figures at the head of the page, and the command that explains it.
private struct PageFigure {
  private let title: String
  private let text: String
  private let command: String
  private let isAlert: Bool

  init(_ key: String, _ text: String, _ command: String, goods: String = "", isAlert: Bool = false)
  {
    title = PageWords.say("figure.\(key)", ["goods": goods])
    self.text = text
    self.command = command
    self.isAlert = isAlert && text != "0"
  }

  init(_ key: String, _ count: Int, _ command: String, isAlert: Bool = false) {
    self.init(key, Shown.quantity(Quantity(Int64(count))), command, isAlert: isAlert)
  }

  func write(to page: inout PageMarkup) {
    let length = text.count > 12 ? "longest" : text.count > 8 ? "long" : ""
    page.element("li", ["class": isAlert ? "figure alert" : "figure"]) { page in
      page.element("span", text: title)
      page.element("strong", ["class": length], text: text)
      page.command(command)
    }
  }
}
