/// Returns the system's own words for an error number (`errno`), such as `No such file or directory`.
///
/// An unknown number reads `error 12345`. Safe to call from several threads.
public func systemMessage(for code: Int32) -> String {
  SystemCalls.message(for: code) ?? "error \(code)"
}
