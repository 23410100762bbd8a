@testable import EventLog
import Shipments

/// A journal of any bytes: it is read, mended and salvaged without a crash, and nothing whole is lost.
///
/// A first line that begins with `waybill-intent ` is the note beside the journal, and gets the check
/// that fits; a first line `long line` or `long tail` puts a line there that is longer than one may be.
final class JournalTarget: FuzzTarget {
  private static let journal = "events.jsonl"
  private static let path = "log/events.jsonl"

  func run(_ bytes: [UInt8]) {
    let files = MemoryFiles()
    files.put(JournalTarget.prepare(bytes, files), at: JournalTarget.path)
    let log = LogFolder("log", files: files)
    let bytes = files.bytes(of: JournalTarget.path) ?? []
    let found = reading(log, threads: 1)
    // Threads cost more than all the rest, and one journal in some is enough.
    if bytes.count % 8 == 0 {
      hold(found == reading(log, threads: 3), "cut into ranges, it is another journal")
    }
    checkInspection(of: log, found)
    salvage(bytes, log, found)
    guard case .read(let ids, let tail, let hasSums) = found else { return }
    checkAgainstPlainReader(bytes, ids, tail)
    mend(files, log, ids, tail)
    // A journal without sums is somebody else's, and is not written to.
    let kept = tail?.bytes.lowerBound ?? bytes.count
    if hasSums || kept == 0 { append(files, log, ids) }
  }

  /// The journal's bytes, with sums that fit; a note goes to its place beside it.
  private static func prepare(_ bytes: [UInt8], _ files: MemoryFiles) -> [UInt8] {
    let first = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let rest = Array(bytes.dropFirst(first.count + 1))
    let text = String(decoding: first, as: UTF8.self)
    // More than the buffer takes into which a line is read as a whole.
    let long = [UInt8](repeating: UInt8(ascii: " "), count: 3 * LineParser.maximumLineBytes)
    switch text {
    case "long line": return Seal.journal(rest) + long + [UInt8(ascii: "\n")] + Seal.journal(rest)
    case "long tail": return Seal.journal(rest) + long
    default: break
    }
    guard text.hasPrefix("waybill-intent ") else { return Seal.journal(bytes) }
    let journal = Seal.journal(rest)
    let words = text.split(separator: " ").dropFirst(2).map { Int($0) ?? -1 }
    var note = BatchIntent(
      oldLength: words.first ?? 0, newLength: words.dropFirst().first ?? 0, sum: 0)
    if note.oldLength >= 0, note.oldLength <= note.newLength, note.newLength <= journal.count {
      note.sum = Checksum.of(Array(journal[note.oldLength..<note.newLength]))
    }
    files.put(Array(note.text.utf8), at: "log/.events.jsonl.intent")
    return journal
  }

  /// What reading a journal finds.
  private enum Found: Equatable {
    case read(ids: [String], tail: TornTail?, hasSums: Bool)
    case damaged(lines: [RefusedLine], count: Int)
  }

  private func reading(_ log: LogFolder, threads: Int) -> Found {
    do throws(LogError) {
      let scan = try LogScan(log, threads: threads, partitions: 1)
      var table = SymbolTable(extending: scan.symbols, minimumCapacity: 16)
      var records: [EventRecord] = []
      scan.forEachBatch(of: 0, &table) { records += $0.records }
      let ids = records.map { table.text(of: $0.id) }
      fetch(records.map(\.place), ids, from: log)
      hold(scan.journals.count == 1 && scan.journals[0].events == ids.count, "a wrong count")
      return .read(ids: ids, tail: scan.journals[0].tornTail, hasSums: scan.journals[0].hasSums)
    } catch {
      guard case .damaged(_, let lines, let count) = error else { disagree("\(error)") }
      hold(count >= lines.count && !lines.isEmpty, "damage without a line")
      return .damaged(lines: lines, count: count)
    }
  }

  /// Each event is found again by its place, and so is the number of its line.
  private func fetch(_ places: [Place], _ ids: [String], from log: LogFolder) {
    var fetcher = LineFetcher(log)
    do {
      for (place, id) in zip(places, ids) {
        let event = try fetcher.event(at: place, journal: JournalTarget.journal)
        hold(event.id.text == id, "another event at its place")
      }
      let offsets = places.map(\.offset)
      let numbers = try log.lineNumbers(of: offsets, journal: JournalTarget.journal)
      let inOrder = offsets.compactMap { numbers[$0] }
      hold(inOrder.count == offsets.count && inOrder == inOrder.sorted(), "numbers of lines")
    } catch {
      disagree("\(error)")
    }
  }

