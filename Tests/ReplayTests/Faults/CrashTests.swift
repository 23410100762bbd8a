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

  @Test func `when a program was killed before, and the next one records, too`() throws {
    let seed = testSeed("when a program was killed before, and the next one records, too")
    var random = SeededGenerator(seed: seed)
    var states = 0
    for scenario in DiskScenario.all {
      var recovery = Recovery(scenario)
      let disk = SimulatedDisk(scenario.start)
      try scenario.run(on: disk)
      for (number, step) in disk.steps.enumerated() {
        let comment = "seed \(seed), \(scenario.name), killed after step \(number)"
        states += try crashNext(scenario, after: step, &recovery, &random, comment)
      }
    }
    #expect(states > 2000, "so many states were tried")
  }

  @Test func `when what a killed program left is recorded again, and found there`() throws {
    let seed = testSeed("when what a killed program left is recorded again, and found there")
    var random = SeededGenerator(seed: seed)
    var states = 0
    for scenario in DiskScenario.all where !scenario.hasIndex {
      var recovery = Recovery(scenario)
      let killed = SimulatedDisk(scenario.start)
      try scenario.run(on: killed)
      for (number, step) in killed.steps.enumerated() {
        let read = try recovery.eventCount(on: step.state.current)
        guard read > 0 else { continue }
        let disk = SimulatedDisk(after: step.state)
        try scenario.record(read - 1, on: disk)
        states += try DiskScenario.last(of: disk).forEachCrash(limit: 8, &random) {
          let count = try recovery.eventCount(on: $0)
          try #require(
            count == read, "seed \(seed), \(scenario.name), killed after step \(number)")
        }
      }
    }
    #expect(states > 100, "so many states were tried: \(states)")
  }

  /// Records the next event where a program was killed, and crashes after each operation.
  private func crashNext(
    _ scenario: DiskScenario, after killed: SimulatedDisk.Step, _ recovery: inout Recovery,
    _ random: inout SeededGenerator, _ comment: String
  ) throws -> Int {
    let read = try recovery.eventCount(on: killed.state.current)
    let disk = SimulatedDisk(after: killed.state)
    try scenario.recordNext(behind: read, on: disk)
    disk.acknowledge(1)
    let groups = killed.acknowledged...scenario.groups.count
    let before = groups.map(scenario.eventCount) + [read + 1]
    var states = 0
    for step in disk.steps {
      // What the next one had read is as good as acknowledged once it has acknowledged its own.
      let allowed = step.acknowledged == 1 ? [read + 1] : before
      states += try step.state.forEachCrash(limit: step.acknowledged == 1 ? 8 : 2, &random) {
        let count = try recovery.eventCount(on: $0)
        try #require(allowed.contains(count), "\(comment)")
      }
    }
    return states
  }
}
