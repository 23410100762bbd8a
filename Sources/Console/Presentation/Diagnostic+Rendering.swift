extension Diagnostic {
  /// Returns the lines of the diagnostic, each ended by a line feed.
  ///
  ///     EventLog/events.jsonl:3:12: error: found "ten", expected a number
  ///       {"quantity":"ten"}
  ///                   ^~~~~
  ///     fix: write the quantity in digits
  ///
  /// Of a long line, only 100 columns around the mark are shown.
  public func render(styling: Styling = .plain) -> String {
    var lines = [headline(styling: styling)]
    if let excerpt {
      let window = ExcerptWindow(excerpt)
      lines.append("  " + window.text)
      lines.append("  " + window.indentation + styling.apply(severity.role, to: window.caret))
    }
    lines += details.map { "  \(VisibleText($0))" }
    if let fix {
      lines.append(styling.apply(.heading, to: "fix:") + " \(VisibleText(fix))")
    }
    return lines.map { $0 + "\n" }.joined()
  }

  private func headline(styling: Styling) -> String {
    let place = path.map { path in
      ([VisibleText(path).description] + [line, column].compactMap { $0?.description })
        .joined(separator: ":") + ":"
    }
    let parts = [
      place.map { styling.apply(.heading, to: $0) },
      styling.apply(severity.role, to: "\(severity.rawValue):"),
      VisibleText(message).description,
    ]
    return parts.compactMap(\.self).joined(separator: " ")
  }
}

extension Diagnostic.Severity {
  /// The role that the word and the caret are shown in.
  var role: Styling.Role {
    switch self {
    case .error: .alert
    case .warning: .warning
    case .note: .heading
    }
  }
}
