# The faults, sourced by `run`: name, file, text, what stands in its place, test.

fault "no fdatasync before the acknowledgement" Sources/EventLog/Files/OpenFile.swift \
  'try files.synchronizeData(descriptor, path: path)' \
  '_ = files' \
  'EventLogTests.WritingOrderTests'

fault "no duplicate check" Sources/Replay/History/Census.swift \
  'records[$0 & (Batch.capacity - 1)].id == id' \
  'records.isEmpty && $0 < 0' \
  'ReplayTests.OnceTests'

fault "< for <= in the day of a replay" Sources/Replay/History/History.swift \
  'event.occurredOn <= at' \
  'event.occurredOn < at' \
  'ReplayTests.DateTests'

fault "< for <= in the instant of what is known" Sources/Replay/History/History.swift \
  'event.recordedAt <= knownAt' \
  'event.recordedAt < knownAt' \
  'ReplayTests.DateTests'

fault "no sum check" Sources/EventLog/Line/LineParser.swift \
  'throw sumFault(line, start)' \
  'return start' \
  'EventLogTests.ReproducerTests'

fault "replaces ignored" Sources/Replay/Versions/Versions.swift \
  'isNamed[replacement.target] = true' \
  'isNamed[replacement.replacer] = true' \
  'ReplayTests.VersionsTests'

fault "draw-down left out" Sources/Projections/Lines/SharedPromises.swift \
  'deliveries.lines[other].drawnDown = try .sum(line.drawnDown, taken)' \
  'deliveries.lines[other].drawnDown = try .sum(line.drawnDown, .zero)' \
  'ReplayTests.DrawDownTests'

fault "overflow of a line unchecked" Sources/Projections/Lines/DeliveryLine.swift \
  'guard sum <= Quantity.maximumTotal.thousandths else { throw Overflow() }' \
  'guard sum != .max else { throw Overflow() }' \
  'ReplayTests.OverflowTests'

fault "an id in two partitions goes unnoticed" Sources/Replay/Partitions/IDCensus.swift \
  'if slots[slot] == hash { return false }' \
  'if slots[slot] == hash { return true }' \
  'PartitionedLogTests'

