import Console
import EventLog
import Projections
public import Replay
public import Shipments

/// The page to look at: the state of a day as tables, and the data from which its script replays any other.
///
/// A log of few events goes into the page event by event; of a larger one the page has the sums of each
/// week, and the rest as of its own day.
public struct PageReport: HistorySummary, Sendable {
  /// Up to how many events a page carries them.
  public static let eventLimit = 20_000
  /// How many open lines the page of a larger log has.
  static let lineLimit = 1_000

  /// For what a page is made.
  public struct Query: Sendable {
    /// The day that it shows at first.
    public var at: Day
    /// By when what it knows was recorded, and as it was given.
    public var knownAt: Instant
    /// The known-at date or instant as it was given.
    public var knownAtText: String?
    /// The day since which corrections and late reports are listed.
    public var since: Day
    /// The log, where the commands that explain figures have to name it.
    public var log: String?
    /// What stands above the page; its own title where it is nil.
    public var title: String?
    /// Whether names of recorders, notes and sources are left out.
    public var isPublic = false

    /// The log as commands name it; where it stands is not for the public.
    var shownLog: String? { isPublic ? nil : log }

    /// Asks for the page of a day.
    public init(at: Day, knownAt: Instant, knownAtText: String?, since: Day) {
      self.at = at
      self.knownAt = knownAt
      self.knownAtText = knownAtText
      self.since = since
    }
  }

  let query: Query
  let carriesEvents: Bool
  private(set) var eventCount = 0
  private var districts = RowSums<DistrictSums>(RowFilter())
  private var promises = AreaPromises()
  private(set) var lines = FirstLines(limit: lineLimit)
  private(set) var flows = Flows()
  private(set) var weeks: PeriodChanges
  /// The texts of the rows of the weeks.
  private(set) var weekKeys: [RowKey] = []
  /// The rows that ask for something, worst first, once the report is finished.
  private var needs: [NeedRow] = []

  /// Begins a page that carries the events of a log, or one of weekly sums.
  public init(_ query: Query, carriesEvents: Bool) {
    self.query = query
    self.carriesEvents = carriesEvents
    if carriesEvents { lines = FirstLines(limit: .max) }
    weeks = PeriodChanges(of: 7, endingOn: query.at)
  }

  /// By when what it knows was recorded.
  public var instants: [Instant] { [query.knownAt] }

  /// Adds a part of the log.
  public mutating func add(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) {
    let state = try history.state(at: query.at, knownAt: query.knownAt, versions[0])
    eventCount += state.eventCount
    lines.add(state, history.symbols)
    if carriesEvents {
      try districts.add(state, history.symbols)
      try promises.add(state, history.symbols)
    } else {
      try flows.add(state, history.symbols)
      try weeks.add(history, versions[0], knownAt: query.knownAt)
      for key in weeks.keys[weekKeys.count...] {
        weekKeys.append(RowKey(key, depth: nil, history.symbols))
      }
    }
  }

  /// Adds what was kept of other parts.
  public mutating func merge(_ other: PageReport) throws(Overflow) {
    eventCount += other.eventCount
    try districts.merge(other.districts)
    try promises.merge(other.promises)
    lines.merge(other.lines)
    try flows.merge(other.flows)
    try weeks.merge(other.weeks)
    let texts = Dictionary(uniqueKeysWithValues: zip(other.weeks.keys, other.weekKeys))
    for key in weeks.keys[weekKeys.count...] {
      if let text = texts[key] { weekKeys.append(text) }
    }
  }

  /// Puts the rows together.
  public mutating func finish() throws(Overflow) {
    // The page's day ends a week: its sums are what all weeks up to it changed.
    for cell in weeks.cells where cell.day <= query.at {
      try districts.add(cell.sums, to: weekKeys[cell.row])
    }
    needs = try NeedRow.rows(districts, promises)
  }

  /// The whole page as HTML; `findings` is what `check` says of a log whose events the page carries, and
  /// `data` what the script is to replay.
  public func html(_ findings: CheckReport?, _ data: PageData) -> [UInt8] {
    // The two great parts of it, of which neither hangs on the other.
    let parts = Parallel.map(2) { part in
      var markup = PageMarkup()
      if part == 0 {
        writeTables(findings, to: &markup)
      } else {
        markup.data("data", data.json(of: self, findings))
      }
      return markup.bytes
    }
    var page = PageMarkup()
    page.markup("<!DOCTYPE html>\n")
    page.element("html", ["lang": PageWords.language]) { page in
      page.element("head") { writeHead(to: &$0) }
      page.element("body") { page in
        page.element("header") { writeHeader(to: &$0) }
        page.element("main") { page in
          page.element("div", ["id": "live"], text: "")
          page.element("div", ["id": "static"]) { $0.raw(parts[0]) }
        }
        page.data("words", PageReport.words)
        page.raw(parts[1])
        page.element("script") { $0.raw(PageParts.script) }
      }
    }
    page.markup("\n")
    return page.bytes
  }

  private var title: String { query.title ?? PageWords.say("title") }

