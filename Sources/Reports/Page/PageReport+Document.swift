import Console
import EventLog
import Replay
import Shipments

extension PageReport {
  /// The whole page as HTML; `findings` is what `check` says of a log whose events the page carries, and
  /// `data` what the script is to replay.
  public func html(
    _ findings: CheckReport?, _ changes: PageChanges, _ data: PageData
  ) -> [UInt8] {
    // The two great parts of it, of which neither hangs on the other.
    let parts = Parallel.map(2) { part in
      var markup = PageMarkup()
      if part == 0 {
        PageTables(self, data, findings, changes).write(to: &markup)
      } else {
        markup.data("data", data.json(of: self, findings, changes))
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

  /// All words, as a JSON object.
  private static var words: [UInt8] {
    var writer = JSONWriter()
    writer.object { writer in
      for (key, text) in PageWords.all { writer.member(key, .text(text)) }
    }
    return writer.bytes
  }
}
