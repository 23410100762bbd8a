@testable import EventLog
import Foundation
import FuzzDriver

/// The target that `FUZZ_TARGET` names; it is no argument, since libFuzzer runs itself with its own
/// arguments again where it puts inputs together.
///
/// libFuzzer calls from one thread only, and takes no context along.
let target: any FuzzTarget =
  switch ProcessInfo.processInfo.environment["FUZZ_TARGET"] {
  case "line": LineTarget()
  case "journal": JournalTarget()
  case "arguments": ArgumentsTarget()
  case "index": IndexTarget()
  default: disagree("FUZZ_TARGET is to be line, journal, arguments or index")
  }

// `FUZZ_TARGET=index fuzz --seeds` prints index files as hex digits, a line each.
if CommandLine.arguments.last == "--seeds", let index = target as? IndexTarget {
  for seed in try index.seeds() {
    print(String(decoding: seed.flatMap { Hex.digits(UInt64($0)).suffix(2) }, as: UTF8.self))
  }
  exit(0)
}

var count = CommandLine.argc
var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = unsafe CommandLine.unsafeArgv
_ = unsafe LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
  unsafe target.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
  return 0
}
