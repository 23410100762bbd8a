import TestSupport
import Testing

@Suite("Whatever a crash leaves on the disk")
struct CrashTests {
  @Test func `what was acknowledged is there, and of the rest a beginning`() throws {
    let seed = testSeed("what was acknowledged is there, and of the rest a beginning")
    var random = SeededGenerator(seed: seed)
    var (states, disks) = (0, 0)
    for scenario in DiskScenario.all {
      let found = try crash(scenario, &random, "seed \(seed), \(scenario.name)")
      states += found.states
      disks += found.disks
    }
    #expect(states > 10_000, "so many states were tried, \(disks) of them different")
    #expect(disks > 4000, "so many of \(states) states are different")
  }

  /// Crashes after each operation, and looks at what may be left; of great numbers, at some by lot.
  private func crash(
    _ scenario: DiskScenario, _ random: inout SeededGenerator, _ comment: String
  ) throws -> (states: Int, disks: Int) {
    var recovery = Recovery(scenario)
    let disk = SimulatedDisk(scenario.start)
    try scenario.run(on: disk)
    #expect(disk.writtenUnlocked.isEmpty, "\(comment): written without a lock")
    var states = 0
    for (number, step) in disk.steps.enumerated() {
      let allowed = (step.acknowledged...scenario.groups.count).map(scenario.eventCount)
      let limit = scenario.hasIndex ? 30 : 1000
      states += try step.state.forEachCrash(limit: limit, &random) { image in
        let count = try recovery.eventCount(on: image)
        try #require(allowed.contains(count), "\(comment), after step \(number)")
      }
    }
    return (states, recovery.diskCount)
  }

  @Test func `when a program was killed before, too, and the next one has recorded`() throws {
    let seed = testSeed("when a program was killed before, too, and the next one has recorded")
    var random = SeededGenerator(seed: seed)
    var states = 0
    for scenario in DiskScenario.all {
      let comment = "seed \(seed), \(scenario.name)"
      var recovery = Recovery(scenario)
      let disk = SimulatedDisk(scenario.start)
      try scenario.run(on: disk)
      for (number, step) in disk.steps.enumerated() {
        // What the next one has read is as good as acknowledged.
        let read = try recovery.eventCount(on: step.state.current)
        let next = SimulatedDisk(after: step.state)
        try scenario.recordNext(behind: read, on: next)
        states += try DiskScenario.last(of: next).forEachCrash(limit: 12, &random) {
          let count = try recovery.eventCount(on: $0)
          try #require(count == read + 1, "\(comment), killed after step \(number)")
        }
      }
    }
    #expect(states > 500, "so many states were tried")
  }
}