fault "several lines without a note of the intent" Sources/EventLog/Append/JournalWriter.swift \
  'if isNoted {
        try note' \
  'if lines.count < 0 {
        try note' \
  'EventLogTests.WritingOrderTests'

fault "a torn tail cut without saving it" Sources/EventLog/Append/JournalWriter.swift \
  'try copy.append(bytes)' \
  'try copy.append([])' \
  'ReplayTests.CrashTests'

fault "a name that is nearly known opens a district" Sources/Commands/Append/Intake.swift \
  'if !allowsNewNames { refusals' \
  'if allowsNewNames { refusals' \
  'CommandsTests.AppendTests'

fault "bytes of an index unchecked" Sources/EventLog/Index/LogIndex.swift \
  'Checksum.of(bytes) == span.checksum' \
  'span.checksum == span.checksum' \
  'ReplayTests.IndexTests'

fault "what becomes overdue is missing in an index" Sources/Projections/Districts/DistrictSums.swift \
  'next = min(next ?? flip, flip)' \
  'next = flip < day ? flip : next' \
  'ReplayTests.IndexTests'

fault "corrections of other shipments apart in an index" Sources/Replay/Index/LookupHash.swift \
  'if other != link.group { join(other, link.group) }' \
  'if other == link.group { join(other, link.group) }' \
  'ReplayTests.IndexTests'

fault "a batch that counts before its end" Sources/EventLog/Append/JournalWriter.swift \
  'try note(.open(oldLength: length))' \
  'try folder.files.synchronizeFolder(folder.path)' \
  'EventLogTests.OpenBatchTests'

fault "no folder sync before the acknowledgement" Sources/EventLog/Append/JournalWriter.swift \
  'if isNew || isFolderUnsure { try folder' \
  'if isNew, length < 0 { try folder' \
  'ReplayTests.CrashTests'

fault "a failed sync tried again" Sources/EventLog/Append/JournalWriter.swift \
  'if isNew { try file.synchronize() } else { try file.synchronizeData() }' \
  'do throws(FileError) { try file.synchronize() } catch { try file.synchronize() }' \
  'ReplayTests.FaultTests'

fault "acknowledged before the sync" Sources/EventLog/Append/JournalWriter.swift \
  'try synchronize()
    } catch {
      // What the disk holds is not known any more; that the lines' \
  'if lines.isEmpty { try synchronize() }
    } catch {
      // What the disk holds is not known any more; that the lines' \
  'ReplayTests.CrashTests'

fault "a torn tail cut before its copy is on the disk" Sources/EventLog/Append/JournalWriter.swift \
  'try copy.synchronize()' \
  'try copy.append([])' \
  'ReplayTests.CrashTests'

fault "no note behind a last line without its line feed" Sources/EventLog/Append/JournalWriter.swift \
  'isNoted = lines.count > 1 || bytes.first == UInt8(ascii: "\n")' \
  'isNoted = lines.count > 1' \
  'ReplayTests.CrashTests'

fault "a batch cut after its note is gone" Sources/EventLog/Append/JournalWriter.swift \
  '// The lines are on the disk. Cut now, some of them might count without the note.' \
  'try? file.truncate(to: length)' \
  'ReplayTests.FaultTests'

fault "a journal that is not locked" Sources/EventLog/Append/JournalWriter.swift \
  'try file.lock(.exclusive, folder.patience)' \
  'try file.lock(.shared, folder.patience)' \
  'ReplayTests.CrashTests'

fault "an empty folder that may go again" Sources/EventLog/Journal/LogFolder.swift \
  'guard names?.isEmpty ?? true else { return }' \
  'guard names == nil else { return }' \
  'ReplayTests.CrashTests'

fault "a torn tail taken for damage" Sources/EventLog/Journal/Inspection.swift \
  'hasDamageBefore || hasWholeRefused ||' \
  'hasDamageBefore || hasWholeRefused || trailingBad > 0 ||' \
  'ReplayTests.CrashTests'

fault "damage taken for a torn tail" Sources/EventLog/Journal/Inspection.swift \
  'if trailingBad > 0 { hasDamageBefore = true }' \
  'if trailingBad < 0 { hasDamageBefore = true }' \
  'EventLogTests.FlippedByteTests'

fault "the header of an index unchecked" Sources/EventLog/Index/LogIndex.swift \
  'guard Checksum.of(bytes) == identity else { throw .damaged }' \
  'guard bytes.count == length else { throw .damaged }' \
  'ReplayTests.IndexTests'

fault "lines of a killed writer that are not on the disk yet" \
  Sources/EventLog/Append/JournalWriter.swift \
  'if isJournalUnsure, length > 0' \
  'if isJournalUnsure, length < 0' \
  'EventLogTests.WritingOrderTests'

fault "a skipped event that is not on the disk" Sources/Replay/Recording/Recorder.swift \
  'for journal in knowing { try folder.synchronize(journal: journal) }' \
  '_ = knowing' \
  'ReplayTests.CrashTests'

fault "a wait for a lock that nobody hears of" Sources/EventLog/Files/LockPatience.swift \
  'tell(path)' \
  '_ = path' \
  'CommandsTests.LockTests'

fault "parts of a diff that leave out the days gone by" Sources/Reports/Diff/DiffSummary.swift \
  'addOverdue(of: state, at: pair.to, unlike: pair.from' \
  'addOverdue(of: state, at: pair.from, unlike: pair.to' \
  'ReplayTests.ReportLawTests'

fault "explained rows of all districts below" Sources/Reports/Explain/Explanation.swift \
  'if scope?.isExact ?? true { words' \
  'if scope == nil { words' \
  'ReplayTests.ExplainTests'

fault "worths of events that are not in force" Sources/Reports/Donors/DonorWorths.swift \
  'WorthSums.types.contains(event.type), counts(event) else' \
  'WorthSums.types.contains(event.type) else' \
  'ReplayTests.ReportLawTests'

fault "worths that are spelt with escapes are passed over" Sources/EventLog/Scan/StatedWorths.swift \
  ' || line.contains("\\u") else' \
  ' else' \
  'CommandsTests.WorthTests'

fault "a refused append that makes the journal first" Sources/Commands/Append/AppendCommand.swift \
  'guard isNew || !isWhole else' \
  'guard !isNew || !isWhole else' \
  'CommandsTests.AppendTests'

fault "a byte above ASCII taken for a digit" Sources/EventLog/Line/LineParser+Canonical.swift \
  'digits | (digits &+ 0x7676_7676_7676_7676)' \
  '(digits | digits) &+ 0x7676_7676_7676_7676' \
  'EventLogTests.CanonicalLineTests'

fault "a diff that replays changed events without the rest of their shipments" \
  Sources/Reports/Diff/DiffSummary.swift \
  'case .stays: event.shipment != .none' \
  'case .stays: false' \
  'ReplayTests.ReportLawTests'

fault "explained needs without what is promised to the area" \
  Sources/Reports/Explain/Explanation.swift \
  'others.append("--pools")' \
  'others.append("--draws")' \
  'ReplayTests.ExplainTests'

fault "a line found by its own end without a look at its sum" \
  Sources/EventLog/Line/LineParser.swift \
  'count <= LineParser.maximumLineBytes, statesSum(lines, start)' \
  'count <= LineParser.maximumLineBytes' \
  'EventLogTests.FlippedByteTests'

fault "lines by other hands with a member twice" \
  Sources/EventLog/Line/LineParser+Compact.swift \
  'guard !fields.named.contains(field) else { return false }' \
  '' \
  'EventLogTests.ReproducerTests'

fault "an id looked for by the wrong bit" Sources/Shipments/Batches/HashBits.swift \
  'words[word(of: hash)] & 1 &<< (hash >> 32) != 0' \
  'words[word(of: hash)] & 1 &<< (hash >> 33) != 0' \
  'ReplayTests.FactSetsTests'

fault "the stocks that another thread added up are left out" \
  Sources/Replay/Partitions/HistorySummary.swift \
  'try stocks.merge(other.stocks)' \
  'if other.stocks.rows.isEmpty { try stocks.merge(other.stocks) }' \
  'PartitionedLogTests'

fault "goods for an area are measured by their own line alone" \
  Sources/Projections/Lines/LineTimes.swift \
  'if let area = covering[line.key]?.first { keys.append(area) }' \
  '_ = covering' \
  'DonorTimesTests'

fault "log shows the other items of an event" Sources/Reports/Rows/EventFilter.swift \
  'guard rows.shows(item) else { return false }
    guard let lines, let shipment' \
  'guard let lines, let shipment' \
  'LogFilterTests'

fault "what moves a promised day is hidden by an item" Sources/Reports/Rows/EventFilter.swift \
  'return places.contains(' \
  'return places.isEmpty && places.contains(' \
  'LogFilterTests'

fault "most events with fields that their types have not" \
  Sources/EventLog/Line/RecordDecoder+Usual.swift \
  'parser.allows(rest.stated, ofType: Int(type))' \
  'rest.stated.contains(.items)' \
  'EventLogTests.CanonicalLineTests'

fault "a name that was met with a NUL behind it" Sources/EventLog/Line/NameCache.swift \
  '| UInt64(truncatingIfNeeded: Int(entry.pointee.count) ^ text.count)' \
  '| (text.count < 0 ? 1 : 0)' \
  'EventLogTests.CanonicalLineTests'

fault "events of a shipment change sums in the order in which they stand" \
  Sources/Replay/Index/PeriodChanges.swift \
  'if !isInOrder { events' \
  'if !isInOrder, events.isEmpty { events' \
  'ReplayTests.PeriodChangesTests'
