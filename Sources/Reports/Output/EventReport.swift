public import Shipments

/// Reads some of the events that a report lists.
public typealias EventReader<Failure: Error> =
  ([EventListing.Entry]) throws(Failure) -> [ListedEvent]

/// Writes a part of a report.
public typealias ReportWriter<Failure: Error> = ([UInt8]) throws(Failure) -> Void

/// A report that lists events.
///
/// They are read while they are written, a part at a time, so that a listing of a whole log needs no
/// more memory than its places.
public protocol EventReport: Sendable {
  /// How many events are listed.
  var eventCount: Int { get }
  /// The names of the columns that a form can show, each once.
  static func columnNames(_ format: ReportFormat) -> [String]
  /// Reads the events and writes the report; sums that are too great end as the error that `overflow`
  /// makes of them.
  func write<Failure>(
    as format: ReportFormat, _ style: TableStyle, reading read: EventReader<Failure>,
    to write: ReportWriter<Failure>, overflow: (Overflow) -> Failure
  ) throws(Failure)
}
