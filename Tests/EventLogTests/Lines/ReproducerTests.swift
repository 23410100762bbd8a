@testable import EventLog
import Shipments
import TestSupport
import Testing

@Suite struct ReproducerTests {
  @Test(arguments: Reproducer.all)
  func `a line is refused at this byte, by both decoders alike`(_ reproducer: Reproducer) {
    let fault = LineFault(reproducer.problem, at: reproducer.offset)
    let expected: Reading = reproducer.reader == .all ? .refused(fault) : .accepted
    #expect(Reading.event(reproducer.bytes) == expected)
    #expect(Reading.record(reproducer.bytes) == expected)
  }

  @Test(arguments: Reproducer.all)
  func `what is taken in is read more strictly`(_ reproducer: Reproducer) {
    let fault = LineFault(reproducer.problem, at: reproducer.offset)
    let expected: Reading = reproducer.reader == .journal ? .accepted : .refused(fault)
    #expect(Reading.event(reproducer.bytes, refusesUnknownFields: true) == expected)
  }

  @Test(arguments: Reproducer.all)
  func `a problem is put into words, with a step that mends it`(_ reproducer: Reproducer) {
    #expect(reproducer.problem.message == reproducer.message)
    #expect(reproducer.problem.fix == reproducer.fix)
  }

  @Test(arguments: Reproducer.all)
  func `a message and a fix are one short line each`(_ reproducer: Reproducer) {
    for text in [reproducer.message, reproducer.fix] {
      #expect((1...200).contains(text.count))
      #expect(!text.hasSuffix("."))
      #expect(!text.contains("\n"))
    }
  }

  @Test(arguments: ProblemName.allCases)
  func `every problem has a reproducer`(_ name: ProblemName) {
    #expect(Reproducer.all.contains { $0.name == name.rawValue })
  }

  @Test func `reproducers stand in the order of the problems`() {
    let order = ProblemName.allCases.map(\.rawValue)
    let numbers = Reproducer.all.map { order.firstIndex(of: $0.name) ?? -1 }
    #expect(numbers == numbers.sorted())
  }

  @Test func `no line stands twice`() {
    #expect(Set(Reproducer.all.map(\.line)).count == Reproducer.all.count)
  }
}
