import Console
import Shipments

/// Names that a report was asked for and that the log does not have, though it has nearly the same.
///
/// An empty report answers the question as it was asked; it should not hide that it was misspelt.
extension Context {
  /// Says which of the names in filters are probably misspelt.
  mutating func sayUnknownNames(_ arguments: ParsedArguments, _ symbols: borrowing SymbolTable) {
    let filters = ["district", "item", "donor"].filter(arguments.givenOptions.contains)
    guard !filters.isEmpty else { return }
    var names: [String] = []
    for number in 1..<max(symbols.count, 1) {
      names.append(symbols.text(of: Symbol(number: UInt32(number))))
    }
    for option in filters {
      guard let text = arguments.value(option), !text.isEmpty,
        let near = Self.meant(text, among: names)
      else { continue }
      say(
        Diagnostic(
          severity: .note, message: "the log has nothing at \"\(text)\"",
          argument: .value(of: "--\(option)"),
          fix: "perhaps --\(option)=\(ShellWord.quoted(near)) is meant"))
    }
  }

  /// The name that was meant by one at or below which there is nothing; nil where that is unknown.
  private static func meant(_ text: String, among names: [String]) -> String? {
    let path = Array(text.utf8)
    let isKnown = names.contains { name in
      name.utf8.starts(with: path)
        && (name.utf8.count == path.count
          || name.utf8.dropFirst(path.count).first == UInt8(ascii: "/"))
    }
    guard !isKnown else { return nil }
    // Upper names may stand nowhere by themselves.
    let depth = text.split(separator: "/").count
    let upper = names.map { name in
      name.split(separator: "/").prefix(depth).joined(separator: "/")
    }
    return KnownNames.nearlySame(text, among: upper) ?? names.first { $0.hasSuffix("/" + text) }
  }
}
