/// Everything that a program needs to record relief goods and to replay their state.
@_exported public import struct Console.Styling
@_exported public import EventLog
@_exported public import Projections
@_exported public import Replay
@_exported public import Reports
@_exported public import Shipments
