public import EventLog
public import Shipments

/// Records many events in one go: all of them, or none.
///
/// Lines are written while they are read, so that memory holds a hash and a place of each id and
/// nothing else of the events. Nothing counts before ``finish()``; a recorder that is given up before
/// takes everything back.
public final class BatchRecorder {
  private static let blockBytes = 1 << 20

  /// The key by which the ids of lines are to be hashed.
  public let hashKey: HashKey
  /// The names that the log uses.
  public let knownNames: UsedNames
  /// What was read of the log's journals.
  public let journals: [JournalSummary]
  /// The path under which bytes of a torn tail were saved, if there was one.
  public let savedTail: String?
  /// How many events were taken.
  public private(set) var recordedCount = 0
  /// How many events were known already, or stood twice.
  public private(set) var skippedCount = 0
  /// The log.
  public let folder: LogFolder
  private let lock: FolderLock
  private var writer: JournalWriter
  private let indexed: IndexedLog?
  private var isIndexUsed = true
  private var known: KnownIDs
  private let journal: String
  private let threads: Int
  /// The journals, by their numbers, in which events stand that were skipped.
  private var knowing: Set<Int> = []
  private var isFinished = false
  /// Why the batch was taken back while it was written.
  private var failure: AppendError?
  private let number: Int
  private var block: [UInt8] = []
  private var offset: Int
  private var decoder = EventDecoder()
  private var fetcher: LineFetcher

  /// Locks a journal, makes it where it is not there, and looks at what the log has.
  public init(
    _ journal: String, in folder: LogFolder, now: Instant, threads: Int, usesIndex: Bool
  ) throws(RecordingError) {
    let lock = try Recorder.lock(folder)
    var writer = try Recorder.openWriter(journal, folder)
    let survey = try LogSurvey(folder, holding: journal, threads: threads, usesIndex: usesIndex)
    guard let number = survey.journals.firstIndex(where: { JournalName.isSame($0.name, journal) })
    else {
      throw .file(FileError("open", folder.pathOf(journal: journal), code: 0))
    }
    let summary = survey.journals[number]
    let savedTail = try Recorder.cut(summary, &writer, now)
    do throws(AppendError) {
      offset = try writer.begin()
    } catch {
      throw .append(error)
    }
    self.number = number
    self.journal = journal
    self.threads = threads
    self.savedTail = savedTail
    hashKey = survey.hashKey
    knownNames = survey.names
    journals = survey.journals
    known = survey.known
    indexed = survey.takeIndex()
    fetcher = LineFetcher(folder)
    self.folder = folder
    self.lock = lock
    self.writer = writer
  }

  /// Takes the line that was read last, unless its event is known.
  public func add(
    _ input: inout InputLines, idHash: UInt64
  ) throws(RecordingError) {
    if try isKnown(&input, idHash) {
      skippedCount += 1
      return
    }
    known.add(idHash, at: Place(journal: number, offset: offset + block.count))
    recordedCount += 1
    block.append(contentsOf: input.line)
    if block.count >= BatchRecorder.blockBytes { try flush() }
  }

  private func flush() throws(RecordingError) {
    if let failure { throw .append(failure) }
    guard !block.isEmpty else { return }
    do throws(AppendError) {
      try writer.write(block)
    } catch {
      failure = error
      throw .append(error)
    }
    offset += block.count
    block.removeAll(keepingCapacity: true)
  }

  /// Whether the log, or a line before, has the id with the same meaning; throws where it has another.
  private func isKnown(
    _ input: inout InputLines, _ idHash: UInt64
  ) throws(RecordingError) -> Bool {
    var places = known.places(of: idHash)
    do throws(IndexFault) {
      if isIndexUsed, let more = try indexed?.places(of: idHash) { places += more }
    } catch {
      // The journals say what the index cannot.
      isIndexUsed = false
      try LogSurvey.read(
        folder, holding: journal, threads: threads, LookupHash(key: hashKey), &known)
      places = known.places(of: idHash)
    }
    guard !places.isEmpty else { return false }
    try flush()
    for place in places where try isSameLine(at: place, as: input.line) {
      knowing.insert(place.journal)
      return true
    }
    let event: Event
    do throws(LineFault) {
      event = try input.event()
    } catch {
      preconditionFailure("a line that was taken can be read again")
    }
    for place in places {
      let other = try self.event(at: place)
      guard other.id == event.id else { continue }
      if let field = Meaning.difference(other, event) {
        let isOld = place.journal != number || place.offset < writer.committedLength
        throw .conflict(id: event.id, field: field, with: isOld ? place : nil)
      }
      knowing.insert(place.journal)
      return true
    }
    return false
  }

