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
      "This page replays the state of any day where scripts are allowed. Without them it shows one day.",
    "large":
      "The log is large: the page holds the state at the end of each week, and the first {n} open lines and "
      + "the donors as of its own day. Of any other day, ask the commands that it names. A filter by "
      + "donor narrows those lines and the flow only.",
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
    "goods": "Goods in the pictures", "depth": "Districts in the pictures",
    "depth.fitting": "as many as fit", "depth.one": "first name", "depth.many": "first {n} names",
    "clear": "Show everything", "since": "Since the end of",

    // Sections
    "section.headline": "At a glance", "about.headline": "",
    "section.pipeline": "The way of the goods",
    "about.pipeline":
      "What each district asked for, was promised and got. Promised is the greatest of pledged, "
      + "bought and sent; outstanding is what is still to come of it.",
    "section.flow": "Who gives what to whom",
    "about.flow": "What is delivered or still to come, from donors to districts.",
    "section.course": "The course over time",
    "about.course":
      "What was promised and what was delivered; between them what is still to come. The line stands "
      + "at the day of the state.",
    "section.pending": "Still to come",
    "about.pending": "Promises that are not kept yet, the most overdue first.",
    "section.deliveries": "Deliveries",
    "about.deliveries": "What was promised and delivered to each district.",
    "section.inventory": "Inventory",
    "about.inventory":
      "What each district has, with all that is below it. A name opens what it is made up of.",
    "section.needs": "Needs",
    "about.needs":
      "What was asked for and is neither received nor on its way, worst first. Promises to an area "
      + "that the district shares in stand beside it, and are not added in.",
    "section.changes": "Corrections and late reports",
    "about.changes": "What was learned after a day about what had happened by then.",
    "section.findings": "Findings",
    "about.findings": "What is odd with the log, as of the day for which the page was made.",

    // Figures
    "figure.events": "Events counted", "figure.open": "Open promises",
    "figure.overdue": "Overdue promises", "figure.waiting": "Districts that wait",
    "figure.unmet": "Needs unmet", "figure.given": "Delivered or to come: {goods}",
    "figure.delivered": "Delivered: {goods}", "figure.outstanding": "Outstanding: {goods}",
    "figure.onHand": "On hand: {goods}",
    "as.of": "As of {at}.", "by": "By:", "explained.by": "The events behind it:",
    "explain": "Explain",
    "explain.row": "Explain: {row}",

    // Pictures
    "stage.requested": "Requested", "stage.promised": "Promised", "stage.purchased": "Purchased",
    "stage.dispatched": "On its way", "stage.delivered": "Delivered",
    "stage.outstanding": "Outstanding",
    "pipeline.more": "{n} more districts stand in the table.",
    "picture.flow":
      "{n} flows from donors to districts; the table behind the picture has them all.",
    "picture.course":
      "At {at}: {promised} promised, {delivered} of them delivered, {outstanding} outstanding.",
    "course.promised": "promised, outstanding", "course.delivered": "delivered",
    "behind": "The table behind the picture", "donor.none": "donor not named",
    "others.one": "1 other", "others.many": "{n} others", "nothing": "Nothing.",

    // Tables
    "search": "search", "search.label": "Search in {table}", "rows.one": "1 row",
    "rows.many": "{n} rows", "rows.found": "{n} of {all} rows", "more": "Show {n} more",
    "fewer": "Show fewer", "own": "{district} itself", "days.one": "1 day", "days.many": "{n} days",
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
    "column.severity": "Kind", "column.place": "Where", "column.message": "What",
    "column.fix": "What to do",
    "status.pledged": "pledged", "status.purchased": "purchased", "status.dispatched": "dispatched",
    "status.partiallyAllocated": "partly allocated",
    "status.partiallyDelivered": "partly delivered", "status.overdue": "overdue",
    "status.delivered": "delivered", "status.overDelivered": "over-delivered",
    "status.allocated": "allocated", "status.cancelled": "cancelled",
    "change.correction": "correction", "change.late": "late report",
    "change.rescheduled": "another day promised",
    "changes.large": "In so large a log, ask the command above.",
    "type.requested": "requested", "type.pledged": "pledged", "type.allocated": "allocated",
    "type.purchased": "purchased", "type.dispatched": "dispatched", "type.delivered": "delivered",
    "type.cancelled": "cancelled", "type.rescheduled": "rescheduled",
    "type.transferred": "transferred", "type.issued": "issued", "type.adjusted": "adjusted",
    "type.voided": "did not happen", "damaged": "{n} damaged", "missing": "{n} missing",
    "expected": "expected {day}",
    "severity.error": "error", "severity.warning": "warning", "severity.note": "note",
    "findings.none": "The log is in order.",
    "findings.large": "A log as large as this is looked through by the command only.",
  ]

  private static let byKey = Dictionary(all.map { ($0.key, $0.value) }) { first, _ in first }

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
