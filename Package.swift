// swift-tools-version: 6.2
import PackageDescription

/// Every target is built alike: language mode 6, strict memory safety, and warnings are errors.
let settings: [SwiftSetting] = [
  .strictMemorySafety(),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InferIsolatedConformances"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .enableUpcomingFeature("ImmutableWeakCaptures"),
  .treatAllWarnings(as: .error),
]

/// The standard library becomes part of the program on Linux, which halves the time that it takes to start.
///
/// Only the executable has it: a package that uses the library is not concerned.
let staticLibrary: [LinkerSetting] = [
  .unsafeFlags(["-static-stdlib"], .when(platforms: [.linux], configuration: .release))
]

/// A module of the product; it may use only modules that stand below it in this file.
func module(
  _ name: String, uses: [Target.Dependency] = [], resources: [Resource] = []
) -> Target {
  .target(name: name, dependencies: uses, resources: resources, swiftSettings: settings)
}

/// The style and the script of the page, which become part of the program.
let page: [Resource] =
  [.embedInCode("Page/page.css")]
  + [
    "amounts", "log", "fold", "states", "weeks", "changes", "tables", "pictures", "view",
    "controls", "page",
  ].map { .embedInCode("Page/Script/\($0).js") }

/// The tests of one module.
func tests(_ name: String, uses: [Target.Dependency]) -> Target {
  .testTarget(name: name, dependencies: uses, swiftSettings: settings)
}

/// The fuzz program, which links with libFuzzer only, and so is there only where it is asked for.
let fuzzTargets: [Target] =
  Context.environment["WAYBILL_FUZZ"] == nil
  ? []
  : [
    .target(name: "FuzzDriver", path: "Tests/Fuzz/Driver"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "FuzzDriver", "Commands", "Console", "Reports", "Replay", "EventLog", "Shipments",
      ],
      path: "Tests/Fuzz/Program", swiftSettings: settings),
  ]

let package = Package(
  name: "Waybill",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "WaybillKit", targets: ["WaybillKit"]),
    .executable(name: "waybill", targets: ["waybill"]),
  ],
  targets: [
    .executableTarget(
      name: "waybill", dependencies: ["Commands", "Console"], swiftSettings: settings,
      linkerSettings: staticLibrary),
    module(
      "Commands", uses: ["Console", "Reports", "Replay", "Projections", "EventLog", "Shipments"]),
    module(
      "WaybillKit", uses: ["Reports", "Replay", "Projections", "EventLog", "Shipments", "Console"]),
    module(
      "Reports", uses: ["Replay", "Projections", "Console", "EventLog", "Shipments"],
      resources: page),
    module("Replay", uses: ["Projections", "EventLog", "Shipments"]),
    module("Projections", uses: ["Shipments"]),
    module("EventLog", uses: ["Shipments"]),
    module("Shipments"),
    module("Console"),
    .target(
      name: "TestSupport", dependencies: ["EventLog", "Shipments"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "BenchmarkLog", dependencies: ["EventLog", "Shipments", "TestSupport"],
      path: "Tests/Benchmarks/BenchmarkLog", swiftSettings: settings),
    .executableTarget(
      name: "benchmark-log", dependencies: ["BenchmarkLog"], path: "Tests/Benchmarks/MakeLog",
      swiftSettings: settings),
    tests("ShipmentsTests", uses: ["Shipments", "TestSupport"]),
    tests("EventLogTests", uses: ["EventLog", "Shipments", "TestSupport"]),
    tests(
      "ReplayTests",
      uses: [
        "Reports", "Replay", "Projections", "EventLog", "Shipments", "BenchmarkLog", "TestSupport",
      ]),
    tests(
      "CommandsTests",
      uses: ["Commands", "Console", "EventLog", "Shipments", "BenchmarkLog", "TestSupport"]),
    tests("WaybillKitTests", uses: ["WaybillKit", "TestSupport"]),
    tests("ConsoleTests", uses: ["Console"]),
  ] + fuzzTargets
)
