import Commands
import Console

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

exit(Waybill.run(Environment.current(reading: Waybill.environmentVariables)))
