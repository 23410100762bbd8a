/// Words that are made when somebody asks for them, and not each time the program starts.
public struct WordList: Equatable, Sendable {
  private let make: @Sendable () -> [String]

  /// Names how the words are made.
  public init(_ make: @escaping @Sendable () -> [String]) { self.make = make }

  /// The words.
  var all: [String] { make() }

  /// Whether both make the same words.
  public static func == (left: WordList, right: WordList) -> Bool { left.all == right.all }
}
