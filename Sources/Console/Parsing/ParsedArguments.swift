/// The options and operands that a command was given, checked against its declaration.
///
/// To ask for an option that the command doesn't have is our own mistake and ends the process.
public struct ParsedArguments: Equatable, Sendable {
  /// The operands in order; as many as the command declares.
  public let operands: [String]

  private let options: [Option]
  private let occurrences: [Occurrence]

  /// An option where it was given, with its value unless it is a flag.
  struct Occurrence: Equatable {
    let name: String
    let value: String?
  }

  init(options: [Option], occurrences: [Occurrence], operands: [String]) {
    self.options = options
    self.occurrences = occurrences
    self.operands = operands
  }

  /// The names of the options that were given, once each, in order of appearance.
  public var givenOptions: [String] {
    var seen: Set<String> = []
    return occurrences.map(\.name).filter { seen.insert($0).inserted }
  }

  /// Returns the value of an option that is given at most once, or nil if it wasn't given.
  public func value(_ name: String) -> String? {
    let option = declared(name)
    precondition(!option.isRepeatable, "\(option.word) is repeatable: ask for its values.")
    return values(name).first
  }

  /// Returns all values of an option, in order.
  public func values(_ name: String) -> [String] {
    let option = declared(name)
    precondition(option.value != nil, "\(option.word) is a flag: ask for flag().")
    return occurrences.filter { $0.name == name }.compactMap(\.value)
  }

  /// Tells whether a flag was given.
  public func flag(_ name: String) -> Bool {
    let option = declared(name)
    precondition(option.value == nil, "\(option.word) has a value: ask for it.")
    return occurrences.contains { $0.name == name }
  }

  /// The same with one more option, as if it had been given last; a flag has no value.
  public func adding(_ name: String, _ value: String? = nil) -> ParsedArguments {
    let option = declared(name)
    precondition((value == nil) == (option.value == nil), "\(option.word) \(option.form)")
    return ParsedArguments(
      options: options, occurrences: occurrences + [Occurrence(name: name, value: value)],
      operands: operands)
  }

  /// The same with one more operand.
  public func adding(operand: String) -> ParsedArguments {
    ParsedArguments(options: options, occurrences: occurrences, operands: operands + [operand])
  }

  /// The same without some options.
  public func without(_ names: [String]) -> ParsedArguments {
    ParsedArguments(
      options: options, occurrences: occurrences.filter { !names.contains($0.name) },
      operands: operands)
  }

  /// The options as they were given, in order; a flag has no value.
  public var givenPairs: [(name: String, value: String?)] {
    occurrences.map { ($0.name, $0.value) }
  }

  private func declared(_ name: String) -> Option {
    guard let option = options.first(where: { $0.name == name }) else {
      preconditionFailure("The command has no option --\(name).")
    }
    return option
  }
}
