import Console
import Shipments

/// The questions themselves: what is shown with each, and what becomes of an answer.
extension Asking {
  /// Asks what happened.
  mutating func askType(_ context: inout Context) throws(CommandError) {
    let choices = Choices(
      EventType.allCases.map { Choice(text: $0.name, remark: $0.meaning) },
      atMost: EventType.allCases.count)
    context.tell(heading("What happened", context) + choices.lines(context.errorStyling))
    while true {
      guard let answer = context.ask("type: ") else { throw brokenOff }
      let name = choices.picked(answer)?.text ?? answer
      guard let type = EventType(name: name) else {
        context.say(unknownType(answer))
        continue
      }
      let chosen = arguments.adding(operand: type.name)
      let misplaced = EventRules.misplacedFields(of: try draft(chosen))
      guard !misplaced.isEmpty else {
        arguments = chosen
        return
      }
      for diagnostic in misplaced { context.say(diagnostic) }
    }
  }

  private func unknownType(_ answer: String) -> Diagnostic {
    let names = EventType.allCases.map(\.name)
    return Diagnostic(
      severity: .error,
      message: answer.isEmpty ? "append needs the type of the event" : "no type is named \(answer)",
      fix: KnownNames.suggestion(answer, among: names)
        ?? "answer with a number of the list, or its word")
  }

  /// Asks for a field that the type needs, or a promise should have, unless it is given.
  mutating func askIfWanted(_ field: Field, _ context: inout Context) throws(CommandError) {
    let isRequired = type.requiredFields.contains(field)
    let isUseful = type == .pledged && (field == .donor || field == .expectedOn)
    guard isRequired || isUseful, ![.id, .type, .recordedAt].contains(field),
      !arguments.givenOptions.contains(EventOptions.name(field))
    else { return }
    let name = EventOptions.name(field)
    switch field {
    case .occurredOn:
      let today = context.today.description
      try ask(field, "\(name) [\(today)]: ", whenEmpty: today, &context)
    case .items:
      try ask(field, "\(name): ", whenEmpty: nil, &context)
      while try ask(field, "\(name) [no more]: ", whenEmpty: "", &context) {}
    case _ where isRequired: try ask(field, "\(name): ", whenEmpty: nil, &context)
    default: try ask(field, "\(name) [none]: ", whenEmpty: "", &context)
    }
  }

  /// Asks until an answer is good; false where an empty line said that there is none.
  ///
  /// An empty line stands for `whenEmpty`: a value, nothing if it is empty, and nil if there has to
  /// be an answer.
  @discardableResult
  private mutating func ask(
    _ field: Field, _ question: String, whenEmpty: String?, _ context: inout Context
  ) throws(CommandError) -> Bool {
    var choices = view.choices(for: field, of: try draft(arguments))
    var refused: String?
    if !(field == .items && arguments.givenOptions.contains("item")) {
      context.tell(heading(summary(field), context) + choices.lines(context.errorStyling))
    }
    while true {
      guard let line = context.ask(question) else { throw brokenOff }
      if line.isEmpty, whenEmpty == "" { return false }
      guard let text = try meant(line.isEmpty ? whenEmpty : line, field, choices, &context) else {
        if line.isEmpty { context.say(needed(field)) }
        continue
      }
      do throws(CommandError) {
        try take(field, text, again: text == refused, &context)
        return true
      } catch {
        guard let diagnostics = error.ofArguments else { throw error }
        // The answer stands in the line above, and not in the command's arguments.
        for diagnostic in diagnostics { context.say(diagnostic.withoutArgument) }
        if let nearest = nearest(field, text) {
          choices = nearest
          context.tell("did you mean\n" + choices.lines(context.errorStyling))
        }
        refused = text
      }
    }
  }

  /// What an answer stands for: a number of the list is that name.
  private mutating func meant(
    _ answer: String?, _ field: Field, _ choices: Choices, _ context: inout Context
  ) throws(CommandError) -> String? {
    guard let answer else { return nil }
    if let choice = choices.picked(answer) {
      guard field == .items else { return choice.text }
      let question = VisibleText("how much of \(choice.text), in \(choice.unit): ").description
      guard let amount = context.ask(question) else { throw brokenOff }
      return amount.isEmpty ? nil : choice.item(amount)
    }
    guard field == .items, let equals = answer.firstIndex(of: "="),
      let choice = choices.picked(answer[..<equals])
    else { return answer }
    return choice.item(String(answer[answer.index(after: equals)...]))
  }

  private func nearest(_ field: Field, _ text: String) -> Choices? {
    let names = Spelling.nearest(
      to: text, among: view.names(of: field), limit: Choices.most)
    return names.isEmpty ? nil : Choices(names.map { Choice(text: $0) })
  }

  private func needed(_ field: Field) -> Diagnostic {
    Diagnostic(
      severity: .error, message: "\(type.name) needs --\(EventOptions.name(field))",
      fix: "such as \(MissingParts.example(field))")
  }

  private func summary(_ field: Field) -> String {
    let name = EventOptions.name(field)
    return EventOptions.all.first { $0.name == name }?.summary ?? name
  }

  private func heading(_ text: String, _ context: borrowing Context) -> String {
    context.errorStyling.apply(.heading, to: text) + "\n"
  }
}

extension Choice {
  /// The item with an amount, in the choice's unit unless the amount has one of its own.
  fileprivate func item(_ amount: String) -> String {
    let number = amount.prefix { !$0.isWhitespace }
    let isAlone = number.count == amount.count || number.hasSuffix(",")
    guard isAlone else { return "\(text)=\(amount)" }
    let comma = number.hasSuffix(",") ? "," : ""
    let rest = amount.dropFirst(number.count)
    return "\(text)=\(number.dropLast(comma.count)) \(unit)\(comma)\(rest)"
  }
}
