# The faults, sourced by `run`: name, file, text, what stands in its place, test.

fault "no fdatasync before the acknowledgement" Sources/EventLog/Files/OpenFile.swift \
  'try files.synchronizeData(descriptor, path: path)' \
  '_ = files' \
  'EventLogTests'

fault "no duplicate check" Sources/Replay/History/Census.swift \
  'where: { self[$0].id == event.id }' \
  'where: { _ in false }' \
  'ReplayTests'

fault "< for <= in the day of a replay" Sources/Replay/History/History.swift \
  'event.occurredOn <= at' \
  'event.occurredOn < at' \
  'ReplayTests'

fault "< for <= in the instant of what is known" Sources/Replay/History/History.swift \
  'event.recordedAt <= knownAt' \
  'event.recordedAt < knownAt' \
  'ReplayTests'

fault "no sum check" Sources/EventLog/Line/LineParser.swift \
  'guard UInt64(upper) << 32 | UInt64(lower) == actual else {' \
  'guard upper == upper || lower == lower || actual == 0 else {' \
  'EventLogTests'

fault "replaces ignored" Sources/Replay/Versions/Versions.swift \
  'named.insert(replacement.target)' \
  'named.insert(replacement.replacer)' \
  'ReplayTests'

fault "draw-down left out" Sources/Projections/Lines/SharedPromises.swift \
  'deliveries.lines[other].drawnDown = try .sum(line.drawnDown, taken)' \
  'deliveries.lines[other].drawnDown = try .sum(line.drawnDown, .zero)' \
  'ReplayTests'

fault "overflow of a line unchecked" Sources/Projections/Lines/DeliveryLine.swift \
  'guard sum <= Quantity.maximumTotal.thousandths else { throw Overflow() }' \
  'guard sum != .max else { throw Overflow() }' \
  'ReplayTests'

fault "an id in two partitions goes unnoticed" Sources/Replay/Partitions/IDCensus.swift \
  'if slots[slot] == hash { return true }' \
  'if slots[slot] == hash { return false }' \
  'PartitionedLogTests'

fault "several lines without a note of the intent" Sources/EventLog/Append/JournalWriter.swift \
  'if lines.count > 1 {
        try note' \
  'if lines.count < 0 {
        try note' \
  'EventLogTests'

fault "a torn tail cut without saving it" Sources/EventLog/Append/JournalWriter.swift \
  'try copy.append(bytes)' \
  'try copy.append([])' \
  'CommandsTests'

fault "a name that is nearly known opens a district" Sources/Commands/Append/Intake.swift \
  'if !allowsNewNames { refusals' \
  'if allowsNewNames { refusals' \
  'CommandsTests'

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
  'EventLogTests'
