import EventLog
import Shipments

/// Lines refused for bytes that no line may have.
extension Reproducer {
  static let ofBytes = [
    Reproducer(
      "▲",
      .empty,
      message: "the line is empty, expected an event",
      fix: "delete the empty line"),
    Reproducer(
      #"{"note":"⟨x×1048566⟩"}▲"#,
      .tooLong(limit: 1_048_576),
      message: "the line is longer than 1048576 bytes",
      fix: "split the event into several, each with some of its items"),
    Reproducer(
      #"▲⟨0xEF⟩⟨0xBB⟩⟨0xBF⟩{\#(pledge)}"#,
      .byteOrderMark,
      message: #"a byte-order mark, expected "{""#,
      fix: "save the file as UTF-8 without a byte-order mark"),
    Reproducer(
      #"{\#(pledge),"note":"caf▲⟨0xE9⟩"}"#,
      .invalidUTF8(byte: 0xE9),
      message: "the byte 0xe9 is not valid UTF-8",
      fix: "save the file as UTF-8"),
    Reproducer(
      #"{\#(pledge),"note":"overlong ▲⟨0xC0⟩⟨0x80⟩"}"#,
      .invalidUTF8(byte: 0xC0),
      message: "the byte 0xc0 is not valid UTF-8",
      fix: "save the file as UTF-8"),
    Reproducer(
      #"{\#(pledge),"note":"surrogate ▲⟨0xED⟩⟨0xA0⟩⟨0x80⟩"}"#,
      .invalidUTF8(byte: 0xED),
      message: "the byte 0xed is not valid UTF-8",
      fix: "save the file as UTF-8"),
    Reproducer(
      #"{\#(pledge),"note":"too high ▲⟨0xF4⟩⟨0x90⟩⟨0x80⟩⟨0x80⟩"}"#,
      .invalidUTF8(byte: 0xF4),
      message: "the byte 0xf4 is not valid UTF-8",
      fix: "save the file as UTF-8"),
    Reproducer(
      #"{\#(pledge),"note":"cut ▲⟨0xE5⟩⟨0x8F⟩"}"#,
      .invalidUTF8(byte: 0xE5),
      message: "the byte 0xe5 is not valid UTF-8",
      fix: "save the file as UTF-8"),
    Reproducer(
      #"{\#(pledge),"note":"a▲⟨0x09⟩b"}"#,
      .controlCharacter(byte: 0x09),
      message: "a raw control character (0x09) in a string",
      fix: #"write it as an escape, such as \n or \u001b"#),
    Reproducer(
      #"{\#(pledge),"note":"a▲⟨0x00⟩b"}"#,
      .controlCharacter(byte: 0x00),
      message: "a raw control character (0x00) in a string",
      fix: #"write it as an escape, such as \n or \u001b"#),
    Reproducer(
      #"{\#(pledge),"note▲⟨0x00⟩":"n"}"#,
      .controlCharacter(byte: 0x00),
      message: "a raw control character (0x00) in a string",
      fix: #"write it as an escape, such as \n or \u001b"#),
    Reproducer(
      #"{\#(head),"type":"issued▲⟨0x00⟩","district":"d","items":[\#(mask)]}"#,
      .controlCharacter(byte: 0x00),
      message: "a raw control character (0x00) in a string",
      fix: #"write it as an escape, such as \n or \u001b"#),
  ]
}
