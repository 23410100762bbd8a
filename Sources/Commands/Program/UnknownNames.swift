import Console
import Shipments

/// Names that a report was asked for and that the log does not have.
///
/// An empty report answers the question as it was asked; it should not hide that it was misspelt.
extension Context {
  /// Says which of the names in filters the log does not have.
  mutating func sayUnknownNames(_ arguments: ParsedArguments, _ symbols: borrowing SymbolTable) {
    let filters = ["district", "item", "donor", "unit"].filter(arguments.givenOptions.contains)
    guard !filters.isEmpty else { return }
    var names: [String] = []
    for number in 1..<max(symbols.count, 1) {
      names.append(symbols.text(of: Symbol(number: UInt32(number))))
    }
    for option in filters {
      guard let text = arguments.value(option), !text.isEmpty else { continue }
      let isKnown = names.contains { Self.isAtOrBelow($0, text) }
      if !isKnown { sayUnknown(option, text, near: Self.meant(text, among: names), arguments) }
    }
  }

  /// Says that a filter names a shipment that the log does not have.
  mutating func sayUnknownShipment(
    _ name: String, among known: [String], _ arguments: ParsedArguments
  ) {
    sayUnknown(
      "shipment", name, near: Spelling.nearest(to: name, among: known, limit: 1).first, arguments)
  }

  private mutating func sayUnknown(
    _ option: String, _ text: String, near: String?, _ arguments: ParsedArguments
  ) {
    let log = arguments.value("log").map { " --log=\(ShellWord.quoted($0))" } ?? ""
    let fix =
      switch option {
      case _ where near != nil: "perhaps --\(option)=\(ShellWord.quoted(near ?? "")) is meant"
      case "donor": "waybill donors\(log) lists the donors"
      case "shipment": "waybill log\(log) lists the shipments"
      default: "waybill replay\(log) lists the \(option)s"
      }
    say(
      Diagnostic(
        severity: .note, message: "the log has nothing at \"\(text)\"",
        argument: .value(of: "--\(option)"), fix: fix))
  }

  private static func isAtOrBelow(_ name: String, _ path: String) -> Bool {
    name.utf8.starts(with: path.utf8)
      && (name.utf8.count == path.utf8.count
        || name.utf8.dropFirst(path.utf8.count).first == UInt8(ascii: "/"))
  }

  /// The name that was meant by one at or below which there is nothing; nil where that is unknown.
  private static func meant(_ text: String, among names: [String]) -> String? {
    // Upper names may stand nowhere by themselves.
    let depth = text.split(separator: "/").count
    let upper = names.map { name in
      name.split(separator: "/").prefix(depth).joined(separator: "/")
    }
    let distinct = Array(Set(upper)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    return KnownNames.nearlySame(text, among: distinct)
      ?? names.first { $0.hasSuffix("/" + text) }
      ?? Spelling.nearest(to: text, among: distinct, limit: 1).first
      ?? distinct.first { $0.contains(text) }
  }
}
