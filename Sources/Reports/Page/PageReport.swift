import Console
import EventLog
import Projections
public import Replay
public import Shipments

/// The page to look at: the state of a day as tables, and the data from which its script replays any other.
///
/// A log of few events goes into the page event by event; of a larger one the page has the sums of each
/// week, and the rest as of its own day.
public struct PageReport: HistorySummary, Sendable {
  /// Up to how many events a page carries them.
  public static let eventLimit = 20_000
  /// How many open lines the page of a larger log has.
  static let lineLimit = 1_000

  /// For what a page is made.
  public struct Query: Sendable {
    /// The day that it shows at first.
    public var at: Day
    /// By when what it knows was recorded, and as it was given.
    public var knownAt: Instant
    /// The known-at date or instant as it was given.
    public var knownAtText: String?
    /// The day since which corrections and late reports are listed.
    public var since: Day
    /// The log, where the commands that explain figures have to name it.
    public var log: String?
    /// What stands above the page; its own title where it is nil.
    public var title: String?
    /// Whether names of recorders, notes and sources are left out.
    public var isPublic = false

    /// The log as commands name it; where it stands is not for the public.
    var shownLog: String? { isPublic ? nil : log }

    /// The last day of which it knows all that was recorded, UTC; nil where nothing limits that.
    var knownOn: Day? {
      guard knownAtText != nil else { return nil }
      let day = knownAt.day
      return .end(of: day) <= knownAt ? day : Day(number: day.number - 1)
    }

    /// Asks for the page of a day.
    public init(at: Day, knownAt: Instant, knownAtText: String?, since: Day) {
      self.at = at
      self.knownAt = knownAt
      self.knownAtText = knownAtText
      self.since = since
    }
  }

  let query: Query
  let carriesEvents: Bool
  private(set) var eventCount = 0
  /// Whether no part of the log has been added.
  private var isEmpty = true
  private var promises = AreaPromises()
  private(set) var lines = FirstLines(limit: lineLimit)
  private var giving = Flows()
  /// Who gives what to whom, once the report is finished.
  private(set) var flows = FlowTable()
  private(set) var unstated = UnstatedStages()
  private var diff: DiffSummary
  private(set) var weeks: PeriodChanges
  /// The texts of the rows of the weeks.
  private(set) var weekKeys: [RowKey] = []
  /// The rows that ask for something, worst first, once the report is finished.
  private(set) var needs: [NeedRow] = []
  /// The sums of its day by district, item and unit, once the report is finished.
  private(set) var rows: [SharedRow<DistrictSums>] = []

  /// Begins a page that carries the events of a log, or one of weekly sums.
  public init(_ query: Query, carriesEvents: Bool) {
    self.query = query
    self.carriesEvents = carriesEvents
    if carriesEvents { lines = FirstLines(limit: .max) }
    let to = min(query.at, query.knownOn ?? query.at)
    diff = DiffSummary(from: query.since, to: max(query.since, to))
    diff.isWhole = false
    weeks = PeriodChanges(of: 7, endingOn: query.at)
  }

  /// By when what it knows was recorded, and the ends of the days that are compared.
  public var instants: [Instant] { [query.knownAt] + diff.instants }

  /// Adds a part of the log.
  public mutating func add(
    _ history: borrowing History, _ versions: [Versions]
  ) throws(Overflow) {
    let state = try history.state(at: query.at, knownAt: query.knownAt, versions[0])
    eventCount += state.eventCount
    isEmpty = false
    let (query, inForce) = (query, versions[0])
    let givers = JointDonors(history) { event in
      event.occurredOn <= query.at && event.recordedAt <= query.knownAt
        && inForce.isInForce(event.id)
    }
    lines.add(state, givers, history.symbols)
    try giving.add(state, givers, history.symbols)
    unstated.add(state, history.symbols)
    try promises.add(state, history.symbols)
    try diff.add(history, Array(versions.dropFirst()))
    try weeks.add(history, versions[0], knownAt: query.knownAt)
    for key in weeks.keys[weekKeys.count...] {
      weekKeys.append(RowKey(key, depth: nil, history.symbols))
    }
  }

  /// Adds what was kept of other parts.
  public mutating func merge(_ other: PageReport) throws(Overflow) {
    guard !isEmpty else {
      self = other
      return
    }
    eventCount += other.eventCount
    lines.merge(other.lines)
    try giving.merge(other.giving)
    unstated.merge(other.unstated)
    try promises.merge(other.promises)
    try diff.merge(other.diff)
    try weeks.merge(other.weeks)
    let texts = Dictionary(uniqueKeysWithValues: zip(other.weeks.keys, other.weekKeys))
    for key in weeks.keys[weekKeys.count...] {
      if let text = texts[key] { weekKeys.append(text) }
    }
  }

  /// Puts the rows together.
  public mutating func finish(_ symbols: borrowing SymbolTable) throws(Overflow) {
    var districts = RowSums<DistrictSums>(RowFilter())
    // The page's day ends a week: its sums are what all weeks up to it changed.
    var sums = Array(repeating: DistrictSums(), count: weekKeys.count)
    let cells = weeks.cells
    for place in cells.indices where cells[place].day <= query.at {
      try sums[cells[place].row].add(cells.sums(of: place))
    }
    for (key, sums) in zip(weekKeys, sums) where !sums.isNothing {
      try districts.add(sums, to: key)
    }
    rows = districts.sorted.filter { !$0.sums.isNothing }
    needs = try NeedRow.rows(districts, promises)
    flows = giving.table()
    try diff.finish(symbols)
  }

  /// The corrections and late reports since the query's day; `read` is given places and reads the events
  /// that stand there.
  public func changes<Failure>(
    read: ([Place]) throws(Failure) -> [Event]
  ) throws(Failure) -> PageChanges {
    try PageChanges(diff, limit: carriesEvents ? .max : PageChanges.limit, read: read)
  }
}
