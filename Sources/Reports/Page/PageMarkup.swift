import Console
import Shipments

/// Writes HTML: what comes from a log becomes text, whatever it looks like.
struct PageMarkup {
  private(set) var bytes: [UInt8] = []

  /// Markup of the page itself.
  mutating func markup(_ markup: StaticString) {
    markup.withUTF8Buffer { unsafe bytes.append(contentsOf: $0) }
  }

  /// Bytes that are written as they are.
  mutating func raw(_ raw: [UInt8]) { bytes.append(contentsOf: raw) }

  /// An element with attributes, and what it holds.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:],
    _ body: (inout PageMarkup) -> Void
  ) {
    markup("<")
    markup(name)
    for (key, value) in attributes {
      markup(" ")
      markup(key)
      markup("=\"")
      text(value)
      markup("\"")
    }
    markup(">")
    body(&self)
    markup("</")
    markup(name)
    markup(">")
  }

  /// An element that holds a text.
  mutating func element(
    _ name: StaticString, _ attributes: KeyValuePairs<StaticString, String> = [:], text: String
  ) {
    element(name, attributes) { $0.text(text) }
  }

  /// A command that is broken between its words only, as far as they fit.
  mutating func command(_ command: String) {
    element("code") { markup in
      for (place, word) in command.split(separator: " ", omittingEmptySubsequences: false)
        .enumerated()
      {
        if place > 0 { markup.markup(" ") }
        markup.element("span", text: String(word))
      }
    }
  }

  /// A text, with what would be markup as character references.
  mutating func text(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "&"): markup("&amp;")
      case UInt8(ascii: "<"): markup("&lt;")
      case UInt8(ascii: ">"): markup("&gt;")
      case UInt8(ascii: "\""): markup("&quot;")
      case UInt8(ascii: "'"): markup("&#39;")
      // A control character means nothing in a page.
      case 0..<0x20 where byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\t"), 0x7F:
        bytes.append(contentsOf: "\u{FFFD}".utf8)
      default: bytes.append(byte)
      }
    }
  }

  /// A path that may be broken behind each of its names.
  private mutating func breakable(_ path: String) {
    for (place, name) in path.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
      if place > 0 { markup("/<wbr>") }
      text(String(name))
    }
  }

  /// JSON as a block of data, in which nothing ends the block.
  mutating func data(_ id: String, _ json: [UInt8]) {
    element("script", ["type": "application/json", "id": id]) { markup in
      var rest = json[...]
      while let place = rest.firstIndex(of: UInt8(ascii: "<")) {
        markup.bytes.append(contentsOf: rest[..<place])
        markup.markup("\\u003c")
        rest = rest[(place + 1)...]
      }
      markup.bytes.append(contentsOf: rest)
    }
  }

  /// Rows as a table, with the columns of these names; `rank` is the class of a row that has one, and
  /// `none` the key of what stands where there are no rows.
  mutating func table<Row>(
    _ section: String, _ rows: [Row], _ columns: [Column<Row>], _ names: [String],
    none: String = "nothing", rank: (Row) -> String? = { _ in nil }
  ) {
    guard !rows.isEmpty else {
      return element("p", ["class": "none"], text: PageWords.say(none))
    }
    let shown = names.compactMap { name in columns.first { $0.name == name } }
    let title = PageWords.say("section.\(section)")
    element("div", ["class": "wide", "tabindex": "0", "role": "region", "aria-label": title]) {
      markup in
      markup.element("table") { markup in
        markup.element("caption", ["class": "hidden"], text: title)
        markup.element("thead") { markup in
          markup.element("tr") { markup in
            for column in shown {
              let isNumber = rows.first.map { column.value($0).isNumber } ?? false
              markup.element(
                "th", ["scope": "col", "class": isNumber ? "amount" : "text"],
                text: PageWords.say("column.\(column.name)"))
            }
          }
        }
        markup.element("tbody") { markup in
          for row in rows { markup.row(row, shown, rank(row)) }
        }
      }
    }
  }

  /// A row; HTML lets the ends of rows and cells be left out, of which a large page has many.
  private mutating func row<Row>(_ row: Row, _ columns: [Column<Row>], _ rank: String?) {
    markup("<tr")
    if let rank {
      markup(" class=")
      text(rank)
    }
    markup(">")
    for (place, column) in columns.enumerated() {
      let value = column.value(row)
      // What a report's own table shows may say more than the value.
      let cell = column.isInTable ? column.table.shown(row) : nil
      let isWord = column.name == "status" || column.name == "severity"
      let shown = isWord ? nil : cell?.text
      let text = shown ?? PageMarkup.shown(value, column.name)
      let isAlert = cell?.role == .alert || column.name == "overdueDays"
      if place == 0 {
        markup("<th scope=row>")
        breakable(text)
        continue
      }
      if text.isEmpty {
        markup("<td>")
      } else if value.isNumber {
        if isAlert { markup("<td class=\"amount alert\">") } else { markup("<td class=amount>") }
      } else if case .day = value {
        markup("<td class=day>")
      } else {
        if isAlert { markup("<td class=alert>") } else { markup("<td>") }
      }
      self.text(text)
    }
  }

  /// A value in the words of the page.
  private static func shown(_ value: Value, _ column: String) -> String {
    switch value {
    case .quantity(let quantity): Shown.orBlank(quantity)
    case .count(let count) where column == "overdueDays":
      count == 0 ? "" : PageWords.sayCount("days", count)
    case .count(let count): Shown.orBlank(Quantity(Int64(count)))
    case .text(let word) where column == "status" || column == "severity":
      PageWords.say("\(column).\(word)")
    default: Shown.text(value)
    }
  }
}

extension Value {
  /// Whether it stands at the right of its column.
  fileprivate var isNumber: Bool {
    switch self {
    case .quantity, .count: true
    default: false
    }
  }
}
