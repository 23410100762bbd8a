import Shipments

/// Every word of the page, by its key: a translation is a copy of this file.
///
/// What stands in braces is filled in. `….one` and `….many` are for one thing and for several.
enum PageWords {
  static let language = "en"

  static let all: KeyValuePairs<String, String> = [
    // The head of the page
    "title": "Relief goods: promised, on their way, delivered",
    "made": "As of {at}, {known}. {n} events counted.",
    "made.known": "as known at {known}",
    "made.all": "by all that is recorded",
    "static":
      "This page replays the state of any day where scripts are allowed. Without them it shows one day, "
      + "and tables in the place of pictures.",
    "large":
      "The log is large: the page holds the state at the end of each week, and the first {n} open lines and "
      + "the donors, promises to areas and corrections as of its own day. Of any other day, ask the "
      + "commands that it names. A filter by donor narrows those lines and the flow only.",
    "public": "Names of recorders, notes and sources are left out.",

    // Controls
    "controls": "Dates and filters",
    "at": "The state of", "at.date": "The day",
    "known": "As known on", "known.all": "all that is recorded",
    "back": "A step back", "forward": "A step on", "play": "Play", "pause": "Pause",
    "keys":
      "Space plays and pauses; ← and → go by a day; Home and End to the first and the last day.",
    "keys.weeks":
      "Space plays and pauses; ← and → go by a week; Home and End to the first and the last day.",
    "filter.district": "District", "filter.item": "Item", "filter.donor": "Donor", "all": "all",
    "goods": "Pictured goods", "depth": "Pictured districts",
    "depth.fitting": "as many as fit", "depth.one": "first name", "depth.many": "first {n} names",
    "clear": "Show all", "since": "Since the end of",
    "unknown": "{filter}: nothing has the name “{name}”.", "unknown.near": "Is “{name}” meant?",

    // Sections
    "section.headline": "At a glance", "about.headline": "",
    "goods.cut": "These are the most frequent goods; the tables below have all.",
    "section.pipeline": "The way of the goods",
    "about.pipeline":
      "What each district asked for, was promised and got. Promised is the greatest of pledged, "
      + "bought and sent; outstanding is what is still to come of it.",
    "section.flow": "Who gives what to whom",
    "about.flow": "What is delivered or still to come, from donors to districts.",
    "section.course": "The course over time",
    "about.course":
      "What is delivered and, above it, what is outstanding: together what is delivered or to come. The "
      + "dashed line stands at the day of the state.",
    "about.course.weeks":
      "What is delivered and what is outstanding at the end of each week in which that changed.",
    "section.pending": "Still to come",
    "about.pending": "Promises that are not kept yet, the most overdue first.",
    "section.deliveries": "Deliveries",
    "about.deliveries": "What was promised and delivered to each district.",
    "section.inventory": "Inventory",
    "about.inventory":
      "What each district has, with all that is below it. A name opens what it is made up of.",
    "about.inventory.open":
      "What each district has, with all that is below it; below it what that is made up of.",
    "section.needs": "Needs",
    "about.needs":
      "What was asked for and is neither received nor on its way, worst first. Promises to an area "
      + "that the district shares in stand beside it, and are not added in.",
    "section.changes": "Corrections and late reports",
    "about.changes": "What was learned after a day about what had happened by then.",
    "changes.days":
      "The report of {from} beside that of {to}, each by what was recorded by the end of its day.",
    "section.findings": "Findings",
    "about.findings": "What is odd with the log, as of the day for which the page was made.",

    // Figures
    "figure.events": "Events counted", "figure.open": "Open promises",
    "figure.overdue": "Overdue promises", "figure.waiting": "Districts that wait",
    "figure.unmet": "Needs unmet", "figure.given": "Delivered or to come: {goods}",
    "figure.delivered": "Delivered: {goods}", "figure.outstanding": "Outstanding: {goods}",
    "figure.onHand": "On hand: {goods}",
    "as.of": "As of {at}.", "by": "By:", "by.donor": "(here only what is of {donor})",
    "explained.by": "The events behind it:",
    "explain": "Explain",
    "explain.row": "Explain: {row}",

    // Pictures
    "stage.requested": "Requested", "stage.promised": "Promised", "stage.purchased": "Purchased",
    "stage.dispatched": "On its way", "stage.delivered": "Delivered",
    "stage.outstanding": "Outstanding",
    "pipeline.more.one": "1 more district stands in the table.",
    "pipeline.more.many": "{n} more districts stand in the table.",
    "picture.flow.one": "1 flow from a donor to a district; it stands in the table, too.",
    "picture.flow.many":
      "{n} flows from donors to districts; the table behind the picture has them all.",
    "picture.course":
      "At {at}: {given} delivered or to come; {delivered} of them delivered, {outstanding} outstanding.",
    "course.end": "Nothing changes after {day}.",
    "size.3": "{n} k", "size.6": "{n} M", "size.9": "{n} G", "size.12": "{n} T",
    "behind": "The table behind the picture", "donor.none": "donor not named",
    "donor.with": "{donor}, with {others}",
    "others.one": "1 other", "others.many": "{n} others", "nothing": "Nothing.",

    // Tables
    "search": "search", "search.label": "Search in {table}", "rows.one": "1 row",
    "rows.many": "{n} rows", "rows.found": "{n} of {all} rows", "more": "Show {n} more",
    "fewer": "Show fewer", "own": "{district} itself",
    "pending.large":
      "The first {n} of {all} open lines, as of the page's day: filters and searches look among them only.",
    "pools": "Promised to areas that {district} shares in",
    "section.pools": "Promised to areas",
    "needs.large": "What is promised to areas is known as of {at} only.",
    "days.one": "1 day", "days.many": "{n} days",
    "column.district": "District", "column.item": "Item", "column.unit": "Unit",
    "column.shipment": "Shipment", "column.donor": "Donor", "column.status": "Status",
    "column.requested": "Requested", "column.promised": "Promised", "column.pledged": "Pledged",
    "column.purchased": "Purchased", "column.dispatched": "On its way",
    "column.delivered": "Delivered", "column.cancelled": "Cancelled",
    "column.drawnDown": "Drawn down", "column.outstanding": "Outstanding",
    "column.overdueQuantity": "Overdue", "column.expectedOn": "Expected",
    "column.overdueDays": "Overdue", "column.ageDays": "Age in days",
    "column.received": "Received", "column.transferredIn": "In", "column.transferredOut": "Out",
    "column.issued": "Issued", "column.adjusted": "Adjusted", "column.onHand": "On hand",
    "column.unmet": "Unmet", "column.shared": "To areas", "column.given": "Delivered or to come",
    "column.day": "Day", "column.recordedOn": "Recorded", "column.kind": "What",
    "column.before": "Before", "column.now": "Now", "column.reason": "Why, and by whom",
    "column.severity": "Kind", "column.path": "Where", "column.line": "Line",
    "column.place": "Where", "column.message": "What",
    "column.fix": "What to do",
    "status.pledged": "pledged", "status.purchased": "purchased", "status.dispatched": "dispatched",
    "status.partiallyAllocated": "partly allocated",
    "status.partiallyDelivered": "partly delivered", "status.overdue": "overdue",
    "status.delivered": "delivered", "status.overDelivered": "over-delivered",
    "status.allocated": "allocated", "status.cancelled": "cancelled",
    "change.correction": "correction", "change.late": "late report",
    "change.rescheduled": "another day promised",
    "change.gone": "does not count any more",
    "changes.large": "{n} of {all}, as of the page's day, whatever is filtered.",
    "type.requested": "requested", "type.pledged": "pledged", "type.allocated": "allocated",
    "type.purchased": "purchased", "type.dispatched": "dispatched", "type.delivered": "delivered",
    "type.cancelled": "cancelled", "type.rescheduled": "rescheduled",
    "type.transferred": "transferred", "type.issued": "issued", "type.adjusted": "adjusted",
    "type.voided": "did not happen", "damaged": "{n} damaged", "missing": "{n} missing",
    "expected": "expected {day}",
    "severity.error": "error", "severity.warning": "warning", "severity.note": "note",
    "findings.none": "The log is in order.",
    "findings.large":
      "They are not in the page of so large a log: the command above looks through all of it.",
  ]

  private static let byKey = Dictionary(all.map { ($0.key, $0.value) }) { first, _ in first }

  /// A number of things: the words of `key.one` or `key.many`.
  static func sayCount(_ key: String, _ count: Int) -> String {
    say("\(key).\(count == 1 ? "one" : "many")", ["n": Shown.quantity(Quantity(Int64(count)))])
  }

  /// A donor with those who give with it: `A, with B, C`.
  static func givers(_ donor: String?, _ jointly: [String]) -> String {
    let name = donor ?? say("donor.none")
    guard !jointly.isEmpty else { return name }
    return say("donor.with", ["donor": name, "others": jointly.joined(separator: ", ")])
  }

  /// The words of a key, with what stands for the names in braces.
  static func say(_ key: String, _ values: KeyValuePairs<String, String> = [:]) -> String {
    var rest = (byKey[key] ?? key)[...]
    var said = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      said += rest[..<open] + (values.first { $0.key == name }?.value ?? "")
      rest = rest[rest.index(after: close)...]
    }
    return said + rest
  }
}
