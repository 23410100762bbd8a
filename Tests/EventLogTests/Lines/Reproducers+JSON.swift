import EventLog
import Shipments

/// Lines refused for what JSON does not allow.
extension Reproducer {
  static let ofJSON = [
    Reproducer(
      "▲hello",
      .notAnObject(found: nil),
      message: #"not JSON, expected an object that begins with "{""#,
      fix: "write one JSON object a line"),
    Reproducer(
      #"▲[{\#(pledge)}]"#,
      .notAnObject(found: .array),
      message: "an array, expected an object",
      fix: "write one JSON object a line"),
    Reproducer(
      #"▲"hello""#,
      .notAnObject(found: .string),
      message: "a string, expected an object",
      fix: "write one JSON object a line"),
    Reproducer(
      " ▲42",
      .notAnObject(found: .number),
      message: "a number, expected an object",
      fix: "write one JSON object a line"),
    Reproducer(
      "▲true",
      .notAnObject(found: .boolean),
      message: "true or false, expected an object",
      fix: "write one JSON object a line"),
    Reproducer(
      "▲null",
      .notAnObject(found: .null),
      message: "null, expected an object",
      fix: "write one JSON object a line"),
    Reproducer(
      #"{\#(pledge)▲"#,
      .unexpected(found: nil, expected: .commaOrBrace),
      message: #"the line ends, expected "," or "}""#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge) ▲"note":"n"}"#,
      .unexpected(found: UInt8(ascii: "\""), expected: .commaOrBrace),
      message: #"a quotation mark, expected "," or "}""#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge),▲}"#,
      .unexpected(found: UInt8(ascii: "}"), expected: .member),
      message: #""}", expected a member name in double quotes"#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{▲'id':"a"}"#,
      .unexpected(found: UInt8(ascii: "'"), expected: .member),
      message: #""'", expected a member name in double quotes"#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{"id"▲="a"}"#,
      .unexpected(found: UInt8(ascii: "="), expected: .colon),
      message: #""=", expected ":""#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{"id":▲,"type":"pledged"}"#,
      .unexpected(found: UInt8(ascii: ","), expected: .value),
      message: #"",", expected a value"#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge),"note":▲⟨0x00⟩}"#,
      .unexpected(found: 0, expected: .value),
      message: "the byte 0x00, expected a value",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(promise),"items":[\#(mask)▲}]}"#,
      .unexpected(found: UInt8(ascii: "}"), expected: .commaOrBracket),
      message: #""}", expected "," or "]""#,
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge)}▲,"#,
      .trailingContent,
      message: "something after the object, expected the end of the line",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge)} ▲{}"#,
      .trailingContent,
      message: "something after the object, expected the end of the line",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge),"note":▲"never closed}"#,
      .unterminatedString,
      message: "a string without its closing quote",
      fix: #"close the string with "\"""#),
    Reproducer(
      #"{\#(pledge),"note":"a▲\x41"}"#,
      .invalidEscape,
      message: "an escape that JSON does not have",
      fix: #"use \" \\ \/ \b \f \n \r \t or \u with four hex digits"#),
    Reproducer(
      #"{\#(pledge),"note":"▲\u00g0"}"#,
      .invalidEscape,
      message: "an escape that JSON does not have",
      fix: #"use \" \\ \/ \b \f \n \r \t or \u with four hex digits"#),
    Reproducer(
      #"{\#(pledge),"note":"▲\ud83d alone"}"#,
      .loneSurrogate,
      message: "half of a surrogate pair",
      fix: "write the character itself, or both halves of the pair"),
    Reproducer(
      #"{\#(pledge),"note":"▲\ude37\ud83d"}"#,
      .loneSurrogate,
      message: "half of a surrogate pair",
      fix: "write the character itself, or both halves of the pair"),
    Reproducer(
      #"{\#(pledge),"note":"▲\ud83d\u0041"}"#,
      .loneSurrogate,
      message: "half of a surrogate pair",
      fix: "write the character itself, or both halves of the pair"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲01}]}"#,
      .invalidNumber,
      message: "a number that JSON does not have",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲1.}]}"#,
      .invalidNumber,
      message: "a number that JSON does not have",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲-}]}"#,
      .invalidNumber,
      message: "a number that JSON does not have",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲1e}]}"#,
      .invalidNumber,
      message: "a number that JSON does not have",
      fix: "write the line as JSON (RFC 8259)"),
    Reproducer(
      #"{\#(pledge),"extra":{"a":⟨[×62⟩▲[⟨]×63⟩}}"#,
      .tooDeep(limit: 64),
      message: "objects and arrays nest deeper than 64",
      fix: #"keep such data elsewhere and name its place in "source""#),
    Reproducer(
      #"{\#(pledge),▲"id":"b"}"#,
      .repeatedMember("id"),
      message: #""id" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{\#(pledge),▲"\u0069d":"b"}"#,
      .repeatedMember("id"),
      message: #""id" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{"note":null,\#(pledge),▲"note":"n"}"#,
      .repeatedMember("note"),
      message: #""note" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{\#(pledge),"final":false,▲"final":false}"#,
      .repeatedMember("final"),
      message: #""final" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece",▲"item":"mask","quantity":1}]}"#,
      .repeatedMember("item"),
      message: #""item" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","value":{"amount":1,"currency":"#
        + #""USD",▲"amount":1}}]}"#,
      .repeatedMember("amount"),
      message: #""amount" stands twice in one object"#,
      fix: "keep one of the two"),
    Reproducer(
      #"{"sum":null,\#(pledge),▲"sum":"cc795d90064b0bee"}"#,
      .repeatedMember("sum"),
      message: #""sum" stands twice in one object"#,
      fix: "keep one of the two"),
  ]
}