  private func writeHead(to page: inout PageMarkup) {
    page.markup("<meta charset=\"utf-8\">")
    page.markup("<meta http-equiv=\"Content-Security-Policy\" content=\"")
    page.text(PageParts.policy)
    page.markup("\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
    page.markup(
      "<meta name=\"referrer\" content=\"no-referrer\"><link rel=\"icon\" href=\"data:,\">")
    page.element("title", text: title)
    page.element("style") { $0.raw(PageParts.style) }
    page.element("script") { $0.raw(PageParts.start) }
  }

  private func writeHeader(to page: inout PageMarkup) {
    page.element("h1", text: title)
    let known =
      query.knownAtText.map { PageWords.say("made.known", ["known": $0]) }
      ?? PageWords.say("made.all")
    page.element(
      "p", ["class": "about", "id": "made"],
      text: PageWords.say(
        "made",
        [
          "at": query.at.description, "known": known,
          "n": Shown.quantity(Quantity(Int64(eventCount))),
        ]
      ))
    if !carriesEvents {
      page.element(
        "p", ["class": "note"],
        text: PageWords.say("large", ["n": Shown.quantity(Quantity(Int64(PageReport.lineLimit)))]))
    }
    if query.isPublic { page.element("p", ["class": "note"], text: PageWords.say("public")) }
    page.element("noscript") { $0.element("p", ["class": "note"], text: PageWords.say("static")) }
  }

  /// The state of the page's day, complete, for where no script runs.
  private func writeTables(_ findings: CheckReport?, to page: inout PageMarkup) {
    let rows = districts.sorted
    let pending = lines.sorted
    writeHeadline(rows, to: &page)
    section("pending", "pending", to: &page) { page in
      page.table(
        "pending", pending, LineRow.columns,
        [
          "shipment", "donor", "district", "item", "unit", "status", "delivered", "outstanding",
          "expectedOn", "overdueDays", "ageDays",
        ])
    }
    section("deliveries", "replay", to: &page) { page in
      page.table(
        "deliveries", rows.compactMap(DeliveryRow.init), DeliveryRow.columns,
        [
          "district", "item", "unit", "status", "pledged", "purchased", "dispatched", "promised",
          "delivered", "cancelled", "drawnDown", "outstanding", "overdueQuantity",
        ])
    }
    section("inventory", "replay", to: &page) { page in
      page.table(
        "inventory", rows.compactMap(InventoryRow.init), InventoryRow.columns,
        [
          "district", "item", "unit", "requested", "received", "transferredIn", "transferredOut",
          "issued", "adjusted", "onHand",
        ])
    }
    section("needs", "needs", to: &page) { page in
      page.table(
        "needs", needs, NeedRow.columns,
        ["district", "item", "unit", "requested", "received", "outstanding", "unmet", "shared"])
    }
    section("findings", "check", to: &page) { page in
      guard let findings else {
        return page.element("p", ["class": "none"], text: PageWords.say("findings.large"))
      }
      page.table(
        "findings", findings.findings, Finding.columns,
        query.isPublic ? ["severity", "message"] : ["severity", "path", "line", "message", "fix"])
    }
  }

  private func section(
    _ name: String, _ command: String, to page: inout PageMarkup,
    _ body: (inout PageMarkup) -> Void
  ) {
    page.element("section") { page in
      page.element("h2", text: PageWords.say("section.\(name)"))
      page.element("p", ["class": "about"], text: PageWords.say("about.\(name)"))
      page.element("p", ["class": "by"]) { page in
        page.text(PageWords.say("by") + " ")
        page.element("code", text: self.command(command))
      }
      body(&page)
    }
  }

  private func command(_ name: String) -> String {
    var words = ["waybill", name]
    if let log = query.shownLog { words.append("--log=\(ShellWord.quoted(log))") }
    words.append("--at=\(query.at)")
    if let known = query.knownAtText, name != "check" {
      words.append("--known-at=\(ShellWord.quoted(known))")
    }
    return words.joined(separator: " ")
  }

  private func writeHeadline(_ rows: [SharedRow<DistrictSums>], to page: inout PageMarkup) {
    func count(_ counter: DistrictCounter) -> Int { rows.reduce(0) { $0 + Int($1.sums[counter]) } }
    let waiting = Set(rows.filter { $0.sums[.openLines] > 0 }.map { Array($0.key.district.utf8) })
    let figures: KeyValuePairs<String, (Int, String)> = [
      "events": (eventCount, "replay"), "open": (count(.openLines), "pending"),
      "overdue": (count(.overdueLines), "pending"), "waiting": (waiting.count, "pending"),
      "unmet": (needs.count { $0.isUnmet }, "needs"),
    ]
    page.element("section") { page in
      page.element("h2", text: PageWords.say("section.headline"))
      page.element("ul", ["class": "figures"]) { page in
        for (key, (number, command)) in figures {
          page.element("li", ["class": "figure"]) { page in
            page.element("span", text: PageWords.say("figure.\(key)"))
            page.element("strong", text: Shown.quantity(Quantity(Int64(number))))
            page.element("code", text: self.command(command))
          }
        }
      }
    }
  }

  /// All words, as a JSON object.
  private static var words: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (key, text) in PageWords.all { writer.member(key, .text(text)) }
    }
    return writer.bytes
  }
}
