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

  /// JSON as a block of data, in which nothing ends the block.
  mutating func data(_ id: String, _ json: [UInt8]) {
    element("script", ["type": "application/json", "id": id]) { markup in
      for byte in json {
        if byte == UInt8(ascii: "<") {
          markup.markup("\\u003c")
        } else {
          markup.bytes.append(byte)
        }
      }
    }
  }

  /// Rows as a table, with the columns of these names; `cut` says how many rows are shown.
  mutating func table<Row>(
    _ section: String, _ rows: [Row], _ columns: [Column<Row>], _ names: [String]
  ) {
    guard !rows.isEmpty else { return element("p", ["class": "none"], text: PageWords.say("nothing")) }
    let shown = names.compactMap { name in columns.first { $0.name == name } }
    element("div", ["class": "wide"]) { markup in
      markup.element("table") { markup in
        markup.element("caption", ["class": "hidden"], text: PageWords.say("section.\(section)"))
        markup.element("thead") { markup in
          markup.element("tr") { markup in
            for column in shown {
              markup.element("th", ["scope": "col"], text: PageWords.say("column.\(column.name)"))
            }
          }
        }
        markup.element("tbody") { markup in
          for row in rows { markup.row(row, shown) }
        }
      }
    }
  }

  /// A row; HTML lets the ends of rows and cells be left out, of which a large page has many.
  private mutating func row<Row>(_ row: Row, _ columns: [Column<Row>]) {
    markup("<tr>")
    for column in columns {
      switch column.value(row) {
      case .quantity(let quantity):
        markup("<td class=amount>")
        text(column.isInTable ? column.table.shown(row).text : Shown.orBlank(quantity))
      case .count(let count):
        markup("<td class=amount>")
        text(Shown.orBlank(Quantity(Int64(count))))
      case .text(let word) where column.name == "status" || column.name == "severity":
        markup("<td>")
        text(PageWords.say("\(column.name).\(word)"))
      default:
        markup("<td>")
        text(column.table.shown(row).text)
      }
    }
  }
}
