import Shipments

/// The texts of a page's data, each once; its number is its place in byte order.
struct PageNames {
  private var texts: Set<[UInt8]> = []
  private var numbers: [[UInt8]: Int] = [:]
  private(set) var sorted: [String] = []

  /// Takes a text.
  mutating func add(_ text: String) { texts.insert(Array(text.utf8)) }

  /// Takes a path and those above it.
  mutating func add(path: String) {
    let bytes = Array(path.utf8)
    guard texts.insert(bytes).inserted else { return }
    for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "/") {
      texts.insert(Array(bytes[..<offset]))
    }
  }

  /// Numbers what was taken.
  mutating func number() {
    let bytes = texts.sorted { $0.lexicographicallyPrecedes($1) }
    for (number, text) in bytes.enumerated() { numbers[text] = number }
    sorted = bytes.map { String(decoding: $0, as: UTF8.self) }
    texts = []
  }

  /// The number of a text that was taken.
  func number(of text: String) -> Int {
    guard let number = numbers[Array(text.utf8)] else {
      preconditionFailure("a name that was not taken")
    }
    return number
  }

  func write(to writer: inout JSONWriter) {
    writer.member("names")
    writer.array { writer in for text in sorted { writer.write(.text(text)) } }
  }
}

extension JSONWriter {
  /// A whole number of the page's data; as a text where it is beyond what JSON's readers keep exact.
  mutating func exact(_ number: Int64) {
    if number.magnitude <= 1 << 53 {
      whole(number)
    } else {
      write(.text(String(number)))
    }
  }

  /// A number of the page's data, or null.
  mutating func optional(_ number: Int?) {
    if let number { exact(Int64(number)) } else { write(.none) }
  }
}