  /// The patient look finds damage where reading does, and the same tail.
  private func checkInspection(of log: LogFolder, _ found: Found) {
    do throws(FileError) {
      let (inspection, tail, _) = try log.inspect(journal: JournalTarget.journal)
      for line in inspection.refused + inspection.unknownFields {
        hold((0...line.excerpt.count).contains(line.caret) && line.column > 0, "a place: \(line)")
        hold(!line.problem.message.isEmpty && !line.problem.fix.isEmpty, "no words: \(line)")
      }
      switch found {
      case .damaged: hold(inspection.isDamaged, "only reading finds damage")
      case .read(_, let readTail, _):
        hold(!inspection.isDamaged, "reading overlooks damage: \(inspection.refused)")
        hold(readTail?.cause == .unfinishedBatch || readTail == tail, "another tail")
      }
    } catch {
      disagree("\(error)")
    }
  }

  /// Every line before the tail that the plain reader takes is there, and no other.
  private func checkAgainstPlainReader(_ bytes: [UInt8], _ ids: [String], _ tail: TornTail?) {
    let kept = Array(bytes[..<(tail?.bytes.lowerBound ?? bytes.count)])
    let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    let lines = kept.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let plain = lines.enumerated().compactMap { number, line -> String? in
      let hasMark = number == 0 && line.starts(with: mark)
      return (try? PlainEvent(Array(line.dropFirst(hasMark ? 3 : 0))))?.event.id.text
    }
    hold(
      plain.map { Array($0.utf8) } == ids.map { Array($0.utf8) },
      "not all whole lines: \(plain) \(ids)")
    guard let tail, tail.cause == .badBytes else { return }
    let rest = bytes[tail.bytes].split(separator: UInt8(ascii: "\n"))
    hold(!rest.contains { (try? PlainEvent(Array($0))) != nil }, "a whole line in the tail")
  }

  /// Mending saves the tail, keeps the rest, and has nothing to do the second time.
  private func mend(_ files: MemoryFiles, _ log: LogFolder, _ ids: [String], _ tail: TornTail?) {
    guard let tail else { return }
    let before = files.bytes(of: JournalTarget.path) ?? []
    do throws(FileError) {
      var writer = try JournalWriter(JournalTarget.journal, in: log)
      let saved = try writer.cut(tail, time: "now")
      hold(files.bytes(of: saved) == Array(before[tail.bytes]), "the tail is not saved")
    } catch {
      disagree("\(error)")
    }
    // A journal of which nothing is left is not there any more, or empty.
    let after = files.bytes(of: JournalTarget.path) ?? []
    hold(after == Array(before[..<tail.bytes.lowerBound]), "not what stood before the tail")
    guard files.bytes(of: JournalTarget.path) != nil else { return }
    guard case .read(let left, nil, _) = reading(log, threads: 1), left == ids else {
      disagree("mended, and yet not well")
    }
  }

  /// What is appended then is read behind what was there.
  private func append(_ files: MemoryFiles, _ log: LogFolder, _ ids: [String]) {
    let lines = [1, 2].map { number in
      Seal.line(
        Array(
          #"{"id":"new \#(number)","type":"voided","occurredOn":"2020-02-13","#.utf8)
          + Array(#""recordedAt":"2020-02-13T13:57:00Z","replaces":"x","reason":"y""#.utf8)
          + Array(#","sum":"0000000000000000"}"#.utf8))
    }
    do throws(FileError) {
      try log.make()
      var writer = try JournalWriter(JournalTarget.journal, in: log)
      do throws(AppendError) {
        try writer.append(ids.count % 2 == 0 ? lines : [lines[0]])
      } catch {
        disagree("\(error)")
      }
    } catch {
      disagree("\(error)")
    }
    let new = ids.count % 2 == 0 ? ["new 1", "new 2"] : ["new 1"]
    guard case .read(let all, nil, true) = reading(log, threads: 1), all == ids + new else {
      disagree(
        "what was appended is not there: \(shown(files.bytes(of: JournalTarget.path) ?? []))")
    }
  }

  /// Salvage keeps what reading keeps; of what it wrote there is nothing more to salvage.
  private func salvage(_ bytes: [UInt8], _ log: LogFolder, _ found: Found) {
    do throws(FileError) {
      let salvage = try Salvage(JournalTarget.path, to: "new/events.jsonl", files: log.files) { _ in
      }
      let again = try Salvage("new/events.jsonl", to: "again/events.jsonl", files: log.files) { _ in
      }
      hold(again.kept == salvage.kept && again.lostLines == 0, "salvage is not done at once")
      let new = reading(LogFolder("new", files: log.files), threads: 1)
      guard case .read(let ids, nil, _) = new, ids.count == salvage.kept else {
        disagree("what is salvaged is not well")
      }
      if case .read(let read, let tail, _) = found, tail?.cause != .unfinishedBatch {
        hold(ids == read, "salvage keeps \(ids), reading \(read)")
      }
    } catch {
      disagree("\(error)")
    }
  }
}
