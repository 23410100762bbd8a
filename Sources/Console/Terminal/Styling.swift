/// Marks text by the role it plays, with colours where they are welcome.
public struct Styling: Equatable, Sendable {
  /// Tells whether text is marked at all.
  public let isEnabled: Bool

  /// Makes a styling that marks text, or one that leaves it as it is.
  public init(isEnabled: Bool) {
    self.isEnabled = isEnabled
  }

  /// Leaves text as it is.
  public static let plain = Styling(isEnabled: false)

  /// Why a text stands out; how it looks is decided here alone.
  public enum Role: Equatable, Sendable, CaseIterable {
    /// A title, in bold.
    case heading
    /// Something is wrong or late, in bold red.
    case alert
    /// Something is to be looked at, in yellow.
    case warning
    /// Something is of less weight, in faint.
    case dim
    /// Something is done, in green.
    case success
  }

  /// Returns the text with the codes of its role around it, if styling is enabled and there is any.
  public func apply(_ role: Role, to text: String) -> String {
    guard isEnabled, !text.isEmpty else { return text }
    return "\u{1B}[\(Self.parameters(of: role))m\(text)\u{1B}[0m"
  }

  /// The parameters of "select graphic rendition" (ECMA-48, section 8.3.117).
  private static func parameters(of role: Role) -> String {
    switch role {
    case .heading: "1"
    case .alert: "1;31"
    case .warning: "33"
    case .dim: "2"
    case .success: "32"
    }
  }
}
