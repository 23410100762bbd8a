import EventLog
import Shipments

/// Lines refused for fields that are missing, misplaced or wrong.
extension Reproducer {
  static let ofFields = [
    Reproducer(
      #"{\#(pledge),▲"colour":"blue"}"#,
      .unknownField("colour", inItem: false), by: .intake,
      message: #"unknown field "colour""#,
      fix: #"put it into "extra", or correct its spelling"#),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask",▲"colour":"blue","unit":"piece","quantity":1}]}"#,
      .unknownField("colour", inItem: true), by: .intake,
      message: #"unknown field "colour""#,
      fix: #"put it into "extra", or correct its spelling"#),
    Reproducer(
      #"{\#(head),"type":▲"shipped"}"#,
      .unknownType("shipped"),
      message: #"unknown type "shipped": this journal may be of a newer format"#,
      fix:
        "read it with a newer Waybill, or use one of: requested, pledged, allocated, "
        + "purchased, dispatched, delivered, cancelled, rescheduled, transferred, issued, "
        + "adjusted, voided"),
    Reproducer(
      #"▲{\#(head)}"#,
      .missing("type", of: nil),
      message: #""type" is missing"#,
      fix: #"add "type""#),
    Reproducer(
      #"▲{\#(head),"type":"pledged","district":"d","items":[\#(mask)]}"#,
      .missing("shipment", of: .pledged),
      message: #""shipment" is missing; pledged needs it"#,
      fix: #"add "shipment""#),
    Reproducer(
      #"▲{\#(head),"type":"voided","replaces":"b"}"#,
      .missing("reason", of: .voided),
      message: #""reason" is missing; voided needs it"#,
      fix: #"add "reason""#),
    Reproducer(
      #"▲{\#(head),"type":"issued","district":null,"items":[\#(mask)]}"#,
      .missing("district", of: .issued),
      message: #""district" is missing; issued needs it"#,
      fix: #"add "district""#),
    Reproducer(
      #"{\#(promise),"items":[▲{"item":"mask","quantity":1}]}"#,
      .missing("unit", of: nil),
      message: #""unit" is missing"#,
      fix: #"add "unit""#),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","value":▲{"amount":1}}]}"#,
      .missing("currency", of: nil),
      message: #""currency" is missing"#,
      fix: #"add "currency""#),
    Reproducer(
      #"{\#(pledge),▲"to":"a clinic"}"#,
      .misplaced(.to, of: .pledged),
      message: #""to" does not belong to pledged"#,
      fix: #"leave "to" out"#),
    Reproducer(
      #"{\#(pledge),▲"final":true}"#,
      .misplaced(.final, of: .pledged),
      message: #""final" does not belong to pledged"#,
      fix: #"leave "final" out"#),
    Reproducer(
      #"{"id":▲1,"type":"pledged"}"#,
      .wrongKind("id", expected: .string, found: .number),
      message: #""id" is a number, expected a string"#,
      fix: #"write "id" as a string"#),
    Reproducer(
      #"{\#(promise),"items":▲{}}"#,
      .wrongKind("items", expected: .array, found: .object),
      message: #""items" is an object, expected an array"#,
      fix: #"write "items" as an array"#),
    Reproducer(
      #"{\#(promise),"items":[▲"mask"]}"#,
      .wrongKind("items", expected: .object, found: .string),
      message: #""items" is a string, expected an object"#,
      fix: #"write "items" as an object"#),
    Reproducer(
      #"{\#(pledge),"final":▲"yes"}"#,
      .wrongKind("final", expected: .boolean, found: .string),
      message: #""final" is a string, expected true or false"#,
      fix: #"write "final" as true or false"#),
    Reproducer(
      #"{\#(pledge),"extra":▲[]}"#,
      .wrongKind("extra", expected: .object, found: .array),
      message: #""extra" is an array, expected an object"#,
      fix: #"write "extra" as an object"#),
    Reproducer(
      #"{\#(pledge),"note":▲true}"#,
      .wrongKind("note", expected: .string, found: .boolean),
      message: #""note" is true or false, expected a string"#,
      fix: #"write "note" as a string"#),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":▲"1"}]}"#,
      .wrongKind("quantity", expected: .number, found: .string),
      message: #""quantity" is a string, expected a number"#,
      fix: #"write "quantity" as a number"#),
    Reproducer(
      #"{\#(pledge),"donor":▲""}"#,
      .invalidName("donor", .empty),
      message: #""donor" is empty"#,
      fix: "give it a name, or leave the field out"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":▲"⟨x×33⟩","quantity":1}]}"#,
      .invalidName("unit", .tooLong(bytes: 33, limit: 32)),
      message: #""unit" has 33 bytes, expected at most 32"#,
      fix: #"use a shorter name and put the long one into "note""#),
    Reproducer(
      #"{\#(pledge),"donor":▲"Japan\u0085"}"#,
      .invalidName("donor", .control(scalar: 0x85)),
      message: #""donor" has a control character (U+0085)"#,
      fix: "remove the control character"),
    Reproducer(
      #"{\#(pledge),"donor":▲"Japan "}"#,
      .invalidName("donor", .spaceAtEnd),
      message: #""donor" has white space at an end of a name"#,
      fix: "remove the white space"),
    Reproducer(
      #"{\#(pledge),"among":["China",▲"China//Wuhan"]}"#,
      .invalidName("among", .emptyNameInPath),
      message: #""among" has an empty name between its slashes"#,
      fix: "write names joined by single slashes, such as China/Shanghai"),
    Reproducer(
      #"{\#(promise),"items":[{"item":"mask","unit":"piece","quantity":1,"qualifier":▲"most"}]}"#,
      .unknownQualifier("most"),
      message: #""qualifier" is "most", expected "atLeast" or "about""#,
      fix: #"write "atLeast" or "about", or leave it out"#),
    Reproducer(
      #"{\#(pledge),"expectedOn":▲"13.2.2020"}"#,
      .invalidDay("13.2.2020"),
      message: #""13.2.2020" is not a day, expected YYYY-MM-DD"#,
      fix: "write the day as 2020-02-13"),
    Reproducer(
      #"{\#(pledge),"expectedOn":▲"2020-02-30"}"#,
      .noSuchDay("2020-02-30"),
      message: "there is no day 2020-02-30",
      fix: "look the day up in a calendar; years run from 0001 to 9999"),
    Reproducer(
      #"{\#(pledge),"expectedOn":▲"0000-01-01"}"#,
      .noSuchDay("0000-01-01"),
      message: "there is no day 0000-01-01",
      fix: "look the day up in a calendar; years run from 0001 to 9999"),
    Reproducer(
      #"{"id":"a","recordedAt":▲"2020-02-13 13:57:00Z"}"#,
      .invalidInstant("2020-02-13 13:57:00Z"),
      message:
        #""2020-02-13 13:57:00Z" is not an instant, expected RFC 3339 with an offset and at "#
        + #"most 9 decimals"#,
      fix: "write it as 2020-02-13T13:57:00Z or with an offset such as +08:00"),
    Reproducer(
      #"{"id":"a","recordedAt":▲"2020-02-13T13:57:00"}"#,
      .invalidInstant("2020-02-13T13:57:00"),
      message:
        #""2020-02-13T13:57:00" is not an instant, expected RFC 3339 with an offset and at most "#
        + #"9 decimals"#,
      fix: "write it as 2020-02-13T13:57:00Z or with an offset such as +08:00"),
    Reproducer(
      #"{"id":"a","recordedAt":▲"2020-02-13T13:57:00.1234567890Z"}"#,
      .invalidInstant("2020-02-13T13:57:00.1234567890Z"),
      message:
        #""2020-02-13T13:57:00.1234567890Z" is not an instant, expected RFC 3339 with an offset "#
        + #"and at most 9 decimals"#,
      fix: "write it as 2020-02-13T13:57:00Z or with an offset such as +08:00"),
    Reproducer(
      #"{"id":"a","recordedAt":▲"2020-02-30T13:57:00Z"}"#,
      .invalidInstant("2020-02-30T13:57:00Z"),
      message:
        #""2020-02-30T13:57:00Z" is not an instant, expected RFC 3339 with an offset and at "#
        + #"most 9 decimals"#,
      fix: "write it as 2020-02-13T13:57:00Z or with an offset such as +08:00"),
    Reproducer(
      #"{\#(pledge),▲"replaces":"a"}"#,
      .replacesItself,
      message: "the event replaces itself",
      fix: "name the id of the event that it replaces, or leave it out"),
    Reproducer(
      #"{\#(head),"type":"transferred","district":"d",▲"from":"d","items":[\#(mask)]}"#,
      .fromItsOwnDistrict,
      message: #""from" is the district itself"#,
      fix: "name the district that the quantity leaves"),
  ]
}
