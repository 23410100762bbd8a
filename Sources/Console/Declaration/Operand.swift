/// Something that a command is told by its place: the `SHIPMENT` of `show SHIPMENT`.
public struct Operand: Equatable, Sendable {
  /// What stands for the operand in help, in capitals.
  ///
  /// `FILE`, `DIR`, and `FILE.` with an ending are completed with the names of files.
  public let name: String
  /// What the operand is, on one line, without a full stop.
  public let summary: String
  /// The values that are allowed; empty if any is.
  public let choices: [String]
  /// The kind under which the program knows values to complete; see `Program.valuesCommandName`.
  public let lookup: String?
  /// Tells whether the operand must be given.
  public let isRequired: Bool
  /// Tells whether more than one may be given; true for the last operand only.
  public let isRepeatable: Bool

  /// Declares an operand.
  public init(
    name: String, summary: String, choices: [String] = [], lookup: String? = nil,
    isRequired: Bool = true,
    isRepeatable: Bool = false
  ) {
    self.name = name
    self.summary = summary
    self.choices = choices
    self.lookup = lookup
    self.isRequired = isRequired
    self.isRepeatable = isRepeatable
  }

  /// The operand as a usage line shows it: `FILE`, `[FILE]`, `FILE...` or `[FILE]...`.
  var form: String {
    (isRequired ? name : "[\(name)]") + (isRepeatable ? "..." : "")
  }
}
