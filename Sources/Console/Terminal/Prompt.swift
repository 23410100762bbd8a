/// Questions to a person at a terminal, a line each: asked on standard error, answered on standard
/// input.
///
/// Standard output is left to data. Lines are edited by the terminal itself. What was typed ahead,
/// or pasted, is kept for the next question.
public struct Prompt: ~Copyable, Sendable {
  /// What a person did when asked.
  public enum Answer: Equatable, Sendable {
    /// Typed a line; here it is without its end.
    case line(String)
    /// Typed bytes that are not UTF-8.
    case notText
    /// Ended the input (Ctrl-D), or went away.
    case ended
    /// Broke off (Ctrl-C).
    case interrupted
  }

  private let input: Int32
  private var output: Output
  private var typedBytes: [UInt8] = []

  /// Makes a prompt that reads from one descriptor and asks on another.
  public init(input: Int32 = 0, output: Int32 = 2) {
    self.input = input
    self.output = Output(descriptor: output)
  }

  /// Tells whether somebody is there to be asked: both ends are a terminal.
  public static var isPossible: Bool { Terminal.isTerminal(0) && Terminal.isTerminal(2) }

  /// Asks, and waits for a line.
  ///
  /// Only while it asks and waits does Ctrl-C end the question and not the process.
  public mutating func ask(_ question: String) -> Answer {
    if let line = typedLine() {
      write(question + "\n")
      return line
    }
    let answer = readLine(after: question)
    // The terminal leaves the cursor behind the question.
    if answer == .ended || answer == .interrupted { write("\n") }
    return answer
  }

  private mutating func readLine(after question: String) -> Answer {
    var question = question
    while true {
      switch SystemCalls.nextBytes(from: input, after: { write(question) }) {
      case .bytes(let bytes) where bytes.isEmpty: return .ended
      case .bytes(let bytes): typedBytes += bytes
      case .failed(SystemCalls.interrupted): return .interrupted
      case .failed: return .ended
      }
      if let line = typedLine() { return line }
      question = ""
    }
  }

  /// The first of the lines that are typed already.
  private mutating func typedLine() -> Answer? {
    guard let end = typedBytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = Array(typedBytes[..<end])
    typedBytes.removeSubrange(...end)
    return String(validating: line, as: UTF8.self).map(Answer.line) ?? .notText
  }

  private mutating func write(_ text: String) {
    // Where the question cannot be written, the answer tells: nobody is there.
    try? output.write(text)
    try? output.flush()
  }
}
