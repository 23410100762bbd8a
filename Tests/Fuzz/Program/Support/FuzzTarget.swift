/// What a fuzzer feeds with bytes; it ends the process where something is wrong.
protocol FuzzTarget: AnyObject {
  func run(_ bytes: [UInt8])
}
