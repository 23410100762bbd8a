import BenchmarkLog
import Foundation

// benchmark-log --events=N [--seed=N] [--mix=plain|mixed] FILE: writes a log for benchmarks.

/// The value of an option, if it is there.
func option(_ name: String) -> String? {
  CommandLine.arguments.first { $0.hasPrefix("--\(name)=") }.map {
    String($0.dropFirst(name.count + 3))
  }
}

guard let events = option("events").flatMap(Int.init),
  let seed = UInt64(option("seed") ?? "1"), let mix = Mix(rawValue: option("mix") ?? "plain"),
  let path = CommandLine.arguments.dropFirst().first(where: { !$0.hasPrefix("--") }),
  FileManager.default.createFile(atPath: path, contents: nil),
  let file = FileHandle(forWritingAtPath: path)
else {
  print("usage: benchmark-log --events=N [--seed=N] [--mix=plain|mixed] FILE")
  exit(2)
}
var maker = LogMaker(mix, seed: seed)
var bytes: [UInt8] = []
for _ in 0..<events {
  maker.writeLine(to: &bytes)
  if bytes.count > 1 << 22 {
    try file.write(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }
}
try file.write(contentsOf: bytes)
try file.close()
