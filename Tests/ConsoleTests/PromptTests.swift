import Testing

@testable import Console

@Suite struct PromptTests {
  private func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var output = Output(descriptor: descriptor)
    try output.write(bytes)
    try output.flush()
  }

  @Test func `a line is read after each question, and what was typed ahead is kept`() throws {
    let typed = try Pipe()
    let shown = try Pipe()
    var prompt = Prompt(input: typed.readEnd, output: shown.writeEnd)
    try write(Array("one\n\nthr".utf8), to: typed.writeEnd)
    #expect(prompt.ask("a? ") == .line("one"))
    #expect(prompt.ask("b? ") == .line(""))
    try write(Array("ee\n".utf8), to: typed.writeEnd)
    #expect(prompt.ask("c? ") == .line("three"))
    #expect(String(decoding: shown.readBytes(), as: UTF8.self) == "a? b? \nc? ")
  }

  @Test func `bytes that are no text are told from a line`() throws {
    let typed = try Pipe()
    let shown = try Pipe()
    var prompt = Prompt(input: typed.readEnd, output: shown.writeEnd)
    try write([0xFF, 0x0A], to: typed.writeEnd)
    #expect(prompt.ask("") == .notText)
  }

  @Test func `the end of the input is no line`() throws {
    let typed = try Pipe()
    let shown = try Pipe()
    try typed.stopReading()
    var prompt = Prompt(input: typed.readEnd, output: shown.writeEnd)
    #expect(prompt.ask("a? ") == .ended)
    #expect(String(decoding: shown.readBytes(), as: UTF8.self) == "a? \n")
  }
}
