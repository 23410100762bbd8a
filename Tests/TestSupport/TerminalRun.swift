import Foundation

/// A run of a program at a terminal of its own, whose questions were answered one after the other.
public struct TerminalRun: Sendable {
  /// All that the terminal showed, the answers among it.
  public var text: String
  /// The exit status; negative is the signal that ended it.
  public var status: Int
  /// How many answers were never asked for.
  public var unasked: Int
}

extension TestProgram {
  /// Runs `waybill` at a terminal on the log of a folder.
  ///
  /// Each answer is typed once a question stands there: `\u{3}` is Ctrl-C, `\u{4}` Ctrl-D. One that
  /// begins with `!` is a shell's command, run while the question waits; `$WAYBILL` is the program.
  public static func waybillAtTerminal(
    _ arguments: [String], log: String, answers: [String], terminal: String = "dumb"
  ) throws -> TerminalRun {
    let request = try JSONSerialization.data(
      withJSONObject: ["command": [waybill] + arguments + ["--log=\(log)"], "answers": answers])
    let run = try run(
      "/usr/bin/env", ["python3", "-c", dialogue], input: Array(request),
      environment: ["TERM": terminal, "NO_COLOR": "1", "WAYBILL": waybill, "WAYBILL_LOG": log])
    let answer =
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any] ?? [:]
    return TerminalRun(
      text: answer["text"] as? String ?? run.errors, status: answer["status"] as? Int ?? -1,
      unasked: answer["unasked"] as? Int ?? -1)
  }

  /// Makes a pseudo-terminal that controls the program, which `Process` cannot.
  private static let dialogue = """
    import json, os, pty, select, signal, subprocess, sys, time
    request = json.load(sys.stdin)
    process, terminal = pty.fork()
    if process == 0:
        os.execv(request["command"][0], request["command"])
    text, seen, answers, end = b"", 0, request["answers"], time.time() + 120
    while True:
        if select.select([terminal], [], [], 0.05)[0]:
            try:
                piece = os.read(terminal, 65536)
            except OSError:
                break
            if not piece:
                break
            text += piece
            continue
        if answers and text[seen:].endswith((b": ", b"] ")):
            if answers[0].startswith("!"):
                subprocess.run(answers.pop(0)[1:], shell=True, stdout=subprocess.DEVNULL)
                continue
            seen = len(text)
            os.write(terminal, answers.pop(0).encode())
        if time.time() > end:
            os.kill(process, signal.SIGKILL)
            end += 60
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    shown = text.decode().replace("\\r\\n", "\\n")
    print(json.dumps({"text": shown, "status": status, "unasked": len(answers)}))
    """
}
