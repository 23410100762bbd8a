@testable import Commands
import Console
import EventLog
import Shipments

/// A command line, an argument a line: it is understood, or refused with words that can be shown.
final class ArgumentsTarget: FuzzTarget {
  func run(_ bytes: [UInt8]) {
    let words = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    do throws(UsageError) {
      switch try Waybill.program.parse(arguments: words) {
      case .version, .manual: break
      case .help(nil): hold(!Waybill.program.help().isEmpty, "no help")
      case .help(let command?): hold(!Waybill.program.help(for: command).isEmpty, "no help")
      case .command(let command, let parsed): look(at: parsed, of: command)
      }
    } catch {
      check(error.diagnostic)
    }
    for word in words { readValues(word) }
  }

  /// Everything that the command may be asked for is there, or is not.
  private func look(at parsed: ParsedArguments, of command: Command) {
    let required = command.operands.count { $0.isRequired }
    hold(parsed.operands.count >= required, "too few operands")
    let given = Set(parsed.givenOptions)
    for option in command.options {
      let isGiven =
        option.value == nil ? parsed.flag(option.name) : !parsed.values(option.name).isEmpty
      hold(isGiven == given.contains(option.name), "an option that is given, or not: \(option)")
    }
  }

  private func check(_ diagnostic: Diagnostic) {
    hold(!diagnostic.message.isEmpty && diagnostic.fix?.isEmpty == false, "no words")
    let text = diagnostic.render()
    hold(text.contains("error: ") && text.contains("fix: "), text.debugDescription)
    let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control }
    hold(controls.allSatisfy { $0 == "\n" }, "control characters: \(text.debugDescription)")
  }

  /// Whatever an option's value means, it is that, or refused.
  private func readValues(_ word: String) {
    let value = word.split(separator: "=", maxSplits: 1).last.map(String.init) ?? ""
    _ = DayText.parse(value)
    _ = InstantText.parse(value)
    let isObject = JSONText.isObject(Array(value.utf8))
    // Seen as `extra` is, one deeper than an event; half of a surrogate pair is found later.
    let event = Array("{\"extra\":\(value)}".utf8)
    if case .object(let object) = try? PlainReader.read(event), object.members.count == 1,
      case .object = object["extra"]
    {
      hold(isObject, "an object: \(value.debugDescription)")
    }
    do throws(LineProblem) {
      let quantity = try QuantityText.parse(value)
      let again = try QuantityText.parse(quantity.description)
      hold(again == quantity, "a quantity: \(value)")
    } catch {
      hold(!error.message.isEmpty && !error.fix.isEmpty, "no words")
    }
    do throws(ItemTextFault) {
      let item = try ItemText.parse(value)
      let text = ItemText.text(item)
      guard let again = try? ItemText.parse(text) else { disagree("an item: \(text)") }
      hold(again == item, "an item: \(value.debugDescription) \(text.debugDescription)")
    } catch {
      hold(!error.message.isEmpty && !error.fix.isEmpty, "no words")
    }
  }
}
