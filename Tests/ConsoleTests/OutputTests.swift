import Testing

@testable import Console

@Suite struct OutputTests {
  @Test func `what is written comes out when it is flushed`() throws {
    let pipe = try Pipe()
    var output = Output(descriptor: pipe.writeEnd)
    try output.write("中文 ")
    try output.write([0x61, 0xFF])
    #expect(output.pendingBytes == Array("中文 a".utf8) + [0xFF])
    try output.flush()
    #expect(output.pendingBytes == [])
    #expect(pipe.readBytes() == Array("中文 a".utf8) + [0xFF])
  }

  @Test func `much is written before it is flushed`() throws {
    let descriptor = try openForWriting("/dev/null")
    var output = Output(descriptor: descriptor)
    try output.write([UInt8](repeating: 0, count: Output.flushThreshold))
    #expect(output.pendingBytes.count == Output.flushThreshold)
    try output.write("a")
    #expect(output.pendingBytes == [])
  }

  @Test func `an output for tests keeps everything`() throws {
    var output = Output()
    try output.write(String(repeating: "a", count: 200_000))
    try output.flush()
    #expect(output.pendingBytes.count == 200_000)
  }

  @Test func `interrupted and partial writes are continued`() throws {
    var outcomes: [SystemCalls.WriteOutcome] = [
      .failed(SystemCalls.interrupted), .written(2), .failed(SystemCalls.interrupted), .written(1),
      .written(3),
    ]
    var bytes: [UInt8] = [1, 2, 3, 4, 5, 6]
    var taken: [UInt8] = []
    try Output.drain(&bytes) { rest in
      let outcome = outcomes.removeFirst()
      if case .written(let count) = outcome { taken += rest.prefix(count) }
      return outcome
    }
    #expect(taken == [1, 2, 3, 4, 5, 6])
    #expect(bytes.isEmpty && outcomes.isEmpty)
  }

  @Test func `after an error the rest stays`() {
    var outcomes: [SystemCalls.WriteOutcome] = [.written(2), .failed(5)]
    var bytes: [UInt8] = [1, 2, 3]
    #expect(throws: OutputError(code: 5)) {
      try Output.drain(&bytes) { _ in outcomes.removeFirst() }
    }
    #expect(bytes == [3])
  }

  @Test func `a reader that has gone is told from other trouble`() throws {
    Output.ignoreSignalsOfWrites()
    let pipe = try Pipe()
    try pipe.stopReading()
    var output = Output(descriptor: pipe.writeEnd)
    try output.write("a")
    var error: OutputError?
    do { try output.flush() } catch let caught { error = caught }
    #expect(error?.isBrokenPipe == true)
  }

  #if os(Linux)
    @Test func `a full disk is an error with the system's words`() throws {
      var output = Output(descriptor: try openForWriting("/dev/full"))
      try output.write("a")
      var error: OutputError?
      do { try output.flush() } catch let caught { error = caught }
      #expect(error?.isBrokenPipe == false)
      #expect(error?.description == "No space left on device")
    }
  #endif

  @Test func `the system has words for a number, and an unknown one is named`() {
    #expect(systemMessage(for: 2) == "No such file or directory")
    #expect(systemMessage(for: 99999).contains("99999"))
  }
}