  /// Whether the line at a place is the same to the byte.
  private func isSameLine(
    at place: Place, as line: [UInt8]
  ) throws(RecordingError) -> Bool {
    do throws(LogError) {
      let other = try fetcher.line(at: place.offset, journal: journals[place.journal].name)
      return other.elementsEqual(line.dropLast())
    } catch {
      throw .log(error)
    }
  }

  private func event(at place: Place) throws(RecordingError) -> Event {
    do throws(LogError) {
      return try fetcher.event(at: place, journal: journals[place.journal].name)
    } catch {
      throw .log(error)
    }
  }

  deinit { if !isFinished { _ = writer.rollBack() } }

  /// Brings all events to the disk; when it returns, they are recorded.
  public func finish() throws(RecordingError) {
    precondition(!isFinished, "a batch is finished once")
    if let failure { throw .append(failure) }
    do throws(AppendError) {
      for number in knowing { try folder.synchronize(journal: journals[number].name) }
    } catch {
      throw .append(error)
    }
    guard recordedCount > 0 else { return }
    try flush()
    isFinished = true
    do throws(AppendError) {
      try writer.commit()
    } catch {
      throw .append(error)
    }
  }
}

/// What a batch has to know of the log that it is added to.
private struct LogSurvey: ~Copyable {
  let hashKey: HashKey
  let journals: [JournalSummary]
  var names = UsedNames()
  var known = KnownIDs()
  private var index: IndexedLog?

  init(
    _ folder: LogFolder, holding journal: String, threads: Int, usesIndex: Bool
  ) throws(RecordingError) {
    if usesIndex, let log = try? IndexedLog(folder, holding: journal) {
      let hash = log.lookupHash
      hashKey = hash.key
      journals = log.journals
      names = log.usedNames
      log.forEachTailBatch { batch, symbols in
        names.add(batch, symbols)
        for event in batch.records { known.add(hash.id(event.id, symbols), at: event.place) }
      }
      index = consume log
      return
    }
    let hash = LookupHash(key: HashKey())
    let scan = try LogSurvey.scan(folder, holding: journal, threads: threads)
    hashKey = hash.key
    journals = scan.journals
    index = nil
    LogSurvey.forEachBatch(of: scan) { batch, symbols in
      names.add(batch, symbols)
      for event in batch.records { known.add(hash.id(event.id, symbols), at: event.place) }
    }
  }

  /// Adds the ids of all journals.
  static func read(
    _ folder: LogFolder, holding journal: String, threads: Int, _ hash: LookupHash,
    _ known: inout KnownIDs
  ) throws(RecordingError) {
    forEachBatch(of: try scan(folder, holding: journal, threads: threads)) { batch, symbols in
      for event in batch.records { known.add(hash.id(event.id, symbols), at: event.place) }
    }
  }

  private static func scan(
    _ folder: LogFolder, holding journal: String, threads: Int
  ) throws(RecordingError) -> LogScan {
    do throws(LogError) {
      return try LogScan(folder, holding: journal, threads: threads)
    } catch {
      throw .log(error)
    }
  }

  private static func forEachBatch(
    of scan: consuming LogScan, _ use: (Batch, borrowing SymbolTable) -> Void
  ) {
    for partition in 0..<scan.partitionCount {
      var symbols = SymbolTable(extending: scan.symbols, minimumCapacity: 1024)
      var batches: [Batch] = []
      scan.forEachBatch(of: partition, &symbols) { batches.append($0) }
      scan.release(partition)
      for batch in batches { use(batch, symbols) }
    }
  }

  /// Gives the index away.
  consuming func takeIndex() -> IndexedLog? { index }
}
