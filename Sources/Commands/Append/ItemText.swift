import EventLog
import Reports
import Shipments

/// What is wrong with an item on the command line, and how to mend it.
struct ItemTextFault: Error {
  var message: String
  var fix: String
}

/// Items as they are given on the command line.
///
/// `ITEM=AMOUNT UNIT`, with more behind commas: `mask/N95=900 piece, 100 damaged, 5 missing`,
/// `supplies/medical=? box, worth 500000+ USD`. An amount is `10,000`, `1.5`, `?` (not stated),
/// `500000+` (at least) or `~200` (about).
enum ItemText {
  private static let form = "write it as 'mask/N95=10,000 piece'"

  /// Reads an item.
  static func parse(_ text: String) throws(ItemTextFault) -> Item {
    guard let equals = text.lastIndex(of: "=") else {
      throw ItemTextFault(message: "\"\(text)\" has no amount", fix: form)
    }
    var parts = parts(String(text[text.index(after: equals)...]))
    let measure = try measure(parts.removeFirst())
    var item = Item(
      item: try path(String(text[..<equals])), unit: measure.unit, quantity: measure.quantity,
      qualifier: measure.qualifier)
    for part in parts { try add(part, to: &item) }
    return item
  }

  /// The parts of a text behind commas that are followed by white space, as none in a number is.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var isBehindComma = false
    for character in text {
      if isBehindComma, character.isWhitespace {
        parts[parts.count - 1].removeLast()
        parts.append("")
      }
      isBehindComma = character == ","
      if !(parts.last?.isEmpty == true && character.isWhitespace) {
        parts[parts.count - 1].append(character)
      }
    }
    return parts
  }

  private struct Measure {
    var quantity: Quantity?
    var qualifier: Qualifier?
    var unit: Name
  }

  /// `AMOUNT UNIT`.
  private static func measure(_ text: String) throws(ItemTextFault) -> Measure {
    guard let space = text.firstIndex(where: \.isWhitespace) else {
      throw ItemTextFault(message: "\"\(text)\" has no unit", fix: form)
    }
    let unit = String(text[space...].drop(while: \.isWhitespace))
    let (quantity, qualifier) = try amount(String(text[..<space]))
    do throws(NameFault) {
      let unit = try Name(unit, maximumBytes: Name.maximumUnitBytes)
      return Measure(quantity: quantity, qualifier: qualifier, unit: unit)
    } catch {
      throw ItemTextFault(message: "the unit \"\(unit)\" \(error.message)", fix: error.fix)
    }
  }

  /// `10,000`, `1.5`, `-5`, `?`, `500000+` or `~200`.
  private static func amount(_ text: String) throws(ItemTextFault) -> (Quantity?, Qualifier?) {
    if text == "?" { return (nil, nil) }
    if text.hasSuffix("+") { return (try quantity(String(text.dropLast())), .atLeast) }
    if text.hasPrefix("~") { return (try quantity(String(text.dropFirst())), .about) }
    return (try quantity(text), nil)
  }

  private static func quantity(_ text: String) throws(ItemTextFault) -> Quantity {
    let noAmount = ItemTextFault(
      message: "\"\(text)\" is not an amount",
      fix: "write it as 10000, 10,000, 1.5, ? (not stated), 500000+ (at least) or ~200 (about)")
    guard let digits = withoutSeparators(text) else { throw noAmount }
    do throws(LineProblem) {
      return try QuantityText.parse(digits)
    } catch {
      if error == .invalidNumber { throw noAmount }
      throw ItemTextFault(message: "\"\(text)\": \(error.message)", fix: error.fix)
    }
  }

  /// A number without the commas between its thousands; nil where they stand elsewhere.
  private static func withoutSeparators(_ text: String) -> String? {
    guard text.contains(",") else { return text }
    let whole = text.prefix { $0 != "." }
    let groups = whole.drop { $0 == "-" }.split(separator: ",", omittingEmptySubsequences: false)
    guard let first = groups.first, (1...3).contains(first.count),
      groups.dropFirst().allSatisfy({ $0.count == 3 })
    else { return nil }
    return text.filter { $0 != "," }
  }

  private static func path(_ text: String) throws(ItemTextFault) -> Path {
    do throws(NameFault) {
      return try Path(text)
    } catch {
      throw ItemTextFault(message: "the item \"\(text)\" \(error.message)", fix: error.fix)
    }
  }

  /// `100 damaged`, `5 missing` or `worth 500000+ USD`.
  private static func add(_ part: String, to item: inout Item) throws(ItemTextFault) {
    let words = part.split(separator: " ", maxSplits: 1).map(String.init)
    switch (words.first, words.last) {
    case (.some(let amount), "damaged"): item.damaged = try quantity(amount)
    case (.some(let amount), "missing"): item.missing = try quantity(amount)
    case ("worth", .some(let worth)) where words.count == 2:
      let measure = try measure(worth)
      guard let amount = measure.quantity else {
        throw ItemTextFault(message: "\"\(part)\" does not state an amount", fix: "leave it out")
      }
      item.value = Value(amount: amount, currency: measure.unit, qualifier: measure.qualifier)
    default:
      throw ItemTextFault(
        message: "\"\(part)\" is not known behind an amount",
        fix: "write '100 damaged', '5 missing' or 'worth 500000+ USD'")
    }
  }

  /// An item as it would be given.
  static func text(_ item: Item) -> String {
    var text = "\(item.item)=\(amount(item.quantity, item.qualifier)) \(item.unit)"
    if item.damaged > .zero { text += ", \(item.damaged) damaged" }
    if item.missing > .zero { text += ", \(item.missing) missing" }
    if let value = item.value {
      text += ", worth \(amount(value.amount, value.qualifier)) \(value.currency)"
    }
    return text
  }

  /// How much of an item, with what was damaged or missing of it.
  static func amount(_ item: Item) -> String {
    var text = Shown.quantity(item.quantity, item.qualifier)
    if item.damaged > .zero { text += ", \(Shown.quantity(item.damaged)) damaged" }
    if item.missing > .zero { text += ", \(Shown.quantity(item.missing)) missing" }
    if let value = item.value {
      text += ", worth \(Shown.quantity(value.amount, value.qualifier)) \(value.currency)"
    }
    return text
  }

  private static func amount(_ quantity: Quantity?, _ qualifier: Qualifier?) -> String {
    guard let quantity else { return "?" }
    return switch qualifier {
    case .atLeast: "\(quantity)+"
    case .about: "~\(quantity)"
    case nil: quantity.description
    }
  }
}
